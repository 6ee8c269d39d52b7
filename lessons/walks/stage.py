"""The stage of a stop of the way back, as a block that any lesson can hold."""

from functools import lru_cache
from pathlib import Path

from lessons.page.example import Example, this_digit
from lessons.page.reader import shown_by_line
from lessons.page.stop import Stage, Stop
from lessons.walks.story import Story, tells

DRAWN, ANY = (Path(__file__).with_name(f"{name}.py") for name in ("the_way_back", "any_network"))


@lru_cache(maxsize=8)
def story(digit: Example) -> Story:
    """What stages of this digit share: a lesson's, and those of the lessons after it."""
    return Story(digit)


@lru_cache(maxsize=32)
def stops(digit: Example) -> dict[str, Stop]:
    """The stops of the way back through this digit, by their keys: on a network that can be drawn whole, or on sheets
    of what matters in it."""
    file = DRAWN if tells(digit.network) and len(digit.trace.y) == 1 else ANY
    return {stop.key: stop for _, stop in shown_by_line(file, digit) if isinstance(stop, Stop)}


def stage(key: str, caption: str) -> Stage:
    """What the stage shows at a stop, worked out on the digit of the lesson."""
    return Stage(stops(this_digit())[key], caption)
