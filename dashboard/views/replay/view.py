"""Press run, and the points land on those that were published: core beside a book, point by point."""

from dataclasses import replace

import numpy as np
import streamlit as st

from core.datasets import Digits, Split
from core.datasets.scaling import SCALINGS
from dashboard.data.digits import first_digits
from dashboard.runs import engine
from dashboard.runs.estimate import known_seconds_per_step, total_steps
from dashboard.runs.store import ACTIVE, Record, open_store
from dashboard.shared.charts import CONFIG
from dashboard.shared.navigation import TRAIN
from dashboard.shared.numbers import duration
from dashboard.shared.session import browser
from dashboard.shared.settings_link import form_link
from dashboard.shared.shown import shown
from dashboard.shared.theme import is_dark, small
from dashboard.views.replay.chart import parting, points
from dashboard.views.replay.runs import begin, newest_of, points_of
from lessons.published.nielsen import PLAIN, Replay, replays
from lessons.published.parting import distances

REFRESH = 1.0  # seconds between two looks at runs that are under way
STEPS = 600  # of the two programs that part
UNDER_WAY = ("queued", *ACTIVE)

engine.start_up()
st.title("Published runs, run again")
st.markdown(
    "Michael Nielsen's *Neural Networks and Deep Learning* printed its curves with their seed. The rings are his "
    "points. **Run it**, and Chainrule's own training lands on them: the same first weights, the same order of "
    "examples, the same arithmetic."
)


@shown()
def figure() -> None:
    titles = {replay.title: name for name, replay in replays().items()}
    title = st.segmented_control(
        "Figure",
        titles,
        key="figure",
        default=next(iter(titles)),
        required=True,
        bind="query-params",
        label_visibility="collapsed",
    )
    name = titles[title]
    replay = replays()[name]
    st.markdown(replay.about)
    with open_store() as store:
        busy = any(record.status in UNDER_WAY for record in newest_of(store, replay).values())
    st.fragment(panel, run_every=REFRESH if busy else None)(name, busy)
    if replay.parts:
        where_they_part(replay)
    small(
        "The printed numbers are those behind the figures of chapter 3, from the book's own repository "
        "(mnielsen/neural-networks-and-deep-learning, folder fig, commit 72db53d; Nielsen 2015)."
    )


@shown()
def panel(name: str, busy: bool) -> None:
    """One look at the runs of a figure; drawn anew when they have ended."""
    replay = replays()[name]
    with open_store() as store:
        found = newest_of(store, replay)
        ours = [points_of(store, curve, found.get(curve.config)) for curve in replay.curves]
    under_way = any(record.status in UNDER_WAY for record in found.values())
    said = sentence(replay, ours)
    st.plotly_chart(points(replay, ours, is_dark()), key="points", config=CONFIG, alt=f"{replay.title}. {said}")
    st.markdown(said)
    buttons(replay, found, under_way)
    if under_way != busy:
        st.rerun(scope="app")


def sentence(replay: Replay, ours) -> str:
    """How many points are equal."""
    landed, equal = sum(map(len, ours)), sum(c.equal(o) for c, o in zip(replay.curves, ours, strict=True))
    total = sum(len(curve.printed) for curve in replay.curves)
    if not landed:
        return f"{total:,} points are printed; none of ours is there yet."
    how = "to the last digit" if replay.curves[0].counts else "to 12 digits"
    each = ""
    if equal < landed:
        parts = [f"{c.name}: {c.equal(o)} of {len(o)}" for c, o in zip(replay.curves, ours, strict=True)]
        each = f" ({'; '.join(parts)})"
    return f"**{equal:,} of {landed:,}** points are equal {how}{each}. {total:,} are printed."


def buttons(replay: Replay, found: dict, under_way: bool) -> None:
    """Run it, and the links to the runs and to the form with their settings."""
    missing = len(found) < len(replay.configs)
    with st.container(horizontal=True, vertical_alignment="center"):
        label = "Run it" if missing else "Run it again"
        if st.button(
            label, type="primary" if missing else "secondary", icon=":material/play_arrow:", disabled=under_way
        ):
            with shown():
                with open_store() as store:
                    begin(store, replay, browser())
                st.rerun(scope="app")
        for curve in {curve.config: curve for curve in replay.curves}.values():
            record: Record | None = found.get(curve.config)
            which = f": {curve.name}" if len(replay.configs) > 1 else ""
            query = {"run": record.id} if record else form_link(curve.config)
            st.page_link(
                TRAIN.streamlit(),
                label=f"{'The run' if record else 'The settings'}{which}",
                icon=":material/show_chart:" if record else ":material/tune:",
                query_params=query,
            )
    if missing:
        seconds = sum(total_steps(config) * known_seconds_per_step(config) for config in replay.configs)
        small(f"About {duration(2 * seconds)}: the digits are read after each epoch as well.")
    else:
        taken = duration(sum(found[config].seconds for config in replay.configs))
        small(f"{taken} of training so far." if under_way else f"It took {taken} of training.")


def where_they_part(replay: Replay) -> None:
    """The lesson of the run that no program repeats."""
    st.markdown("#### Where two right programs part, and why")
    st.markdown(
        "Take the same run twice, the second time with its 30 hidden units in reverse order. It is the same function, "
        "but its sums are added up the other way round, and a sum in floating point has another last bit then. The "
        "chart shows how far apart their parameters are after each step."
    )
    rates = [curve.config.learning_rate for curve in replay.curves]
    apart = [parted(rate) for rate in rates]
    names = [curve.name for curve in replay.curves]
    st.plotly_chart(
        parting(names, apart, is_dark()),
        key="parting",
        config=CONFIG,
        alt="Distances of runs in two orders of summation.",
    )
    wild = apart[-1]
    step = int(np.argmax(wild > 0.01)) + 1
    st.markdown(
        "At the two smaller rates the difference stays where rounding put it, below 10⁻¹⁴: their steps do not throw "
        f"neighbours apart. At {rates[-1]:g} each step overshoots, and what is a last bit at first is a hundredth of "
        f"the largest parameter after {step} steps. That is chaos. An epoch has 5,000 steps: at the smaller rates the "
        "book is met to 12 digits, and at this one not even the first cost is, for a program that adds in another "
        "order has left it long before."
    )


@st.cache_data(max_entries=8, show_spinner="Two programs are running …")
def parted(rate: float):
    some = first_digits()
    x = SCALINGS[PLAIN.scaling](some.images).apply(some.images.astype(PLAIN.precision))
    nothing = Split(x[:0], some.labels[:0])
    digits = Digits(Split(x, some.labels), nothing, nothing)
    return distances(replace(PLAIN, learning_rate=rate), digits, STEPS)


figure()
