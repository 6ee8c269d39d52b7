"""The opening picture: a few test digits on their way through the shipped network."""

import base64
from functools import cache

import numpy as np
import streamlit as st

from dashboard.components.modules import FOLDER, module
from dashboard.networks import guesses, test_digits, trained
from dashboard.palette import SIGNED_VALUE, TRUTH, colours


def chosen() -> list[int]:
    """Test digits to show: one of each class that the network reads right, then some it does not."""
    p, labels = guesses(), test_digits().labels
    right = p.argmax(axis=1) == labels
    sure = [int(np.flatnonzero(right & (labels == k))[7]) for k in (7, 2, 0, 4, 3, 5, 9, 6, 8, 1)]
    return sure + [int(n) for n in np.flatnonzero(~right)[:8]]


@cache
def pictures() -> dict:
    """Everything the browser draws: for each digit its pixels and what stands on every wire."""
    run, digits = trained(), test_digits()
    network, theta = run.config.build_network(), run.theta.astype(np.float64)
    numbers = chosen()
    values = network.forward(theta, digits.images[numbers])
    p = network.loss.output(values[-1])
    weights = [parameters[0] for parameters in network.unpack(theta) if parameters]
    return {
        "digits": [
            {
                "index": n,
                "label": int(digits.labels[n]),
                "pixels": base64.b64encode((digits.images[n] * 255).round().astype(np.uint8).tobytes()).decode(),
                "layers": [values[2][k].round(4).tolist(), values[4][k].round(4).tolist()],
                "p": p[k].round(5).tolist(),
            }
            for k, n in enumerate(numbers)
        ],
        "weights": [W.round(4).tolist() for W in weights[1:]],
    }


_flow = st.components.v2.component(
    "chainrule_flow",
    html=(FOLDER / "flow.html").read_text(encoding="utf-8"),
    css=(FOLDER / "flow.css").read_text(encoding="utf-8"),
    js=module("flow"),
)


def flow(key: str) -> int:
    """Draw it; returns the index of the test digit on show."""
    data = {**pictures(), "colours": colours(value=SIGNED_VALUE[1], negative=SIGNED_VALUE[0], truth=TRUTH)}
    state = _flow(key=key, data=data, default={"digit": pictures()["digits"][0]["index"]}, on_digit_change=lambda: None)
    return int(state.digit)
