"""What is on show as a page in one file, to be kept, sent, or opened without a network."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from core.network import Network
from dashboard.components.saved.saved import saved_page
from dashboard.components.stepper.stepper import Place
from dashboard.shared.theme import small
from dashboard.views.step import told
from dashboard.views.step.by_hand import Steps
from dashboard.views.step.moment import Moment
from dashboard.views.step.packet import COARSE, pack_moment
from dashboard.views.step.subject import Choice, Subject, enough
from lessons.engine.chain.equations import derive
from lessons.page.counted import one

TOO_LARGE = "A page of its own holds layers of up to {most:,} weights; {name} has one of {found:,}."


class TooLargeError(ValueError):
    """A network that would make a page too large to be sent."""


def moment_of(subject: Subject, digit: int) -> Moment:
    """A test digit in a network, or all examples that were given, as they are when nobody has changed anything."""
    if subject.targets is not None:
        return Moment.of(Choice(subject, 0, len(subject.labels), int(subject.labels[0])), (), Steps())
    return Moment.of(Choice(subject, digit, enough(subject.network, 1), int(subject.labels[digit])), (), Steps())


def page_of(moment: Moment, start: Place | None = None) -> str:
    """The page that shows this moment, as HTML. Raises TooLargeError."""
    choice = moment.choice
    network = choice.subject.network
    if refusal := too_large(network):
        raise TooLargeError(refusal)
    known, one_pass, _ = pack_moment(moment, start or Place())
    changed = moment.edits or moment.steps.taken or moment.epsilon or choice.own or choice.label != choice.written
    if changed or not told.has_walk(choice.subject):
        return saved_page(title(choice), known, one_pass, None, {})
    story = {**told.story(choice.subject, choice.index), "start": told.BEGIN}
    stops = {equation.name: told.stop_for(equation.name, network) for equation in derive(network)}
    return saved_page(title(choice), known, one_pass, story, stops)


def _page_of(again: Callable[[], Moment], start: Place | None) -> str:
    return page_of(again(), start)


def too_large(network: Network) -> str:
    """Why a network has no page of its own, or nothing."""
    found = max(parameter.size for parameter in network.parameters)
    return TOO_LARGE.format(most=COARSE, name=network, found=found) if found > COARSE else ""


def title(choice: Choice) -> str:
    network = choice.subject.network
    if choice.subject.targets is not None:
        return f"{network}, forward and back"
    what = "An image of one's own" if choice.leads else f"Test digit {choice.index - choice.own}"
    return f"{what}, {one(choice.label)}, through {network}"


def button(moment: Moment, start: Place | None = None) -> None:
    """Save this page: one file, for a lesson without a network."""
    network = moment.choice.subject.network
    if refusal := too_large(network):
        small(refusal)
        return
    st.download_button(
        "Save this page (.html)",
        partial(_page_of, moment.again(), start),
        "chainrule.html" if moment.choice.subject.targets is not None else f"digit-{moment.choice.index}.html",
        mime="text/html",
        on_click="ignore",
        help="One file that any browser opens, without a network: the walk, every step and all keys are in it.",
    )
