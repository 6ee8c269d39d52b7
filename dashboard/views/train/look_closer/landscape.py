"""The loss around a run: along its next step, between two of its checkpoints, on a plane through three."""

import numpy as np
import streamlit as st

from core.config import Config
from core.datasets import load
from core.training import Run, shuffled, steps_per_epoch, train
from dashboard.data.digits import looked_at, which_digits
from dashboard.data.downloads import fetch
from dashboard.runs.moments import File, checkpoint, files
from dashboard.runs.store import open_store
from dashboard.shared.charts import CONFIG
from dashboard.shared.folder import data_folder
from dashboard.shared.shown import shown
from dashboard.shared.theme import is_dark, small
from dashboard.views.train.look_closer.landscape_charts import contours, profile
from dashboard.views.train.look_closer.loss_surface import NoPlane, along, over, plane_through

DIGITS = 1_000  # at most, on which the loss is measured
SIDE = 19  # points of the plane, across and down


@shown()
def landscape(run: str) -> None:
    """One cut through the landscape at a time."""
    with open_store() as store:
        found = files(store, run)
    if not found:
        st.info("The first checkpoint is on its way.")
        return
    cut = st.segmented_control("Look at the loss", list(CUTS), default=next(iter(CUTS)), required=True, key="cut")
    CUTS[cut](found)


def some(config: Config):
    """Some of the digits held back, or of the last training digits where there are none, on the scale of this run."""
    digits = looked_at(config)
    return digits.scale.apply(digits.validation.images[:DIGITS]), digits.validation.labels[:DIGITS]


def whose(file: File) -> str:
    """Which digits those are."""
    config = checkpoint(*file).config
    return f"{min(DIGITS, len(looked_at(config).validation)):,} {which_digits(config)}"


def choose(label: str, steps: list[int], at: int) -> int:
    return st.select_slider(label, steps, value=steps[at], format_func=lambda step: f"{step:,}", key=f"cut {label}")


def next_step(found: dict[int, File]) -> None:
    steps = sorted(found)[:-1]
    if not steps:
        st.info("There is one checkpoint so far; with the second you can look along a step.")
        return
    at = choose("From step", steps, min(3, len(steps) - 1)) if len(steps) > 1 else steps[0]
    shares, of_batch, of_others, length = along_step(*found[at])
    small(
        f"Step {at + 1:,} moved θ by {length:.3g}. It was chosen by the slope on its batch; does it go down on other "
        "digits too, and would twice the step have been better?"
    )
    lines = {"the batch that chose the step": of_batch, whose(found[at]): of_others}
    figure = profile(shares, lines, "how many of these steps", {0: "before", 1: "after"}, is_dark())
    st.plotly_chart(
        figure, key="profile", config=CONFIG, alt=f"The loss along step {at + 1}, from one step back to six ahead."
    )


@st.cache_data(max_entries=30, show_spinner="Taking the step again …")
def along_step(path, written: float):
    """The loss along the step that follows a checkpoint: on its own batch, and on other digits."""
    before = checkpoint(path, written)
    others = some(before.config)  # first: all training digits twice at once would be half a gigabyte
    after, digits = before.copy(), load(before.config, fetch(before.config.data, data_folder()))
    chosen = batch_of(before, len(digits.train))
    next(train(after, digits))
    direction = after.theta - before.theta
    shares = np.linspace(-1, 6, 29)
    batch = digits.train.images[chosen], digits.train.labels[chosen]
    network = before.network
    curves = [along(network, before.theta, direction, shares, *judged) for judged in (batch, others)]
    return shares, *curves, float(np.linalg.norm(direction))


def batch_of(run: Run, n: int):
    """Which digits the next step of a run will see."""
    epoch, k = divmod(run.step, steps_per_epoch(run.config, n))
    return shuffled(run.config.seed, epoch, n)[k * run.config.batch_size : (k + 1) * run.config.batch_size]


def between(found: dict[int, File]) -> None:
    steps = sorted(found)
    if len(steps) < 2:
        st.info("There is one checkpoint so far; a line needs two.")
        return
    left, right = st.columns(2)
    with left:
        a = choose("From checkpoint", steps, 0)
    with right:
        b = choose("To checkpoint", steps, len(steps) - 1)
    if a == b:
        st.info("Choose two different checkpoints.")
        return
    shares, losses = straight(found[a], found[b])
    small("The straight way between two moments. Training went round about; is there a hill on the direct way?")
    figure = profile(
        shares, {whose(found[b]): losses}, "share of the way", {0: f"step {a:,}", 1: f"step {b:,}"}, is_dark()
    )
    st.plotly_chart(
        figure, key="profile", config=CONFIG, alt=f"The loss on the straight line from step {a} to step {b}."
    )


@st.cache_data(max_entries=60, show_spinner=False)
def straight(one, other):
    a, b = checkpoint(*one), checkpoint(*other)
    shares = np.linspace(-0.3, 1.3, 33)
    return shares, along(b.network, a.theta, b.theta - a.theta, shares, *some(b.config))


def plane(found: dict[int, File]) -> None:
    steps = sorted(found)
    if len(steps) < 3:
        st.info("A plane needs three checkpoints; there are not as many yet.")
        return
    thirds = [steps[0], steps[len(steps) // 2], steps[-1]]
    try:
        xs, ys, losses, path = flat(tuple(found[step] for step in thirds), tuple(found[step] for step in steps))
    except NoPlane as error:
        st.info(str(error))
        return
    small(
        f"The plane through the checkpoints of steps {thirds[0]:,}, {thirds[1]:,} and {thirds[2]:,}. The other "
        "checkpoints are drawn where "
        "they come nearest to it: θ has many more directions than two."
    )
    figure = contours(xs, ys, losses, path, [f"step {step:,}" for step in steps], is_dark())
    st.plotly_chart(
        figure,
        key="plane",
        config=CONFIG,
        alt="The loss on the plane as contour lines, and the way of the run over it.",
    )


@st.cache_data(max_entries=20, show_spinner="Measuring the loss at 361 points …")
def flat(three, all_of_them):
    a, c, b = (checkpoint(*file) for file in three)
    cut = plane_through(a.theta, b.theta, c.theta)
    path = np.array([cut.place(checkpoint(*file).theta) for file in all_of_them])
    low, high = path.min(axis=0), path.max(axis=0)
    margin = 0.3 * (high - low) + 1e-6
    xs, ys = (np.linspace(low[k] - margin[k], high[k] + margin[k], SIDE) for k in (0, 1))
    images, labels = some(b.config)
    return xs, ys, over(b.network, cut, xs, ys, b.theta.dtype, images[:400], labels[:400]), path


CUTS = {"Along the next step": next_step, "Between two checkpoints": between, "On a plane through three": plane}
