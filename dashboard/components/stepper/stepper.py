"""The stepper as a Streamlit component: a packet goes in; where the person stopped and what they ask comes out."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from dashboard.components.modules import component, module

PARTS = ("stepper/stepper", "shared/opinion", "stepper/board/board")

_stepper = component(*PARTS)
_passes = st.components.v2.component(
    "chainrule_passes", html="<span hidden></span>\n", js=module("stepper/post/passes")
)
_answers = st.components.v2.component(
    "chainrule_answers", html="<span hidden></span>\n", js=module("stepper/post/answers")
)


@dataclass(frozen=True)
class Place:
    """Where a person stopped: the quantity that the step computes, a pinned entry such as W1,602,7, the step of
    training that is planned, such as adam,0.1, and whether the numbers are to be filled in."""

    step: str = ""
    pin: str = ""
    plan: str = ""
    fill: bool = False


@dataclass(frozen=True)
class Changes:
    """Numbers that a person changed and steps they took, as text, and the digit and network they belong to."""

    edits: str
    steps: str
    epsilon: float
    digit: int
    network: str


@dataclass(frozen=True)
class Wishes:
    """What a person did in the stepper that the page has to answer."""

    place: Place
    question: Mapping[str, Any]  # with the "id" of the packet it is about


def stepper(network: bytes, one_pass: bytes, start: Place, key: str, on_board: Callable[[], None]) -> Wishes:
    """Draw a pass through a network, from their packets (see `dashboard.views.step.packet`); `start` holds until the
    person moves. `on_board` is called when there is something new on the drawing board."""
    state = _stepper(
        key=key,
        data=network,
        default={"place": asdict(start), "question": {}, "changes": None, "board": None},
        on_place_change=lambda: None,
        on_changes_change=lambda: None,
        on_question_change=lambda: None,
        on_board_change=on_board,
    )
    _passes(key=f"{key} pass", data=one_pass)
    place = state.place
    step, pin, plan = (str(place.get(part, "")) for part in ("step", "pin", "plan"))
    return Wishes(Place(step, pin, plan, place.get("fill") is True), state.question)


def changes(key: str) -> Changes | None:
    """What the stepper of this key asks to have changed; None before anyone changed anything."""
    asked = (st.session_state.get(key) or {}).get("changes")
    if not asked:
        return None
    epsilon = float(asked.get("epsilon", 0))
    return Changes(str(asked["edits"]), str(asked["steps"]), epsilon, int(asked["digit"]), str(asked["network"]))


def drawn(key: str) -> Mapping[str, Any]:
    """What is on the drawing board of the stepper of this key (see `dashboard.views.step.board`)."""
    return (st.session_state.get(key) or {}).get("board") or {}


def answers(packet_id: str, answer: Mapping[str, Any], key: str) -> None:
    """Bring `answer` (see `dashboard.views.step.questions`) to the stepper that shows the packet of this id."""
    _answers(key=key, data={"id": packet_id, "answer": dict(answer)})
