"""The digit that lessons work their numbers out on: one that the network that ships reads wrongly."""

from functools import lru_cache

from dashboard.data.digit_choice import next_mistake
from dashboard.data.shipped import guesses, trained, unseen_digits
from dashboard.shared.numbers import whole
from lessons.page.example import Example


def mistake(start: int = -1) -> int:
    """The first test digit after `start` that the network reads wrongly; lessons speak of a mistake."""
    found = next_mistake(guesses(), unseen_digits().labels, start)
    assert found is not None
    return found


def asked_for(text: str, exactly: bool = False) -> Example:
    """The digit of a link, or the next one that the network reads wrongly; the first one where a link asks for none.
    Somebody who comes from a digit sees that very one, `exactly`."""
    digit = whole(text, len(unseen_digits()) - 1)
    if exactly and digit is not None:
        return example(digit)
    return example(mistake(-1 if digit is None else digit - 1))


@lru_cache(maxsize=32)
def example(index: int) -> Example:
    """A test digit in the network that ships."""
    digits, run = unseen_digits(), trained()
    return Example.of(run.config.build_network(), run.theta, digits.images, digits.labels, index)
