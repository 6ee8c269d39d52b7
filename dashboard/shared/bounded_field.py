"""A number that somebody typed is taken as it is, or a sentence says what was taken instead.

Streamlit's own limits turn a field red or move it to the limit and say nothing, and its own field for whole numbers
takes 1e9 for 1 and 5.7 for 5.
"""

from typing import Any

import streamlit as st

from dashboard.shared.verbatim import verbatim

SAID, BEFORE = "{} is held", "{} before"  # keys of the session by that of the field: why; what stood there


def bounded_field(place: Any, label: str, low: float, high: float, key: str, **more: Any) -> float:
    """A field for a number from `low` to `high`, a whole one where both of them are. It starts at 0, or with
    `value=None` at what the session has under `key`.

    What was typed beyond them gives the nearer of them, and what is no such number leaves the field as it was;
    `say_held` says so.
    """
    shape = {"step": 1.0, "format": "%.0f"} if _whole(low, high) else {"format": "%g"}
    held = {"on_change": _hold, "args": (label, low, high, key)}
    found = place.number_input(label, key=key, **held | shape | more)
    st.session_state[BEFORE.format(key)] = found
    return int(found) if _whole(low, high) else found


def say_held(*keys: str) -> None:
    """Of each of these fields, where something else stands in it than was typed: what it takes, and what it took."""
    for key in keys:
        said, taken, _ = st.session_state.get(SAID.format(key), ("", None, None))
        if said and st.session_state.get(key) == taken:
            st.info(verbatim(said))


def was_typed(key: str, text: str) -> bool:
    """Whether a text, of the address, is the number that was typed and for which another one stands in this field."""
    _, _, typed = st.session_state.get(SAID.format(key), ("", None, None))
    try:
        return typed is not None and float(text) == typed
    except ValueError:
        return False


def _whole(low: float, high: float) -> bool:
    return isinstance(low, int) and isinstance(high, int)


def _hold(label: str, low: float, high: float, key: str) -> None:
    """What was typed, or what is taken instead, and why."""
    typed = st.session_state[key]
    exact = int if _whole(low, high) else float  # a whole number is 5 in the address, not 5.0
    fits = typed is not None and (not _whole(low, high) or float(typed).is_integer())
    taken = min(max(typed, low), high) if fits else st.session_state.get(BEFORE.format(key), low)
    st.session_state.pop(SAID.format(key), None)
    if taken != typed:
        kind = "whole numbers" if _whole(low, high) else "numbers"
        st.session_state[SAID.format(key)] = (
            f"{label}: it takes {kind} from {_written(low)} to {_written(high)}. You typed {_written(typed)}; it is "
            f"{_written(taken)} now.",
            taken,
            typed,
        )
        st.session_state[key] = exact(taken)


def _written(number: float | None) -> str:
    if number is None:
        return "nothing"
    return f"{number:,.0f}" if abs(number) < 1e15 and float(number).is_integer() else f"{number:.10g}"
