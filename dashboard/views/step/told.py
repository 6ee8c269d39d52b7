"""The told walk of a digit: the first thing that a visitor of the stepper meets.

`tell` in the address names the stop on show; an address that asks for nothing begins the walk.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np
import streamlit as st

from core.batchnorm import Standardize
from core.convolution import Conv
from core.datasets import Split
from core.dropout import Dropout
from core.images import Flatten
from core.layers import Activate, Dense, ShapeError
from core.losses import Quadratic
from core.network import Network
from core.normalization import Normalization
from core.pooling import AveragePool, MaxPool
from dashboard.components.walk.walk import Left, packet, walk
from dashboard.data.digit_choice import next_mistake
from dashboard.views.step import given, visit
from dashboard.views.step.address import ROWS, Address
from dashboard.views.step.step_ahead import how_many
from dashboard.views.step.subject import Subject, SubjectError, fresh, of_run, opinions, shipped, steps_of
from lessons.engine.chain.equations import derive
from lessons.engine.forms.latex import latex
from lessons.exercises.restated import one_digit
from lessons.notes.mathml import mathml
from lessons.page.example import Example
from lessons.walks.convolved import told_forward
from lessons.walks.numbers import tells as can_be_written_down
from lessons.walks.stage import stops as stops_of
from lessons.walks.stage import story as story_of
from lessons.walks.story import tells

DIGIT = 115  # a 4 that the network reads as a 9
BEGIN = "look"  # the first stop
WALK = "walk"  # the component

# Of the page nothing is seen but the walk: it has a heading and buttons of its own.
STYLE = """<style>
.stMainBlockContainer { padding: 4.2rem 2rem 0; }
@media (max-width: 760px) { .stMainBlockContainer { padding: 3.8rem 1rem 0; } }
</style>"""

TOGETHER = 8  # digits, where a network normalises over its mini-batch
FEWEST = 100  # digits that even a large network is asked about, before the step and after it


def is_asked(query: Mapping[str, str]) -> bool:
    """Whether an address leads to the walk: it names a stop, or nothing at all and nobody has begun to explore."""
    return "tell" in query or (visit.is_new() and not set(query) & set(ROWS))


def tell(query: Mapping[str, str]) -> Subject | None:
    """Draw the walk, and say of what; None where there is no such network, or no walk of it."""
    address = Address.from_query(query)
    try:
        subject = subject_of(address)
    except (SubjectError, given.GivenError, ShapeError):
        return None  # the fields of the page say what is wrong with it
    if not has_walk(subject):
        return None
    st.html(STYLE)
    _walk(subject, digit_of(query), address.tell)
    return subject


def has_walk(subject: Subject) -> bool:
    """Any that reads digits, and of numbers that were given those that can be written down."""
    return subject.targets is None or can_be_written_down(subject.network)


def digit_of(query: Mapping[str, str]) -> int:
    """The test digit that the walk is about; the first of examples that were given."""
    address = Address.from_query(query)
    return 0 if given.is_asked(address) else address.digit if "digit" in query else DIGIT


def subject_of(address: Address) -> Subject:
    """The network in the address. Raises SubjectError, GivenError and ShapeError."""
    if given.is_asked(address):
        return given.subject_of(given.checked(address))
    if address.run:
        kept = steps_of(address.run)
        asked = (step for step in kept if str(step) == address.checkpoint)
        return of_run(address.run, next(asked, kept[0] if kept else 0))
    return fresh(address.network, address.seed, address.loss) if address.network else shipped()


@st.fragment
def _walk(subject: Subject, digit: int, start: str) -> None:
    left = walk(story(subject, digit), start or BEGIN, key=WALK)
    if left.explore:
        explore(left, None if subject.targets is not None else digit)
    elif left.other:
        found = next_mistake(opinions(subject), subject.labels, digit)
        if visit.show_digit(digit + 1 if found is None else found):
            st.query_params["tell"] = BEGIN
        else:
            st.query_params.pop("tell", None)
            visit.tell_next(BEGIN)
        st.rerun()
    elif left.stop:
        st.query_params["tell"] = left.stop


def explore(left: Left, digit: int | None) -> None:
    """Go to the stepper, at the place of the stop that was left, with the digit that the walk was about, if any."""
    place = left.explore or {}
    st.query_params.pop("tell", None)
    found = Address.from_query({"step": place.get("step", ""), "pin": place.get("pin", "")})
    st.query_params.update(found.to_query())
    if digit is not None:
        visit.show_digit(digit)
    visit.begin_anew()
    st.rerun()


@lru_cache(maxsize=16)
def story(subject: Subject, digit: int) -> dict:
    """The whole walk of this digit, as the browser takes it."""
    example = example_of(subject, digit)
    stops = list(stops_of(example).values())
    equations = {name: equation(example, name) for stop in stops for name in stop.equations}
    return packet(story_of(example), stops, equations)


def example_of(subject: Subject, digit: int) -> Example:
    """A test digit in the network of a subject, in a mini-batch where it is measured by one, and others beside it."""
    network = subject.network
    if subject.targets is not None:
        x = np.asarray(subject.images(0, len(subject.labels)))
        return Example(network.trace(subject.theta, x, subject.targets), 0, x, subject.labels)
    few = np.arange(digit, digit + TOGETHER) % len(subject.labels)
    images = np.concatenate([subject.images(int(n), 1) for n in few])
    example = Example.of(network, subject.theta, images, subject.labels[few], 0, TOGETHER if network.normalised else 1)
    return replace(
        example, index=digit, everybody=_everybody(subject), config=subject.config, untrained=subject.untrained
    )


@lru_cache(maxsize=2)
def _everybody(subject: Subject) -> Split:
    count = len(subject.labels)
    if not tells(subject.network):
        affordable = how_many(subject.network, count)
        count = count if affordable == count else max(FEWEST, affordable // 4)
    return Split(np.asarray(subject.images(0, count)), subject.labels[:count])


def equation(example: Example, name: str) -> str:
    """An equation of the network as it stands, as MathML; of one digit alone, without its index."""
    formula = example.equations[name]
    measured = formula.layer is not None and isinstance(example.network.layers[formula.layer], Normalization)
    alone = len(example.trace.y) == 1 and not measured  # a mean over the units has no index but that of its digit
    sides = (latex(one_digit(side) if alone else side) for side in (formula.lhs, formula.steps[-1].expr))
    return mathml(" = ".join(sides), display=True)


def stop_for(step: str, network: Network) -> str:
    """The stop that tells of a step of the stepper."""
    if can_be_written_down(network):
        return _stop_by_hand(step, network)
    if not tells(network):
        return _stop_on_sheets(step, network)
    last = sum("W" in p.name for p in network.parameters)
    exact = {"L": "loss", "p": "softmax", f"z{last}": "three", f"dz{last}": "outputs", "dW1": "pixels"}
    kinds = {"dW": "weights", "db": "weights", "da": "unit", "dz": "gate"}
    return exact.get(step) or kinds.get(step[:2], BEGIN)


def _stop_by_hand(step: str, network: Network) -> str:
    """The same where every product is said: the way forward is told of each layer."""
    found = next((e for e in derive(network) if e.name == step), None)
    if found is None or found.direction != "forward" or step == "L":
        return _stop_on_sheets(step, network)
    last = max(p.layer for p in network.parameters)
    layer = last if found.layer is None else max(p.layer for p in network.parameters if p.layer <= found.layer)
    return f"sums-{network.numbers[layer]}"


def _stop_on_sheets(step: str, network: Network) -> str:
    """The same in a walk on sheets, whose stops are called by the number of a layer's weights, or by what it makes."""
    made = "outputs" if isinstance(network.loss, Quadratic) else "softmax"
    exact = {"L": "loss", "p": made, f"d{network.wires[-1]}": "outputs"}
    found = next((e for e in derive(network) if e.name == step), None)
    if step in exact or found is None or found.layer is None:
        return exact.get(step, BEGIN)
    kinds = [type(layer) for layer in network.layers]
    first = kinds.index(kinds[found.layer]) == found.layer  # the way forward is told once of each kind
    first |= found.layer in told_forward(network.layers)
    made, forward = network.wires[found.layer + 1], found.direction == "forward" and first
    number = str(network.numbers[found.layer])
    came = step == f"d{network.wires[found.layer]}"
    came &= any(parameter.layer < found.layer for parameter in network.parameters)  # nobody wants to change pixels
    match network.layers[found.layer]:
        case Dense():
            return f"{'arrives' if came else 'weights'}-{number}"
        case Conv():
            return f"{'window' if forward else 'under' if came else 'filter'}-{number}"
        case Activate():
            return f"gate-{made}"
        case MaxPool() | AveragePool():
            return f"{'pool' if forward else 'winner'}-{made}"
        case Flatten():
            return f"moved-{made}"
        case Dropout():
            return f"dropped-{made}"
        case Normalization():
            inner = step.rstrip("0123456789′")
            if isinstance(network.layers[found.layer], Standardize):  # has a mean and a spread that stand fixed
                return f"{'measured' if forward else 'meet'}-{made}"
            told_at = {"mu": "moments", "var": "moments", "dvar": "variance", "dmu": "mean"}
            return f"{told_at.get(inner, 'measured' if forward else 'meet' if came else 'scale')}-{made}"
    return BEGIN


def button(subject: Subject, step: str) -> None:
    """The way back from the stepper into the walk, at the stop that tells of the step on show, if there is one."""
    if not has_walk(subject):
        return
    network = subject.network
    st.button(
        "Tell me",
        icon=":material/menu_book:",
        help="The walk that tells why, at this place",
        on_click=lambda: st.query_params.update({"tell": stop_for(step, network)}),
    )
