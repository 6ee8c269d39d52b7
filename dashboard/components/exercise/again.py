"""Solved questions that come back: whether the reader wants it and what is due is known by the browser alone."""

from typing import NamedTuple

from dashboard.components.modules import component

_again = component("exercise/again")


class Due(NamedTuple):
    """A question that is due, by the name of its exercise, and how often it has come back before."""

    id: str
    step: int


def again(gone: list[str], key: str) -> list[Due]:
    """Draw the choice; the questions that are due today, those first that have waited longest. What is `gone` from
    the lessons comes back no more."""
    state = _again(key=key, data={"gone": gone}, default={"due": []}, on_due_change=lambda: None)
    found = state.due if isinstance(state.due, list) else []
    return [
        Due(str(one["id"]), int(one["step"]))
        for one in found
        if isinstance(one, dict) and isinstance(one.get("id"), str) and isinstance(one.get("step"), int)
    ]
