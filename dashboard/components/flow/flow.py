"""The opening picture: a few test digits, or a drawing, on their way through the shipped network."""

import base64
from functools import cache

import numpy as np
import streamlit as st

from dashboard.components.modules import component
from dashboard.data.drawing import PAD, read_drawing, write_levels
from dashboard.data.normalised import Normalised
from dashboard.data.own_images import OwnImage
from dashboard.data.shipped import guesses, trained, unseen_digits
from dashboard.shared.palette import SIGNED_VALUE, TRUTH, colours


def chosen() -> list[int]:
    """Test digits to show: one of each class that the network reads right, then some it does not."""
    p, labels = guesses(), unseen_digits().labels
    right = p.argmax(axis=1) == labels
    sure = [int(np.flatnonzero(right & (labels == k))[7]) for k in (7, 2, 0, 4, 3, 5, 9, 6, 8, 1)]
    return sure + [int(n) for n in np.flatnonzero(~right)[:8]]


def passed(images) -> list[dict]:
    """For each image: its pixels and what stands on the wires behind the two activations, and p."""
    run = trained()
    network = run.config.build_network()
    values = network.forward(run.theta.astype(np.float64), images)
    p = network.loss.output(values[-1])
    return [
        {
            "pixels": write_levels(image),
            "layers": [values[2][k].round(4).tolist(), values[4][k].round(4).tolist()],
            "p": p[k].round(5).tolist(),
        }
        for k, image in enumerate(images)
    ]


@cache
def pictures() -> dict:
    """Everything the browser draws before anyone has drawn: the chosen digits, and the weights."""
    run, digits, numbers = trained(), unseen_digits(), chosen()
    W = [parameters[0] for parameters in run.config.build_network().unpack(run.theta) if parameters]
    return {
        "digits": [
            {"index": n, "label": int(digits.labels[n]), **one}
            for n, one in zip(numbers, passed(digits.images[numbers]), strict=True)
        ],
        "weights": [matrix.round(4).tolist() for matrix in W[1:]],
        "colours": colours(value=SIGNED_VALUE[1], negative=SIGNED_VALUE[0], truth=TRUTH),
    }


def reader() -> dict:
    """The network, for a browser that reads a drawing without a server: how many units each layer has, and θ."""
    run = trained()
    sizes = [int(part) for part in run.config.network.split("-") if part.isdecimal()]
    assert run.config.network == f"{sizes[0]}-{'-relu-'.join(map(str, sizes[1:]))}"  # as saved/pass.js works it out
    return {"sizes": sizes, "theta": base64.b64encode(run.theta.astype("<f4").tobytes()).decode()}


PARTS = ("flow/flow", "shared/button", "shared/opinion")
_flow = component(*PARTS)


def flow(key: str) -> tuple[int, OwnImage | None]:
    """Draw it; returns the index of the test digit on show, and the drawing that is on show in its place or None."""
    sent = (st.session_state.get(key) or {}).get("drawn")
    drawn = read_drawing(sent)
    data = pictures() if drawn is None else {**pictures(), "drawn": {"of": sent, **passed_drawing(drawn)}}
    nothing = {"digit": pictures()["digits"][0]["index"], "drawn": None, "truth": None}
    state = _flow(
        key=key,
        data=data,
        default=nothing,
        on_digit_change=lambda: None,
        on_drawn_change=lambda: None,
        on_truth_change=lambda: None,
    )
    return int(state.digit), None if drawn is None else OwnImage.said(drawn.pixels, state.truth)


def passed_drawing(drawn: Normalised) -> dict:
    """The pass of a drawing, and the place that all of its 28 × 28 pixels came from, as shares of the pad."""
    side = 28 * drawn.scale
    place = {"scale": side / PAD, "left": drawn.left / PAD, "top": drawn.top / PAD}
    return {**passed(drawn.pixels[None])[0], "from": place}
