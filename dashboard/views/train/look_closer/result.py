"""What the network of a run makes of digits that it never learned from."""

import numpy as np
import streamlit as st

from core import metrics
from core.datasets import Digits, Split
from core.training import Run
from dashboard.components.confusion.confusion import confusion
from dashboard.data.digits import looked_at, probabilities, which_digits
from dashboard.runs.moments import newest
from dashboard.shared.charts import CONFIG
from dashboard.shared.numbers import counted, sureness, whole
from dashboard.shared.pictures import digit_image
from dashboard.shared.presenting import enlarged
from dashboard.shared.reading_time import LOOK, looked_through
from dashboard.shared.shown import shown
from dashboard.shared.theme import is_dark, small
from dashboard.views.train.look_closer.calibration_chart import FEW, reliability
from lessons.page.counted import one

CELL = "cell"  # the parameter of the address
IN_A_ROW = 14  # digits of a row of examples
FIRST = 26  # digits that are shown as they come: two rows on a laptop


@shown()
def result(run: str) -> None:
    """Confusion, mistakes and calibration: on the test digits once the run has finished, until then on those held
    back."""
    latest = newest(run)
    if latest is None:
        st.info("There is no checkpoint to judge yet.")
        return
    record, step, moment = latest
    both = looked_at(moment.config)
    finished = record.status == "finished"
    every = both.test if finished else both.validation
    p = judged(run, step, finished, moment, both)
    digits = Split(every.images[: len(p)], every.labels[: len(p)])
    right = p.argmax(axis=1) == digits.labels
    whose = "test digits" if finished else f"{which_digits(moment.config)}, by the network of step {step:,}"
    first = "first " if len(digits) < len(every) else ""
    st.markdown(f"**{counted(int((~right).sum()), 'mistake')}** on the {first}{len(digits):,} {whose}.")
    if first:
        small(f"Of {len(every):,}: a network of this size takes too long for all of them while you wait.")

    link = f"step?run={run}&checkpoint={step}&digit=" if finished else None
    st.markdown("##### What it reads")
    small("The first of them as they come, each with its label and what it is taken for.")
    examples(digits, p, range(min(FIRST, len(digits))), link)
    matrix, cell = st.columns([5, 6], gap="large")
    with matrix:
        counts = metrics.confusion(p, digits.labels)
        usual = hardest(counts)
        label, guess = confusion(counts, asked_cell(counts) or usual, key=f"confusion-{run}")
        keep_cell((label, guess), usual)
    with cell:
        a = one(label).capitalize()
        st.markdown(f"##### {a} taken for {one(guess)}" if label != guess else f"##### {a}, read right")
        examples(digits, p, in_cell(p, digits.labels, label, guess)[:IN_A_ROW], link)
        st.markdown("##### The worst mistakes")
        small("The wrong answers that it was surest of.")
        examples(digits, p, metrics.worst_mistakes(p, digits.labels, IN_A_ROW), link)
    st.markdown("##### Is it as sure as it should be?")
    judged_so = metrics.calibration(p, digits.labels)
    small(
        "Where it says 80 %, it should be right four times out of five. On average it is off by "
        f"{100 * judged_so.error:.1f} percentage points. Above the diagonal it is too modest, below it too sure. A "
        f"grey circle with a number is that many digits: fewer than {FEW} tell little."
    )
    figure = reliability(judged_so.confidence, judged_so.accuracy, judged_so.counts, is_dark())
    st.plotly_chart(
        enlarged(figure), key="reliability", config=CONFIG, alt="How often it is right, against how sure it is."
    )


@st.cache_data(max_entries=40, show_spinner=False)
def judged(run: str, step: int, on_test: bool, _moment: Run, _digits: Digits):
    """p (N, classes) of all digits, or of the first of them where the network is so large that they take too long."""
    images = (_digits.test if on_test else _digits.validation).images
    most, _ = looked_through(_moment.network, len(images), LOOK, _moment.config.precision)
    return probabilities(_moment, _digits, images[:most])


def in_cell(p, labels, label: int, guess: int):
    """The examples of `label` that were taken for `guess`, the surest first."""
    found = np.flatnonzero((labels == label) & (p.argmax(axis=1) == guess))
    return found[np.argsort(-p[found, guess], kind="stable")]


def asked_cell(counts) -> tuple[int, int] | None:
    """The cell in the address, `4,9`: a 4 taken for a 9; nothing where there is none, or no such digit."""
    found = [whole(part, len(counts) - 1) for part in st.query_params.get(CELL, "").split(",")]
    cell = tuple(number for number in found if number is not None)
    return cell if len(cell) == len(found) == 2 and counts[cell] else None


def keep_cell(cell: tuple[int, int], usual: tuple[int, int]) -> None:
    """Put it into the address, where it is not what everybody sees at first."""
    if cell == usual:
        st.query_params.pop(CELL, None)
    else:
        st.query_params[CELL] = f"{cell[0]},{cell[1]}"


def hardest(counts) -> tuple[int, int]:
    """The label and the guess that were mixed up most often."""
    off = counts.copy()
    off[range(len(off)), range(len(off))] = 0
    return divmod(int(off.argmax()), len(off))


def examples(digits, p, chosen, link: str | None) -> None:
    """Some digits, each with its label and what it was taken for; with `link`, each opens in the stepper."""
    if not len(chosen):
        small("None.")
        return
    with st.container(horizontal=True, gap="xsmall"):
        for n in chosen:
            guess, label = int(p[n].argmax()), int(digits.labels[n])
            with st.container(width=76, gap=None):
                alt = f"A handwritten {label}, taken for {one(guess)} with {sureness(p[n, guess])}."
                st.image(digit_image(digits.images[n]), width=62, alt=alt, link=f"{link}{n}" if link else None)
                small(f"{label} → {guess}, {sureness(p[n, guess])}")
