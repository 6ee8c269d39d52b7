"""Point at a letter of a lesson, and it is lit wherever it stands; a link that names an equation leads to it."""

from dashboard.components.modules import component

_letters = component("letters/letters")


def letters(at: str) -> None:
    """`at` is the equation that is looked for, by its name in core, or empty."""
    _letters(key="letters", data={"at": at})
