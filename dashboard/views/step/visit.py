"""What the page remembers of a visit, each thing under a key that stands here.

The fields above the stepper have the names of their parameters in the address for keys.
"""

from dataclasses import dataclass

import streamlit as st

from dashboard.components.stepper.stepper import Changes, changes
from dashboard.views.step.address import Address
from dashboard.views.step.by_hand import Steps, within_reach
from dashboard.views.step.edits import Edit, read_edits
from dashboard.views.step.subject import Choice

STEPPER, ANSWERS = "stepper", "answers"  # the components
CONTROLS = "controls"  # all fields and buttons above the stepper
PREVIOUS, NEXT = "previous digit", "next digit"
CLASS = "class {}"  # the buttons that find a digit of a class
ARRIVAL = "arrival"


@dataclass(frozen=True)
class Arrival:
    """Where a link led at first: a person may have chosen something else since."""

    address: Address
    digit: int
    network: str


def is_new() -> bool:
    """Whether nobody has moved yet: then the address says where to begin."""
    return STEPPER not in st.session_state


def arrive(address: Address, choice: Choice) -> None:
    st.session_state[ARRIVAL] = Arrival(address, choice.index, choice.subject.name)


def arrival() -> Arrival:
    return st.session_state[ARRIVAL]


def done_by_hand(choice: Choice) -> tuple[tuple[Edit, ...], Steps, str]:
    """The edits and steps that hold here, and what is said of steps that would take too long: those of another network
    do not hold, nor do pixels of another digit."""
    first = arrival()
    asked = changes(STEPPER) or Changes(first.address.edits, first.address.steps, first.digit, first.network)
    if asked.network != choice.subject.name:
        return (), Steps(), ""
    network = choice.subject.network
    edits = tuple(e for e in read_edits(asked.edits, network) if e.name != "x" or asked.digit == choice.index)
    steps = Steps.read(asked.steps, len(choice.subject.labels))
    return edits, *within_reach(steps, choice.subject, choice.together)


def write(address: Address) -> None:
    """Put into the address of the page what the stepper tells; the fields above it write what they show themselves."""
    told = address.to_query()
    for name in ("step", "pin", "edits", "steps"):
        if name in told:
            st.query_params[name] = told[name]
        else:
            st.query_params.pop(name, None)
