"""One digit forward to the loss and backward to every gradient, one operation a key press."""

import io
from collections.abc import Callable
from contextlib import suppress

import numpy as np
import streamlit as st

from core.network import Trace
from core.optimizers import OPTIMIZERS
from dashboard.components.stepper.stepper import Changes, Place, answers, changes, stepper
from dashboard.data.digit_choice import next_mistake, next_of_class, next_uncertain
from dashboard.data.image_text import read as read_image
from dashboard.data.shipped import trained, unseen_digits
from dashboard.shared.palette import GRADIENT, LOSS, PARAMETER, SIGNED_GRADIENT, SIGNED_VALUE, TRUTH, VALUE, colours
from dashboard.shared.presenting import present
from dashboard.shared.settings import spell
from dashboard.shared.theme import small
from dashboard.views.step.by_hand import Steps, batch
from dashboard.views.step.by_hand import walk as take_steps
from dashboard.views.step.edits import Edit, apply
from dashboard.views.step.edits import read as read_edits
from dashboard.views.step.edits import write as write_edits
from dashboard.views.step.packet import named_arrays, pack_network, pack_pass
from dashboard.views.step.questions import QuestionError, answer
from dashboard.views.step.subject import Subject, SubjectError, fresh, of_run, opinions, runs, shipped, steps_of
from dashboard.views.step.unmet import COUNTS, LARGEST_SEED, unmet

COLOURS = colours(
    value=VALUE,
    parameter=PARAMETER,
    gradient=GRADIENT,
    loss=LOSS,
    truth=TRUTH,
    **{"value-negative": SIGNED_VALUE[0], "gradient-negative": SIGNED_GRADIENT[0]},
)

st.set_page_config(layout="wide")
arriving = "stepper" not in st.session_state  # then the address says where to begin
linked = dict(st.query_params)  # before the controls put what they make of it there
own = read_image(linked.get("own", ""))


def archive(trace: Trace) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **named_arrays(trace))
    return file.getvalue()


def go(find: Callable[[int], int | None]) -> None:
    """A button's answer: show the digit that `find` gives for the one on show, or for the first one after an image of
    one's own."""
    found = find(st.session_state.get("digit", 0))
    if found is not None:
        st.session_state.digit = found
        if own is not None:
            st.query_params.pop("own")
            st.query_params["digit"] = str(found)  # its field was not there to write it


def chosen_subject() -> Subject:
    """The network that the controls name. Raises SubjectError."""
    known, asked = runs(), st.query_params.get("run", "")
    options = list(dict.fromkeys(["", asked, *known]))
    run = st.selectbox(
        "Trained in the lab",
        options,
        index=options.index(asked),
        key="run",  # not bound to the address: that would put the words there, and links of other pages carry the id
        format_func=lambda run: known.get(run, run) or "none of them",
    )
    if run:
        st.query_params["run"] = run
    else:
        st.query_params.pop("run", None)
    if run:
        steps = [str(step) for step in steps_of(run)]
        if not steps:
            raise SubjectError("This run is gone, or has no checkpoint yet. Choose another under “Network”.")
        return of_run(run, int(st.selectbox("After step", steps, key="checkpoint", bind="query-params")))
    text = st.text_input(
        "Or new, with random weights: its layers",
        key="network",
        bind="query-params",
        placeholder=trained().config.network,
        help="Such as 784-128-relu-10 or 1x28x28-conv6x5x5-relu-maxpool2-flatten-10. Empty: the one that comes with "
        "Chainrule, trained.",
    )
    seed = st.number_input(
        "Seed of the weights", 0, LARGEST_SEED, 0, key="seed", bind="query-params", disabled=not text
    )
    return fresh(text, seed) if text else shipped()


tests: Subject  # the network, and the test digits
controls = st.container(horizontal=True, vertical_alignment="bottom", key="controls")
controls.title("Step through", width="stretch")
digits = controls.container(horizontal=True, vertical_alignment="bottom", width="content")
digits.button(
    "‹", key="previous digit", help="The digit before", on_click=go, args=(lambda n: (n - 1) % len(tests.labels),)
)
if own is None:
    index = digits.number_input("Test digit", 0, len(unseen_digits()) - 1, key="digit", bind="query-params", width=130)
else:
    index = 0
    digits.button(
        "Your image",
        on_click=go,
        args=(lambda n: n,),
        icon=":material/close:",
        help="Back to the test digits. Numbers that you changed and steps that you took on your image are left behind.",
    )
digits.button("›", key="next digit", help="The digit after", on_click=go, args=(lambda n: (n + 1) % len(tests.labels),))
find = controls.popover("Find")
with controls.popover("Network"):
    try:
        tests = chosen_subject()
    except SubjectError as error:
        objection = str(error)
    else:
        objection = ""
unchosen = "as written" if own is None else "as read"
label = controls.selectbox(
    "What if it were a",
    [unchosen, *range(10)],
    key="label",
    bind="query-params",
    width=150,
    help="The loss compares with this label.",
)
together = controls.selectbox(
    "Digits at once",
    list(map(int, COUNTS)),
    key="batch",
    bind="query-params",
    width=120,
    help="This digit and the next ones, as a mini-batch.",
)
if objection:
    st.error(objection)
    st.stop()
subject = tests if own is None else tests.led_by(own)
if subject.network.normalised and together == 1:
    st.info(
        "Batch normalisation compares the examples of a batch. With one there is nothing to compare, so you see four "
        "at once."
    )
    together = 4

with find:
    st.caption("Goes on from the digit on show.")

    def p():
        return opinions(tests)

    st.button(
        "One the network gets wrong", on_click=go, args=(lambda n: next_mistake(p(), tests.labels, n),), width="stretch"
    )
    st.button("The most uncertain", on_click=go, args=(lambda n: next_uncertain(p(), n),), width="stretch")
    for k, column in enumerate(st.columns(10, gap="xxsmall")):
        column.button(
            str(k),
            key=f"class {k}",
            on_click=go,
            args=(lambda n, k=k: next_of_class(tests.labels, k, n),),
            width="stretch",
        )

index = min(index, len(subject.labels) - together)
if together > 1:
    st.caption(
        f"Digits {index} to {index + together - 1}"
        if own is None
        else f"Your image and test digits 0 to {together - 2}"
    )
kept = steps_of(linked["run"]) if arriving and "run" in linked else ()
if arriving and (sentences := list(unmet(linked, tests.network, len(tests.labels), kept))):
    st.info("  \n".join(sentences))
written = int(subject.labels[index])
if label == "as read":
    small(
        f"Your image has no label: the network reads a {written}, and that is its label until you choose one at “What "
        "if it were a”."
    )
chosen = written if label == unchosen else int(label)
if arriving:
    st.session_state.arrival = {key: linked.get(key, "") for key in ("step", "pin", "edits", "steps")} | {
        "digit": index,
        "network": subject.name,
    }
arrival = st.session_state.arrival


def changed() -> tuple[tuple[Edit, ...], Steps]:
    """The edits and steps that hold here: those of another network do not, nor do pixels of another digit."""
    asked = changes("stepper") or Changes(arrival["edits"], arrival["steps"], arrival["digit"], arrival["network"])
    if asked.network != subject.name:
        return (), Steps()
    edits = tuple(edit for edit in read_edits(asked.edits, subject.network) if edit.name != "x" or asked.digit == index)
    return edits, Steps.read(asked.steps, len(subject.labels))


@st.fragment
def walk() -> None:
    edits, steps = changed()
    x, labels = batch(subject, index, chosen, together)
    theta, memory = take_steps(steps, subject)
    trace = subject.network.trace(*apply(edits, subject.network, theta, x), labels)
    unchanged = subject.network.trace(theta, x, labels) if edits else trace
    start = Place(arrival["step"], arrival["pin"])
    known, known_id = pack_network(
        subject.network,
        theta,
        colours=COLOURS,
        optimizers=[(name, spell(name)) for name in OPTIMIZERS],
        start={"step": start.step, "pin": start.pin},
    )
    packet, packet_id = pack_pass(
        trace,
        of=known_id,
        digit={"index": index, "label": written, "own": own is not None},
        label=chosen,
        network=subject.name,
        changes={"edits": write_edits(edits), "steps": str(steps)},
        unchanged={"loss": float(unchanged.loss), "probability": float(unchanged.p[0, chosen])},
    )
    wishes = stepper(known, packet, start, key="stepper")
    address = {
        "step": wishes.place.step,
        "pin": wishes.place.pin,
        "edits": write_edits(edits),
        "steps": str(steps) if steps.taken else "",
    }
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
        f"trace-{index if own is None else 'own'}.npz",
        on_click="ignore",
        help="Every array of this page in float64, under its name in core.",
    )


walk()
present("controls")
