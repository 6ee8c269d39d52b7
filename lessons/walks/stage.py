"""The stage of a stop of the way back, as a block that any lesson can hold."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lessons.page.example import Example, this_digit
from lessons.page.reader import shown_by_line
from lessons.page.stop import Stage, Stop
from lessons.walks.numbers import Numbers
from lessons.walks.numbers import tells as can_be_written_down
from lessons.walks.passage import Passage
from lessons.walks.story import Story, tells

DRAWN, ANY, BY_HAND = (Path(__file__).with_name(f"{name}.py") for name in ("the_way_back", "any_network", "by_hand"))


@lru_cache(maxsize=8)
def story(digit: Example) -> Story | Passage:
    """What stages of this digit share: a lesson's, and those of the lessons after it. A network is drawn whole if it
    can be, and on sheets of what matters in it if not; of one that is small enough every product is said."""
    if can_be_written_down(digit.network):
        return Numbers(digit)
    return Story(digit) if tells(digit.network) and len(digit.trace.y) == 1 else Passage(digit)


@lru_cache(maxsize=32)
def stops(digit: Example) -> dict[str, Stop]:
    """The stops of the way back through this digit, by their keys."""
    return {stop.key: stop for stop in _told(digit)}


def stage(key: str, caption: str, digit: Example | None = None) -> Stage:
    """What the stage shows at a stop, worked out on the digit of the lesson, or on another one."""
    digit = digit or this_digit()
    return Stage(_stop(digit, key), caption, story(digit))


@lru_cache(maxsize=64)
def _stop(digit: Example, key: str) -> Stop:
    """One stop; nothing is worked out of those that come after it."""
    return next(stop for stop in _told(digit) if stop.key == key)


def _told(digit: Example) -> Iterator[Stop]:
    told = story(digit)
    file = DRAWN if isinstance(told, Story) else BY_HAND if isinstance(told, Numbers) else ANY
    return (stop for _, stop in shown_by_line(file, digit) if isinstance(stop, Stop))
