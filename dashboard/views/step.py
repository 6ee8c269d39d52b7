"""One digit forward to the loss and backward to every gradient, one operation a key press."""

import io
from contextlib import suppress

import numpy as np
import streamlit as st

from core.initializers import initialize
from core.layers import ShapeError
from core.network import Network
from core.optimizers import OPTIMIZERS
from dashboard.components.stepper import Changes, Place, answers, changes, stepper
from dashboard.digit_choice import next_mistake, next_of_class, next_uncertain
from dashboard.edits import Edit, apply
from dashboard.edits import read as read_edits
from dashboard.edits import write as write_edits
from dashboard.networks import guesses, trained, unseen_digits
from dashboard.palette import GRADIENT, LOSS, PARAMETER, SIGNED_GRADIENT, SIGNED_VALUE, TRUTH, VALUE, colours
from dashboard.questions import QuestionError, answer
from dashboard.steps import Steps
from dashboard.steps import walk as take_steps
from dashboard.trace_payload import named_arrays, pack

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


def archive(trace) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **named_arrays(trace))
    return file.getvalue()


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
scene = f"{text} {seed}" if text else "trained"
arrival = st.session_state.setdefault(
    "step arrived at",
    {key: st.query_params.get(key, "") for key in ("step", "pin", "edits", "steps")} | {"digit": index, "network": scene},
)


def changed() -> tuple[tuple[Edit, ...], Steps]:
    """The edits and steps that hold here: those of another network do not, nor do pixels of another digit."""
    asked = changes("stepper") or Changes(arrival["edits"], arrival["steps"], arrival["digit"], arrival["network"])
    if asked.network != scene:
        return (), Steps()
    edits = tuple(edit for edit in read_edits(asked.edits, network) if edit.name != "x" or asked.digit == index)
    return edits, Steps.read(asked.steps, len(digits))


@st.fragment
def walk() -> None:
    edits, steps = changed()
    x, y = digits.images[index : index + 1], np.array([chosen])
    stepped, memory = take_steps(steps, network, theta, digits.images)
    trace = network.trace(*apply(edits, network, stepped, x), y)
    unchanged = trace if not edits else network.trace(stepped, x, y)
    packet, packet_id = pack(
        trace,
        colours=COLOURS,
        digit={"index": index, "label": written},
        label=chosen,
        network=scene,
        changes={"edits": write_edits(edits), "steps": str(steps)},
        unchanged={"loss": float(unchanged.loss), "probability": float(unchanged.p[0, chosen])},
        optimizers=list(OPTIMIZERS),
        start={"step": arrival["step"], "pin": arrival["pin"]},
    )
    wishes = stepper(packet, Place(arrival["step"], arrival["pin"]), key="stepper")
    address = {"step": wishes.place.step, "pin": wishes.place.pin, "edits": write_edits(edits), "steps": str(steps) if steps.taken else ""}
    for key, value in address.items():
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)

    found: dict = {}
    if wishes.question.get("id") == packet_id:
        with suppress(QuestionError):  # only a tampered page asks what cannot be answered
            found = answer(trace, wishes.question, steps, memory)
    answers(packet_id, found, key="answers")
    st.download_button(
        "Save the trace (.npz)",
        lambda: archive(trace),
        f"trace-{index}.npz",
        on_click="ignore",
        help="Every array of this page in float64, under its name in core.",
    )


walk()
