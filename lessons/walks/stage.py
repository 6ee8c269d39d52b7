"""The stage of a stop of the way back, as a block that any lesson can hold."""

from functools import lru_cache
from pathlib import Path

from lessons.page.example import Example, this_digit
from lessons.page.reader import shown_by_line
from lessons.page.stop import Stage, Stop

FILE = Path(__file__).with_name("the_way_back.py")


@lru_cache(maxsize=32)
def stops(digit: Example) -> dict[str, Stop]:
    """The stops of the way back through this digit, by their keys."""
    return {stop.key: stop for _, stop in shown_by_line(FILE, digit) if isinstance(stop, Stop)}


def stage(key: str, caption: str) -> Stage:
    """What the stage shows at a stop, worked out on the digit of the lesson."""
    return Stage(stops(this_digit())[key], caption)
