"""The loss around a run: along its next step, between two of its checkpoints, on a plane through three."""

import numpy as np
import streamlit as st

from core.config import Config
from core.storage import load_run
from dashboard.data.digits import looked_at, which_digits
from dashboard.data.downloads import fetch
from dashboard.runs.kept_images import needed_images
from dashboard.runs.moments import File, checkpoint, files, settings
from dashboard.runs.store import open_store
from dashboard.shared.charts import CONFIG
from dashboard.shared.folder import data_folder, home
from dashboard.shared.presenting import enlarged
from dashboard.shared.reading_time import WIDTH, at_each_point
from dashboard.shared.shown import shown
from dashboard.shared.steppable import NUMBERS_OF_STEP, numbers
from dashboard.shared.theme import is_dark, small
from dashboard.views.train.look_closer.chosen_step import chosen_step
from dashboard.views.train.look_closer.landscape_charts import contours, profile
from dashboard.views.train.look_closer.loss_surface import NoPlane, along, over, plane_through
from dashboard.views.train.look_closer.next_step import step_again

DIGITS, ON_PLANE = 1_000, 400  # at most, on which the loss is measured
SHARES = {"next step": np.linspace(-1, 6, 29), "straight": np.linspace(-0.3, 1.3, 33)}
SIDES = (19, 15, 11, 9, 7)  # points of the plane, across and down: the more, the finer
ENOUGH = 30  # digits at each of them, or the plane is made coarser


@shown()
def landscape(run: str) -> None:
    """One cut through the landscape at a time."""
    with open_store() as store:
        found = files(store, run)
    if not found:
        st.info("The first checkpoint is on its way.")
        return
    cut = st.segmented_control(
        "Look at the loss", list(CUTS), default=next(iter(CUTS)), required=True, key="cut", bind="query-params"
    )
    CUTS[cut](found)


def room(config: Config, points: int, most: int = DIGITS) -> int:
    """On how many digits there is time and memory to measure the loss at so many points."""
    return max(1, at_each_point(config.build_network(), points, most, config.precision))


def some(config: Config, most: int):
    """Some of the digits held back, or of the last training digits where there are none, on the scale of this run."""
    digits = looked_at(config)
    return digits.scale.apply(digits.validation.images[:most]), digits.validation.labels[:most]


def points_across(config: Config) -> int:
    """Of a large network each point of a plane is dear, whatever the number of digits: θ is written anew. Better a
    coarse grid than the loss of hardly any digits."""
    return next((side for side in SIDES if room(config, side * side, ON_PLANE) >= ENOUGH), SIDES[-1])


def whose(file: File, points: int, most: int = DIGITS) -> str:
    """Which digits those are."""
    config = settings(*file)
    count = min(room(config, points, most), len(looked_at(config).validation))
    return f"{count:,} {which_digits(config)}"


def choose(label: str, steps: list[int], at: int, key: str) -> int:
    """A step, which the address keeps under this key."""
    return chosen_step(st, label, steps, steps[at], key)


def next_step(found: dict[int, File]) -> None:
    steps = sorted(found)[:-1]
    if not steps:
        st.info("There is one checkpoint so far; with the second you can look along a step.")
        return
    at = choose("From step", steps, min(3, len(steps) - 1), "from_step") if len(steps) > 1 else steps[0]
    config = settings(*found[at])
    held = numbers(config.build_network(), config.batch_size)
    if held * WIDTH[config.precision] > NUMBERS_OF_STEP:
        st.info(
            f"That step saw {config.batch_size:,} digits at once, and they make {held:,} numbers of "
            f"{config.precision.removeprefix('float')} bits in this network: more than a page may hold. Between two "
            "checkpoints, and on a plane, fewer will do."
        )
        return
    shares, of_batch, of_others, length, measured = along_step(*found[at])
    small(
        f"Step {at + 1:,} moved θ by {length:.3g}. It was chosen by the slope on its batch; does it go down on other "
        "digits too, and would twice the step have been better?"
    )
    batch = f"{measured}the batch that chose the step"
    lines = {batch: of_batch, whose(found[at], 2 * len(shares)): of_others}
    figure = profile(shares, lines, "how many of these steps", {0: "before", 1: "after"}, is_dark())
    st.plotly_chart(
        enlarged(figure),
        key="profile",
        config=CONFIG,
        alt=f"The loss along step {at + 1}, from one step back to six ahead.",
    )


@st.cache_data(max_entries=30, show_spinner="Taking the step again …")
def along_step(path, written: float):
    """The loss along the step that follows a checkpoint: on its own batch, and on other digits."""
    scale = looked_at(settings(path, written)).scale  # first: it takes memory, and lets it go
    before = load_run(path)
    folder = fetch(before.config.data, data_folder())
    after, batch = step_again(before, scale, folder, needed_images(home(), before.config))
    direction = after.theta - before.theta
    shares, network, size = SHARES["next step"], before.network, len(batch[1])
    most = room(before.config, 2 * len(shares))
    part = tuple(array[:most] for array in batch)
    curves = [along(network, before.theta, direction, shares, *judged) for judged in (part, some(before.config, most))]
    return shares, *curves, float(np.linalg.norm(direction)), f"{most:,} digits of " if most < size else ""


def between(found: dict[int, File]) -> None:
    steps = sorted(found)
    if len(steps) < 2:
        st.info("There is one checkpoint so far; a line needs two.")
        return
    left, right = st.columns(2)
    with left:
        a = choose("From checkpoint", steps, 0, "from_checkpoint")
    with right:
        b = choose("To checkpoint", steps, len(steps) - 1, "to_checkpoint")
    if a == b:
        st.info("Choose two different checkpoints.")
        return
    shares, losses = straight(found[a], found[b])
    small("The straight way between two moments. Training went round about; is there a hill on the direct way?")
    figure = profile(
        shares,
        {whose(found[b], len(shares)): losses},
        "share of the way",
        {0: f"step {a:,}", 1: f"step {b:,}"},
        is_dark(),
    )
    st.plotly_chart(
        enlarged(figure), key="profile", config=CONFIG, alt=f"The loss on the straight line from step {a} to step {b}."
    )


@st.cache_data(max_entries=60, show_spinner=False)
def straight(one, other):
    config, shares = settings(*other), SHARES["straight"]
    judged = some(config, room(config, len(shares)))  # first, as above
    a, b = checkpoint(*one), checkpoint(*other)
    return shares, along(b.network, a.theta, b.theta - a.theta, shares, *judged)


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
    last, points = found[steps[-1]], losses.size
    small(
        f"The loss on {whose(last, points, ON_PLANE)}, on the plane through the checkpoints of steps {thirds[0]:,}, "
        f"{thirds[1]:,} and {thirds[2]:,}. The other checkpoints are drawn where they come nearest to it: θ has many "
        "more directions than two."
    )
    if len(xs) < SIDES[0]:
        small(
            f"The loss is measured at {len(xs)} × {len(ys)} points instead of {SIDES[0]} × {SIDES[0]}: in a network of "
            "this size, more would take too long while you wait."
        )
    figure = contours(xs, ys, losses, path, [f"step {step:,}" for step in steps], is_dark())
    st.plotly_chart(
        enlarged(figure),
        key="plane",
        config=CONFIG,
        alt="The loss on the plane as contour lines, and the way of the run over it.",
    )


@st.cache_data(max_entries=20, show_spinner="Measuring the loss all over the plane …")
def flat(three, all_of_them):
    config = settings(*three[2])
    side = points_across(config)
    judged = some(config, room(config, side * side, ON_PLANE))  # first, as above
    a, c, b = (load_run(path, memory=False) for path, _ in three)
    network, cut = b.network, plane_through(a.theta, b.theta, c.theta)
    del a, b, c  # of the largest network in float64, 40 MB each
    path = np.array([cut.place(load_run(path, memory=False).theta) for path, _ in all_of_them])
    low, high = path.min(axis=0), path.max(axis=0)
    margin = 0.3 * (high - low) + 1e-6
    xs, ys = (np.linspace(low[k] - margin[k], high[k] + margin[k], side) for k in (0, 1))
    return xs, ys, over(network, cut, xs, ys, *judged), path


CUTS = {"Along the next step": next_step, "Between two checkpoints": between, "On a plane through three": plane}
