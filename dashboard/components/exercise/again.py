"""Solved questions that come back: whether the reader wants it and what is due is known by the browser alone."""

from typing import NamedTuple

import streamlit as st

from dashboard.components.modules import component

_again = component("exercise/again")


class Due(NamedTuple):
    """A question that is due, by the name of its exercise, and how often it has come back before."""

    id: str
    step: int


def again(gone: list[str], key: str) -> list[Due]:
    """Draw the choice; the questions that are due today, those first that have waited longest. What is `gone` from
    the lessons comes back no more."""
    known = _due((st.session_state.get(key) or {}).get("due"))
    data = {"gone": gone, "known": [one._asdict() for one in known]}
    return _due(_again(key=key, data=data, default={"due": []}, on_due_change=lambda: None).due)


def _due(found: object) -> list[Due]:
    """What a browser told, where it is what this page would have told."""
    return [
        Due(str(one["id"]), int(one["step"]))
        for one in (found if isinstance(found, list) else [])
        if isinstance(one, dict) and isinstance(one.get("id"), str) and isinstance(one.get("step"), int)
    ]
