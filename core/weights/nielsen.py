"""The JSON that `network2.py` of Nielsen's book writes: sizes, weights (out, in), biases (out, 1), and the cost."""

import json

import numpy as np

from core.weights.parts import Weights, WeightsError, checked, dense

COSTS = {"CrossEntropyCost": "binary cross-entropy", "QuadraticCost": "quadratic"}


def read(text: bytes) -> Weights:
    """Every layer is a sigmoid; with the cross-entropy the last one belongs to the loss. Raises WeightsError."""
    try:
        said = json.loads(text)
        weights, biases = ([np.array(rows, np.float64) for rows in said[key]] for key in ("weights", "biases"))
        loss = COSTS[said.get("cost", "CrossEntropyCost")]
        parts = [
            dense(f"layer {n}", w.T, b.reshape(-1)) for n, (w, b) in enumerate(zip(weights, biases, strict=True), 1)
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise WeightsError(
            "It is no network of Nielsen's programs, which has the keys sizes, weights, biases and cost."
        ) from None
    if any(w.ndim != 2 or not w.size for w in weights):
        raise WeightsError("Each of its weights should be a matrix, a row for each unit.")
    words = "-sigmoid-".join(map(str, [parts[0].takes, *(part.gives for part in parts)])).replace("-sigmoid", "", 1)
    network = words + "-sigmoid" * (loss == "quadratic")
    return Weights(checked(parts), {"network": network, "loss": loss})
