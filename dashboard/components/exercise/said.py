"""What is said by a button is gone with the server that heard it; so the page keeps it, and tells the next one."""

from typing import NamedTuple

from dashboard.components.modules import component

MOST = 1_000_000  # other ones that anybody asks for

_said = component("exercise/said")


class Said(NamedTuple):
    """What somebody said to an exercise of which other ones can be had."""

    question: str = ""  # the one that was answered
    more: int = 0  # how often another one was asked for
    answer: int | None = None
    first: int | None = None  # the first answer, which counts


def said(key: str, now: Said) -> Said:
    """What the page keeps, for a server that knows nothing yet; the page keeps what is said `now` from here on."""
    state = _said(
        key=key,
        data={"said": now._asdict() if now != Said() else None},
        default={"said": None},
        on_said_change=lambda: None,
    )
    return read(state.said)


def read(found: object) -> Said:
    """What a browser sent, where it is what this page would have kept."""
    if not isinstance(found, dict) or set(found) != set(Said._fields) or not isinstance(found["question"], str):
        return Said()
    numbers = [found["more"], *(found[name] for name in ("answer", "first") if found[name] is not None)]
    if not all(type(number) is int and abs(number) <= MOST for number in numbers) or found["more"] < 0:
        return Said()
    return Said(**found)
