"""One digit forward to the loss and backward to every gradient, one operation a key press."""

from contextlib import suppress

import numpy as np
import streamlit as st

from core.initializers import initialize
from core.layers import ShapeError
from core.network import Network
from dashboard.components.stepper import Place, answers, stepper
from dashboard.digit_choice import next_mistake, next_of_class, next_uncertain
from dashboard.networks import guesses, trained, unseen_digits
from dashboard.palette import GRADIENT, LOSS, PARAMETER, SIGNED_GRADIENT, SIGNED_VALUE, TRUTH, VALUE, colours
from dashboard.questions import QuestionError, answer
from dashboard.trace_payload import pack

LARGEST = 1_500_000  # parameters of a network that is still drawn
COLOURS = colours(
    value=VALUE,
    parameter=PARAMETER,
    gradient=GRADIENT,
    loss=LOSS,
    truth=TRUTH,
    pin=LOSS,
    **{"value-negative": SIGNED_VALUE[0], "gradient-negative": SIGNED_GRADIENT[0]},
)

st.set_page_config(layout="wide")


@st.cache_data(max_entries=4, show_spinner=False)
def parameters(text: str, seed: int):
    """θ of the network as it starts, in float64."""
    return initialize(Network.from_text(text), "he", seed, np.float64)


@st.cache_data(max_entries=4, show_spinner="Reading all 10,000 test digits …")
def opinions(text: str, seed: int):
    return Network.from_text(text).predict(parameters(text, seed), unseen_digits().images)


def checked(text: str) -> Network:
    """The network that was typed. Raises ShapeError with a sentence for a person."""
    network = Network.from_text(text)
    if network.input_shape != (784,) or network.classes != 10:
        raise ShapeError("A network for these digits starts with 784 inputs, one a pixel, and ends with 10 outputs, one a digit.")
    if network.size > LARGEST:
        raise ShapeError(f"That network has {network.size:,} parameters; the limit here is {LARGEST:,}. Make a layer smaller.")
    return network


def go(find) -> None:
    """A button's answer: show the digit that `find` gives for the one on show."""
    found = find(st.session_state.digit)
    if found is not None:
        st.session_state.digit = int(found) % len(digits)


digits = unseen_digits()
controls = st.container(horizontal=True, vertical_alignment="bottom")
controls.title("Step through", width="stretch")
controls.button("‹", key="previous digit", help="The digit before", on_click=go, args=(lambda n: n - 1,))
index = controls.number_input("Test digit", 0, len(digits) - 1, 0, key="digit", bind="query-params", width=130)
controls.button("›", key="next digit", help="The digit after", on_click=go, args=(lambda n: n + 1,))
find = controls.popover("Find")
with controls.popover("Network"):
    text = st.text_input("Layers (empty: the trained one)", key="network", bind="query-params", placeholder=trained().config.network)
    seed = st.number_input("Seed of its random weights", 0, 2**32 - 1, 0, key="seed", bind="query-params", disabled=not text)
label = controls.selectbox(
    "What if it were a", ["as written", *range(10)], key="label", bind="query-params", width=150, help="The loss compares with this label."
)

try:
    network = checked(text) if text else trained().config.build_network()
except ShapeError as error:
    st.error(str(error))
    st.stop()
theta = parameters(text, seed) if text else trained().theta.astype(np.float64)

with find:
    st.caption("Goes on from the digit on show.")
    found = (lambda: opinions(text, seed)) if text else guesses
    st.button("One the network gets wrong", on_click=go, args=(lambda n: next_mistake(found(), digits.labels, n),), width="stretch")
    st.button("The most uncertain", on_click=go, args=(lambda n: next_uncertain(found(), n),), width="stretch")
    for k, column in enumerate(st.columns(10, gap="xxsmall")):
        column.button(str(k), key=f"class {k}", on_click=go, args=(lambda n, k=k: next_of_class(digits.labels, k, n),), width="stretch")

written = int(digits.labels[index])
chosen = written if label == "as written" else int(label)
start = st.session_state.setdefault("step arrived at", Place(st.query_params.get("step", ""), st.query_params.get("pin", "")))
trace = network.trace(theta, digits.images[index : index + 1], np.array([chosen]))
packet, packet_id = pack(
    trace,
    colours=COLOURS,
    digit={"index": index, "label": written},
    label=chosen,
    network=str(network),
    start={"step": start.step, "pin": start.pin},
)


@st.fragment
def walk() -> None:
    wishes = stepper(packet, start, key="stepper")
    for name, value in (("step", wishes.place.step), ("pin", wishes.place.pin)):
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
    answers(packet_id, known(packet_id, wishes.question), key="answers")


def known(packet_id: str, question) -> dict:
    """The answer to a question about this packet; nothing to one that only a tampered page asks."""
    with suppress(QuestionError):
        return answer(trace, question) if question.get("id") == packet_id else {}
    return {}


walk()
