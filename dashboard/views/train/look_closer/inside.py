"""What goes on in the layers while they learn."""

from typing import Any

import streamlit as st

from core.activations import ACTIVATIONS
from core.network import Network
from dashboard.runs.on_show import on_show
from dashboard.runs.store import ENDED, Record, open_store
from dashboard.shared.charts import CONFIG
from dashboard.shared.presenting import enlarged
from dashboard.shared.shown import shown
from dashboard.shared.theme import is_dark, small
from dashboard.views.train.look_closer.inside_chart import by_layer

MEASURES = {
    "gradient_norm": "Length of the gradient of each layer's weights",
    "update_ratio": "Size of a step beside the size of the weights",
    "dead": "Share of units that are 0 for the whole batch",
}


@shown()
def inside(run: str) -> None:
    """Gradient norms, update ratios and dead units by layer, against steps."""
    record, steps, curves = measurements(run)
    if record is None:
        return
    network = record.settings.build_network()
    if not curves:
        st.info(
            "The first measurements are on their way."
            if record.status not in ENDED
            else "No measurements came with this run."
        )
        return
    rows = {title: named(curves, measure, network) for measure, title in MEASURES.items()}
    rows = {title: layers for title, layers in rows.items() if layers}
    small(
        "Steps of about a thousandth of the weights are a healthy pace: far below it a layer hardly learns, near 1 "
        "it forgets. Gradients that shrink from the last layer to the first are the vanishing gradient."
    )
    figure = by_layer(rows, steps, record.total, is_dark(), shares=MEASURES["dead"])
    st.plotly_chart(enlarged(figure), key="inside", config=CONFIG, alt=", ".join(rows) + ", one line a layer.")


def measurements(run: str) -> tuple[Record | None, Any, dict]:
    """The run, steps, and its curves of every measure and layer at these, all equally long."""
    with open_store() as store, store.moment():
        curves = on_show(store, run, [name for name in store.series(run) if name.split()[0] in MEASURES])
        return store.record(run), curves.steps, curves.values


def named(curves, measure: str, network: Network) -> dict:
    """The curves of one measure, by the names of their layers."""
    found = [
        curves[name] for name in sorted(curves, key=lambda name: int(name.split()[-1])) if name.split()[0] == measure
    ]
    if measure == "dead":
        activations = [
            (layer, n) for layer, n in zip(network.layers, network.numbers, strict=True) if str(layer) in ACTIVATIONS
        ]
        names = [f"layer {n}" for layer, n in activations]
    else:
        names = [f"layer {n + 1}" for n in range(len(found))]
    return dict(zip(names, found, strict=False))
