"""What a cell of a lesson shows: put into the page that is being read, and drawn by a notebook under the cell."""

import inspect
from typing import Any

from lessons.notes.html import fragment
from lessons.page.reader import claimed, record


class Shown(tuple):
    """What a cell showed. A notebook draws it where it is the last thing in a cell."""

    def _repr_html_(self) -> str:
        return fragment(self)


def claim(words: str, holds: Any) -> None:
    """Say of some words of the prose whether they are so: see `lessons.page.claims`."""
    caller = inspect.currentframe().f_back  # type: ignore[union-attr]
    claimed(words, bool(holds), caller.f_lineno)  # type: ignore[union-attr]


def show(*things: Any) -> Shown:
    """Put `things` into the lesson at this line. Raises LessonError for a formula without a proof that holds."""
    caller = inspect.currentframe().f_back  # type: ignore[union-attr]
    return Shown(record(things, caller.f_lineno))  # type: ignore[union-attr]
