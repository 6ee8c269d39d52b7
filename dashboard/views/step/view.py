"""One digit forward to the loss and backward to every gradient, one operation a key press."""

from contextlib import suppress
from dataclasses import replace

import streamlit as st

from dashboard.components.stepper.stepper import Place, answers, stepper
from dashboard.data import own_images
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim
from dashboard.views.step import board, given, save, told, visit
from dashboard.views.step.address import Address
from dashboard.views.step.by_hand import Steps
from dashboard.views.step.controls import controls, say_label
from dashboard.views.step.edits import write_edits
from dashboard.views.step.moment import Moment
from dashboard.views.step.packet import archive, pack_moment
from dashboard.views.step.questions import QuestionError, answer
from dashboard.views.step.subject import SubjectError, steps_of
from dashboard.views.step.unmet import unmet

# As much of the window as there is belongs to the step; on a telephone the fields above it are one row.
STYLE = """<style>
.stMainBlockContainer { max-width: 110rem; padding-top: 3.8rem; }
.st-key-controls h1 { font-size: 1.6rem; padding: 0.4rem 0; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding-top: 3.6rem; }
  .st-key-controls { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: thin; }
  .st-key-controls > * { flex: none; width: auto; }
  .st-key-controls h1 { font-size: 1.1rem; }
}
</style>"""

st.set_page_config(layout="wide")
query = dict(st.query_params)  # before the controls put there what they make of it
address = Address.from_query(query)
if told.is_asked(query) and (told_of := told.tell(query)):
    save.button(save.moment_of(told_of, told.digit_of(query)))
    st.stop()
st.html(STYLE)
with st.container():  # whatever is said above it, the stepper keeps its place, and with it what a person opened there
    choice = given.controls(address, told.button) if given.is_asked(address) else controls(own_images.read(address.own))
    if stop := visit.told_next():
        st.query_params["tell"] = stop
        st.rerun()
    if visit.is_new(choice):
        subject = choice.subject
        with suppress(SubjectError):  # the store was read a moment ago, and is locked now
            if sentences := list(unmet(query, subject.network, choice.tests, steps_of(address.run), subject.targets)):
                st.info("  \n".join(sentences))
        visit.arrive(address, choice)
    visit.settle(choice)
    say_label(choice)
    if choice.subject.about:
        small(verbatim(choice.subject.about))


@st.fragment
def walk() -> None:
    """The stepper, and what it asks."""
    if visit.has_moved():
        st.rerun()  # the fields above show other digits
    done = visit.done_by_hand(choice)
    with st.container():
        if done.refusal:
            st.info(done.refusal)
        if done.epsilon:
            small(
                f"Each pixel is moved by ε = {done.epsilon:g} of the way from paper to ink, in the direction that "
                "raises the loss. “Fool it”, below, takes it back."
            )
    moment = Moment.of(choice, done.edits, done.steps, done.epsilon)
    begin = visit.arrival().address
    start = Place(begin.step, begin.pin, begin.plan, begin.fill)
    network, one_pass, pass_id = pack_moment(moment, start)
    wishes = stepper(network, one_pass, start, key=visit.STEPPER, on_board=board.take)
    visit.write(
        replace(
            Address(),
            step=wishes.place.step,
            pin=wishes.place.pin,
            plan=wishes.place.plan,
            fill=wishes.place.fill,
            edits=write_edits(done.edits),
            steps=str(done.steps) if done.steps != Steps() else "",
            epsilon=done.epsilon,
        )
    )
    found: dict = {}
    if wishes.question.get("id") == pass_id:
        with suppress(QuestionError):  # only a tampered page asks what cannot be answered
            found = answer(moment.trace, wishes.question, done.steps, moment.memory, choice)
    answers(pass_id, found, key=visit.ANSWERS)
    again = moment.again()
    st.download_button(
        "Save the trace (.npz)",
        lambda: archive(again().trace),
        f"trace-{'own' if choice.leads else choice.index}.npz",
        on_click="ignore",
        help="Every array of this page in float64, under its name in core.",
    )
    save.button(moment, wishes.place)


walk()
