"""A network of any size, on numbers that a link or a file brings: where a person begins small.

    step?network=2-2-sigmoid-2&loss=quadratic&given=x:0.05,0.1~y:0.01,0.99~W1:0.15,0.25,0.2,0.3~b1:0.35,0.35

What the link leaves out is drawn from its seed.
"""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from core.datasets.archive import Archive
from core.given import Given, GivenError, given, read_archive, read_text, write_text
from core.layers import ShapeError
from core.losses import LOSSES
from core.network import Network
from dashboard.data.checked_pass import CheckedPass, find
from dashboard.shared.address_bar import rewrite
from dashboard.shared.navigation import LESSONS, MINE, STEP
from dashboard.shared.shown import say
from dashboard.shared.steppable import SubjectError, check_affordable
from dashboard.shared.theme import small
from dashboard.shared.verbatim import verbatim
from dashboard.views.step.address import Address, limits
from dashboard.views.step.packet import named_arrays
from dashboard.views.step.subject import Choice, Subject
from dashboard.views.step.visit import CONTROLS
from lessons.page.small import SMALL

MOST_NUMBERS = 5_000  # of one array of a file
TEXTS = ("network", "loss")  # that a file may say


def is_asked(address: Address) -> bool:
    """Whether an address brings numbers of its own, or a network that reads no digits."""
    if address.given or address.checked or address.run or not address.network:
        return bool(address.given or address.checked)
    try:
        return Network.from_text(address.network).input_shape != (784,)
    except ShapeError:
        return False  # the fields of the page say what is wrong with it


def controls(address: Address, tell: Callable[[Subject, str], None]) -> Choice:
    """The network and its examples, the fields that change them, and what `tell` draws for a subject at a step: the way
    to where it is told. Ends the page with a sentence where there is nothing to show."""
    row = st.container(horizontal=True, vertical_alignment="bottom", key=CONTROLS)
    row.title("Step through", width="stretch")
    small_ones(row, address.given)
    with row.popover("Network"):
        _form(address)
    row.page_link(STEP.streamlit(), label="Handwritten digits", icon=":material/draw:", query_params={"digit": "0"})
    try:
        found = checked(address)
    except (GivenError, ShapeError, SubjectError) as error:
        say(str(error))
        st.stop()
    subject = subject_of(found)
    with row:
        tell(subject, st.query_params.get("step", ""))
    _describe(found, address)
    return Choice(subject, 0, len(found.given.x), int(_labels(found.given)[0]))


def checked(address: Address) -> CheckedPass:
    """The pass of an address, and what somebody else made of it. Ends the page where it is not of this visit; raises
    GivenError, ShapeError and SubjectError."""
    if not address.checked:
        return beside(address.network, address.loss, address.given, address.seed, address.theirs)
    kept = find(address.checked)
    if kept is None:
        say("The pass that this link is about stayed in the visit in which it was brought. Bring its file once more.")
        st.page_link(MINE.streamlit(), label="Check mine", icon=":material/fact_check:")
        st.stop()
    check_affordable(kept.given.network, len(kept.given.x))
    return kept


@lru_cache(maxsize=8)
def beside(network: str, loss: str, numbers: str, seed: int, theirs: str) -> CheckedPass:
    """The pass of these texts, and theirs. Raises GivenError, ShapeError and SubjectError."""
    found = read(network, loss, numbers, seed)
    if not theirs:
        return CheckedPass(found)
    handed_over = {"x", "y", *(parameter.name for parameter in found.network.parameters)}
    ours = {name: array for name, array in named_arrays(found.trace()).items() if name not in handed_over}
    arrays = {}
    for name, array in read_text(theirs).items():
        if name not in ours or array.size != np.size(ours[name]):
            raise GivenError(f"This link puts numbers beside {name} that {found.network} has no place for.")
        arrays[name] = array.reshape(np.shape(ours[name]))
    return CheckedPass(found, dict.fromkeys(arrays, False), arrays)


@lru_cache(maxsize=8)
def read(network: str, loss: str, numbers: str, seed: int) -> Given:
    """The pass of these texts. Raises GivenError, ShapeError and SubjectError."""
    if not network:
        raise GivenError("Which network are these numbers of? Write it under “Network”, such as 2-2-sigmoid-2.")
    built = Network.from_text(network, LOSSES[loss])
    check_affordable(built)  # before any number is drawn
    found = given(built, read_text(numbers), seed)
    check_affordable(built, len(found.x))
    return found


@lru_cache(maxsize=8)
def subject_of(one: CheckedPass) -> Subject:
    found = one.given
    numbers = (found.theta, found.x, found.y, *one.theirs.values())
    content = b"".join(np.ascontiguousarray(array).tobytes() for array in numbers)
    words = f"{found.network} {type(found.network.loss).__name__} {found.y.shape}"
    name = hashlib.blake2b(words.encode() + content, digest_size=8).hexdigest()
    x = found.x
    return Subject(
        f"given {name}",
        found.network.at(0, 0),
        found.theta,
        _labels(found),
        lambda first, n: x[first : first + n],
        checked=one if one.agrees else None,
        targets=found.y,
    )


def small_ones(row, shown: str = "") -> None:
    """Links to the networks that are small enough for one screen, but for the one on show."""
    with row.popover("By hand"):
        st.caption("Two inputs, two units, two outputs: every number of the pass on one screen, to be filled in.")
        for one in SMALL.values():
            if one.numbers != shown:
                st.page_link(STEP.streamlit(), label=one.name, help=one.about, query_params=one.query())
        st.page_link(LESSONS.streamlit(), label="A printed number to check: lesson 8", query_params={"lesson": "8"})


def _labels(found: Given) -> Any:
    """The class that each example is wanted to be, or is wanted most."""
    return found.y if found.y.ndim == 1 else found.y.argmax(axis=1)


def _describe(one: CheckedPass, address: Address) -> None:
    found = one.given
    loss = next(name for name, loss in LOSSES.items() if isinstance(found.network.loss, type(loss)))
    known = next((one for one in SMALL.values() if one.numbers == address.given), None)
    count = len(found.x)
    about = (
        known.about if known else f"{verbatim(str(found.network))}, {loss} loss, {count:,} example{'s' * (count > 1)}."
    )
    drawn = f" Drawn from seed {address.seed}: {', '.join(found.drawn)}." if found.drawn else ""
    whose = " Your numbers stand beside ours." if one.agrees else ""
    small(about + drawn + whose)


def _form(address: Address) -> None:
    """The fields: what is typed there, or in a file, becomes the address."""
    with st.form("given", border=False):
        network = st.text_input("Layers", address.network, help="Such as 4-10-relu-3 or 2-2-sigmoid-2-sigmoid.")
        loss = st.selectbox("Loss", list(LOSSES), index=list(LOSSES).index(address.loss))
        numbers = st.text_area(
            "Numbers",
            address.given,
            help="x, y (or labels), W1, b1 and so on, each row by row: x:1,2~y:0,1~W1:1,-1,2,1. W has a row for each "
            "input. What is left out is drawn at random.",
        )
        file = st.file_uploader(
            "Or a file (.npz)",
            type="npz",
            help="np.savez('mine.npz', network='2-2-sigmoid-2', loss='quadratic', x=x, y=y, W1=W1, b1=b1)",
        )
        if not st.form_submit_button("Show", type="primary"):
            return
    try:
        if file:
            texts, numbers = _of_file(file)
            network, loss = texts.get("network", network), texts.get("loss", loss)
        read(network, loss, numbers, address.seed)
    except (GivenError, ShapeError, SubjectError) as error:
        say(str(error))
        return
    except KeyError:
        say(f"There is no loss “{loss[:20]}”: it can be {', '.join(LOSSES)}.")
        return
    wanted = Address(network=network, loss=loss, given=numbers, seed=address.seed, fill=address.fill)
    rewrite(wanted.to_query())
    st.rerun()


def _of_file(file) -> tuple[dict[str, str], str]:
    """The network and the loss that a file says, and its numbers as text. Raises GivenError."""
    try:
        arrays, texts = read_archive(Archive(file, any_order=True), MOST_NUMBERS)
    except GivenError:
        raise
    except Exception:  # damage makes zipfile, zlib and NumPy raise a dozen kinds
        raise GivenError(f"{file.name[:40]} is not an .npz file, or it is damaged. np.savez writes one.") from None
    numbers, most = write_text(arrays), limits("given")["longest"]
    if len(numbers) > most:
        raise GivenError(
            f"These are more numbers than a link can hold: {len(numbers):,} characters, the limit is {most:,}. "
            "`chainrule check --given` takes a file of any size."
        )
    return {name: texts[name] for name in TEXTS if name in texts}, numbers
