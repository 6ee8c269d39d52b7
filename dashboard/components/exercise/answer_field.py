"""A line to type an answer in: what it says while it is typed, and what it says when it is to be checked."""

from typing import NamedTuple

from dashboard.components.modules import component


class Typed(NamedTuple):
    """What stands in the field, and what was handed in last, if anything was."""

    text: str
    checked: str | None


PARTS = ("exercise/answer_field", "shared/button")
_field = component(*PARTS)


def answer_field(key: str, text: str = "", placeholder: str = "", numeric: bool = False, longest: int = 300) -> Typed:
    """Draw it, at first with this text."""
    data = {"text": text, "placeholder": placeholder, "numeric": numeric, "longest": longest}
    nothing = {"text": text, "checked": None}
    state = _field(key=key, data=data, default=nothing, on_text_change=lambda: None, on_checked_change=lambda: None)
    return Typed(str(state.text or ""), None if state.checked is None else str(state.checked))
