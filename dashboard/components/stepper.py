"""The stepper as a Streamlit component: a packet goes in, where the person stopped comes out."""

from dataclasses import dataclass

import streamlit as st

from dashboard.components.modules import FOLDER, module

_stepper = st.components.v2.component(
    "chainrule_stepper",
    html=(FOLDER / "stepper.html").read_text(encoding="utf-8"),
    css=(FOLDER / "stepper.css").read_text(encoding="utf-8"),
    js=module("stepper"),
)


@dataclass(frozen=True)
class Place:
    """Where a person stopped: the quantity that the step computes, and a pinned entry such as W1,602,7."""

    step: str
    pin: str


def stepper(packet: bytes, start: Place, key: str) -> Place:
    """Draw the trace in `packet` (see `dashboard.trace_payload`); `start` is used on arrival only."""
    state = _stepper(key=key, data=packet, default={"place": {"step": start.step, "pin": start.pin}}, on_place_change=lambda: None)
    return Place(str(state.place["step"]), str(state.place["pin"]))
