"""The digit that lessons work their numbers out on: one that the network that ships reads wrongly."""

from functools import lru_cache

from dashboard.data.digit_choice import next_mistake
from dashboard.data.shipped import guesses, trained, unseen_digits
from lessons.page.example import Example


def mistake(start: int = -1) -> int:
    """The first test digit after `start` that the network reads wrongly; lessons speak of a mistake."""
    found = next_mistake(guesses(), unseen_digits().labels, start)
    assert found is not None
    return found


def asked_for(text: str) -> Example:
    """The digit of a link, or the next one that the network reads wrongly; the first one where a link asks for none."""
    plain = text.isascii() and text.isdecimal() and len(text) <= 10  # int() refuses what has thousands of digits
    return example(mistake(int(text) - 1 if plain and int(text) < len(unseen_digits()) else -1))


@lru_cache(maxsize=32)
def example(index: int) -> Example:
    """A test digit in the network that ships."""
    digits, run = unseen_digits(), trained()
    return Example.of(run.config.build_network(), run.theta, digits.images, digits.labels, index)
