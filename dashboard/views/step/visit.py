"""What the page remembers of a visit, each thing under a key that stands here.

The fields above the stepper have the names of their parameters in the address for keys.
"""

from dataclasses import dataclass, replace

import streamlit as st
from streamlit.errors import StreamlitAPIException

from dashboard.components.stepper.stepper import Changes, changes
from dashboard.views.step.address import Address, read
from dashboard.views.step.by_hand import Steps, within_reach
from dashboard.views.step.edits import Edit, read_edits
from dashboard.views.step.subject import Choice

STEPPER, ANSWERS = "stepper", "answers"  # the components
CONTROLS = "controls"  # all fields and buttons above the stepper
PREVIOUS, NEXT = "previous digit", "next digit"
FIND = "find"  # where digits are looked for
CLASS = "class {}"  # the buttons that find a digit of a class
ARRIVAL = "arrival"
TELL = "tell next"
MOVED = "moved"  # what is carried to other digits


@dataclass(frozen=True)
class Arrival:
    """Where a link led at first: a person may have chosen something else since."""

    address: Address
    digit: int
    network: str
    before: Changes | None = None  # what had been changed until then: it is no more


def is_new(choice: Choice | None = None) -> bool:
    """Whether nobody has moved yet: then the address says where to begin. Each network with numbers of its own begins
    anew."""
    if STEPPER not in st.session_state or ARRIVAL not in st.session_state:
        return True
    return choice is not None and choice.subject.targets is not None and arrival().network != choice.subject.name


def begin_anew() -> None:
    """Where the walk was left, the address says once more where to begin."""
    for name in (ARRIVAL, STEPPER):
        st.session_state.pop(name, None)


def show_digit(digit: int) -> bool:
    """Have the address, and the field above the stepper, name this test digit; whether the address does so at once. It
    does not where that field has been on the page: it writes the address itself when it is drawn again."""
    try:
        st.query_params["digit"] = str(digit)
    except StreamlitAPIException:
        st.session_state["digit"] = digit
        return False
    return True


def tell_next(stop: str) -> None:
    """Go to this stop of the walk as soon as the fields have written the address."""
    st.session_state[TELL] = stop


def told_next() -> str:
    """Where the walk goes on, if it was asked to."""
    return st.session_state.pop(TELL, "")


def arrive(address: Address, choice: Choice) -> None:
    st.session_state[ARRIVAL] = Arrival(address, choice.index, choice.subject.name, changes(STEPPER))


def move(edits: str, steps: str) -> None:
    """What holds of edits and steps on the other digits that the page shows from now on."""
    st.session_state[MOVED] = replace(arrival().address, edits=edits, steps=steps, epsilon=0.0)


def has_moved() -> bool:
    return MOVED in st.session_state


def settle(choice: Choice) -> None:
    """Where the digits are others, what was carried to them holds for them."""
    if has_moved():
        arrive(st.session_state.pop(MOVED), choice)


def arrival() -> Arrival:
    return st.session_state[ARRIVAL]


@dataclass(frozen=True)
class ByHand:
    """What a person did by hand, and what is said of steps that would take too long."""

    edits: tuple[Edit, ...] = ()
    steps: Steps = Steps()
    epsilon: float = 0.0
    refusal: str = ""


def done_by_hand(choice: Choice) -> ByHand:
    """What holds here: edits and steps of another network do not, nor do pixels of another digit, or what moved
    them."""
    first, asked = arrival(), changes(STEPPER)
    if asked is None or asked == first.before:
        begin = first.address
        asked = Changes(begin.edits, begin.steps, begin.epsilon, first.digit, first.network)
    if asked.network != choice.subject.name:
        return ByHand()
    same = asked.digit == choice.index
    found = read_edits(asked.edits, choice.subject.network, choice.subject.targets)
    edits = tuple(e for e in found if e.name not in ("x", "y") or same)
    steps, refusal = within_reach(Steps.read(asked.steps, len(choice.subject.labels)), choice.subject, choice.together)
    return ByHand(edits, steps, (same and read("epsilon", str(asked.epsilon))) or 0.0, refusal)


def write(address: Address) -> None:
    """Put into the address of the page what the stepper tells; the fields above it write what they show themselves."""
    told = address.to_query()
    for name in ("step", "pin", "plan", "edits", "steps", "epsilon", "fill"):
        if name in told:
            st.query_params[name] = told[name]
        else:
            st.query_params.pop(name, None)
