"""The stepper as a Streamlit component: a packet goes in; where the person stopped and what they ask comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.components.modules import component, module

_stepper = component("stepper/stepper")
_passes = st.components.v2.component(
    "chainrule_passes", html="<span hidden></span>\n", js=module("stepper/post/passes")
)
_answers = st.components.v2.component(
    "chainrule_answers", html="<span hidden></span>\n", js=module("stepper/post/answers")
)


@dataclass(frozen=True)
class Place:
    """Where a person stopped: the quantity that the step computes, and a pinned entry such as W1,602,7."""

    step: str = ""
    pin: str = ""


@dataclass(frozen=True)
class Changes:
    """Numbers that a person changed and steps they took, as text, and the digit and network they belong to."""

    edits: str
    steps: str
    digit: int
    network: str


@dataclass(frozen=True)
class Wishes:
    """What a person did in the stepper that the page has to answer."""

    place: Place
    question: Mapping[str, Any]  # with the "id" of the packet it is about


def stepper(network: bytes, one_pass: bytes, start: Place, key: str) -> Wishes:
    """Draw a pass through a network, from their packets (see `dashboard.views.step.packet`); `start` holds until the
    person moves."""
    state = _stepper(
        key=key,
        data=network,
        default={"place": {"step": start.step, "pin": start.pin}, "question": {}, "changes": None},
        on_place_change=lambda: None,
        on_changes_change=lambda: None,
        on_question_change=lambda: None,
    )
    _passes(key=f"{key} pass", data=one_pass)
    return Wishes(Place(str(state.place["step"]), str(state.place["pin"])), state.question)


def changes(key: str) -> Changes | None:
    """What the stepper of this key asks to have changed; None before anyone changed anything."""
    asked = (st.session_state.get(key) or {}).get("changes")
    if not asked:
        return None
    return Changes(str(asked["edits"]), str(asked["steps"]), int(asked["digit"]), str(asked["network"]))


def answers(packet_id: str, answer: Mapping[str, Any], key: str) -> None:
    """Bring `answer` (see `dashboard.views.step.questions`) to the stepper that shows the packet of this id."""
    _answers(key=key, data={"id": packet_id, "answer": dict(answer)})
