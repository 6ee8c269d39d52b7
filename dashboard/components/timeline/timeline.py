"""The time line of a run as a Streamlit component: checkpoints go in, the step on show comes out."""

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from core.training import Run
from dashboard.components.modules import component
from dashboard.shared.palette import LOSS, SIGNED_VALUE, TRUTH, colours

UNITS = 20  # of the first layer, as pictures

_timeline = component("timeline/timeline", "shared/button")

PALETTE = colours(value=SIGNED_VALUE[1], negative=SIGNED_VALUE[0], truth=TRUTH, loss=LOSS)


def first_weights(run: Run):
    """The weights into the first units (units, 784), or None where the first layer does not see all pixels; a copy, so
    that the rest of θ can be let go."""
    network = run.config.build_network()
    first = next(parameter for parameter in network.parameters if parameter.name.startswith("W"))
    sees_all = len(first.shape) == 2 and first.shape[0] == 784
    return first.of(run.theta)[:, :UNITS].T.copy() if sees_all else None


def as_bytes(values, most: float) -> str:
    """Values from −most to most as bytes from −127 to 127, in base64."""
    return base64.b64encode(
        (127 * np.clip(np.asarray(values) / most, -1, 1)).round().astype(np.int8).tobytes()
    ).decode()


def packet(
    weights: Mapping[int, Any], opinions: Mapping[int, Any], sentences: Mapping[int, str], images, labels
) -> dict:
    """What the browser needs to show each step: the `first_weights`, opinions as p (digits, 10), images from 0 to 1."""
    most = max((float(np.quantile(np.abs(W), 0.999)) for W in weights.values() if W is not None), default=0) or 1.0
    moments = [
        {
            "step": step,
            "sentence": sentences[step],
            "weights": None if weights[step] is None else as_bytes(weights[step], most),
            "p": np.asarray(opinions[step], float).round(4).tolist(),
        }
        for step in weights
    ]
    digits = [
        {"pixels": base64.b64encode((image * 255).round().astype(np.uint8).tobytes()).decode(), "label": int(label)}
        for image, label in zip(images, labels, strict=True)
    ]
    return {"moments": moments, "digits": digits, "colours": PALETTE}


def timeline(data: dict, start: int | None, key: str) -> int:
    """Draw it, at first at the step `start` or at the newest; the step that the person stopped at, or the newest for as
    long as they look at that one."""
    start = st.session_state.setdefault(f"{key} start", start)  # where a link led stands in the address no longer
    state = _timeline(key=key, data={**data, "start": start}, default={"step": start}, on_step_change=lambda: None)
    return data["moments"][-1]["step"] if state.step is None else int(state.step)
