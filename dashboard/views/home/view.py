"""A digit goes through a network, before the first click."""

import streamlit as st

from dashboard.components.flow.flow import flow
from dashboard.data.own_images import write
from dashboard.data.shipped import guesses, unseen_digits
from dashboard.shared.navigation import CLINIC, LESSONS, STEP, TRAIN
from lessons.page.small import SMALL

st.title("How does a network learn to read this?")
st.markdown(
    "Below, a network of 48 hidden units looks at a handwritten digit. It has never seen this one. "
    "Every number in it came from one idea, the **chain rule**, applied to its own mistakes. "
    "Watch it guess, then take it apart."
)


def is_misread(digit: int) -> bool:
    return bool(guesses()[digit].argmax() != unseen_digits().labels[digit])


@st.fragment
def look() -> None:
    above = st.container()
    digit, drawing = flow(key="flow")
    what, query = f"test digit {digit}", {"digit": str(digit)}
    if drawing is not None:
        what, query = "your drawing", {"own": write([drawing])}
    told = {"tell": "look", "digit": str(digit)} if drawing is None and is_misread(digit) else {"tell": "look"}
    if above.button("Take one of its mistakes, and walk back with it", icon=":material/undo:"):
        st.switch_page(STEP.streamlit(), query_params=told)
    first, second, third = st.columns(3)
    with first.container(border=True, height="stretch"):
        st.markdown("#### Take it apart")
        st.markdown("Every number of a digit, forward to the loss and **back** to every gradient, one operation a key.")
        st.page_link(STEP.streamlit(), label=f"Step through {what}", icon=":material/footprint:", query_params=query)
        small = SMALL["whole"]
        st.page_link(
            STEP.streamlit(),
            label="Begin small: 2-2-2 by hand",
            icon=":material/edit:",
            help=small.about,
            query_params=small.query(),
        )
    with second.container(border=True, height="stretch"):
        st.markdown("#### Train your own")
        st.markdown("Choose layers and a learning rate and watch 60,000 digits teach it, in a few seconds.")
        st.page_link(TRAIN.streamlit(), label="Open the training page", icon=":material/show_chart:")
    with third.container(border=True, height="stretch"):
        st.markdown("#### See why it works")
        st.markdown("Short lessons in which every derivative was derived by machine and checked against the network.")
        st.page_link(LESSONS.streamlit(), label="Read the lessons", icon=":material/menu_book:")
        st.page_link(
            CLINIC.streamlit(),
            label="Find the bug in a network",
            icon=":material/stethoscope:",
            help="Networks with one bug each that somebody really had.",
        )


look()
