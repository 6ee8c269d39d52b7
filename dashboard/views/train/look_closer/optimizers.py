"""A microscope for optimizers: the gradients of the same batches, through each of them."""

import streamlit as st

from core.network import Network
from dashboard.data.digits import looked_at, which_digits
from dashboard.runs.moments import checkpoint, files, settings
from dashboard.runs.store import open_store
from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.reading_time import BACK, LOOK, WIDTH, reading
from dashboard.shared.settings import spell
from dashboard.shared.shown import shown
from dashboard.shared.steppable import NUMBERS_OF_STEP, numbers
from dashboard.shared.theme import is_dark, small
from dashboard.views.train.look_closer.chosen_step import chosen_step
from dashboard.views.train.look_closer.optimizer_steps import gradients, steep_and_shallow, through
from dashboard.views.train.look_closer.optimizers_chart import arrows

BATCH, BATCHES = 100, 30  # digits in a batch, and how many batches there are to see, at most
NUMBERS = 15_000_000  # in all gradients: they are kept for the next look


@shown()
def optimizers(run: str) -> None:
    """What every optimizer would do at a checkpoint."""
    with open_store() as store:
        found = files(store, run)
    if not found:
        st.info("The first checkpoint is on its way.")
        return
    steps = sorted(found)
    left, right = st.columns(2)
    at = chosen_step(left, "At step", steps, steps[0], "microscope_at") if len(steps) > 1 else steps[0]
    every = collected(*found[at])
    count = (
        right.slider(
            "Gradients seen so far",
            1,
            len(every),
            1,
            key="microscope_seen",
            bind="query-params",
        )
        if len(every) > 1
        else 1
    )
    corrected = st.toggle(
        "Bias correction in Adam",
        True,
        key="microscope_corrected",
        bind="query-params",
    )
    g = every[:count]
    moment = checkpoint(*found[at])
    each = min(batch_of(moment.network, moment.config.precision), len(looked_at(moment.config).validation))
    lr = moment.config.learning_rate
    steep, shallow = steep_and_shallow(g[-1])
    seen = through(g, moment.theta, lr, corrected, (steep, shallow))
    which = "one batch" if count == 1 else f"the same {count} batches"
    small(
        f"θ stands still here: each optimizer sees the gradients of {which} of {each} {which_digits(moment.config)} "
        f"and takes one step at a learning rate of {lr:g}. “Downhill” is the cosine of the angle between its step and "
        "−g: 1 is straight down."
    )
    table = {
        "optimizer": [spell(row.name) for row in seen],
        "length of Δθ": [f"{row.length:.3g}" for row in seen],
        "largest entry": [f"{row.largest:.3g}" for row in seen],
        "downhill": [f"{row.agreement:.3f}" for row in seen],
    }
    st.dataframe(table, hide_index=True, alt="The step of each optimizer in numbers.")
    ratio = abs(g[-1][steep]) / max(abs(g[-1][shallow]), 1e-30)
    small(
        f"Two of the {len(g[-1]):,} parameters, θ[{steep}] and θ[{shallow}]; the gradient of the first is "
        f"{ratio:.0f} times as large. SGD moves them in that proportion, Adam by about the same amount."
    )
    ends = {spell(row.name): (row.watched[0], row.watched[1]) for row in seen}
    figure = arrows(ends, f"Δθ[{steep}]", f"Δθ[{shallow}]", is_dark())
    st.plotly_chart(
        enlarged(figure),
        key="arrows",
        config=CONFIG,
        alt="; ".join(f"{name}: {x:.2g}, {y:.2g}" for name, (x, y) in ends.items()),
    )


@st.cache_resource(max_entries=10, show_spinner=False)
def collected(path, written: float):
    """The gradients; only for reading, as a copy for every look would take as much again."""
    digits = looked_at(settings(path, written))  # first: it takes memory, and lets it go
    moment = checkpoint(path, written)
    each = batch_of(moment.network, moment.config.precision)
    there = max(1, len(digits.validation) // each)  # where few digits were held back
    count = min(batches(moment.network, moment.config.precision), there)
    images = digits.scale.apply(digits.validation.images[: each * count])
    return gradients(moment.network, moment.theta, images, digits.validation.labels[: each * count], each, count)


def batch_of(network: Network, precision: str = "float32") -> int:
    """How many digits make a batch: a hundred, or as many as there is time and memory for."""
    most = int(LOOK / (BACK * reading(network, 1, precision)))
    return max(1, min(BATCH, NUMBERS_OF_STEP // (WIDTH[precision] * numbers(network, 1)), most))


def batches(network: Network, precision: str = "float32") -> int:
    """Of how many batches there is time and memory for the gradients."""
    time = BACK * reading(network, batch_of(network, precision), precision)
    return max(1, min(BATCHES, NUMBERS // (WIDTH[precision] * network.size), int(LOOK / time)))
