"""A pass with a mistake planted in it, for those who have none of their own at hand."""

import io
from functools import lru_cache
from typing import Any

import numpy as np

from core.diagnosis import Mistake, catalogue, plant
from core.diagnosis.order import arrays, one_pass, targets
from core.initializers import initialize
from core.network import Network
from dashboard.data.shipped import unseen_digits

TEXT, DIGITS = "784-24-relu-24-tanh-10", 32
RIGHT, FIRST = "no mistake", "1/N missing"


@lru_cache(maxsize=1)
def kinds() -> dict[str, Mistake]:
    """One mistake of each kind, by its name: the one in the parameters' gradients, where there is one."""
    found: dict[str, Mistake] = {}
    for mistake in catalogue(Network.from_text(TEXT)):
        if mistake.kind not in found or (mistake.first == "dW2" and not mistake.places):
            found[mistake.kind] = mistake
    return found


@lru_cache(maxsize=4)
def example(kind: str) -> dict[str, Any]:
    """The arrays of the file that a person with this mistake would bring."""
    network, digits = Network.from_text(TEXT), unseen_digits()
    theta = initialize(network, "he", 0, np.float32)  # as most people's: so there is rounding to be seen
    x, labels = digits.images[:DIGITS].astype(np.float32), digits.labels[:DIGITS]
    wrong = network if kind == RIGHT else plant(network, kinds()[kind])
    with np.errstate(all="ignore"):
        found = arrays(one_pass(wrong, theta, x, targets(network, labels, np.float32)))
    parameters = {p.name: p.of(theta) for p in network.parameters}
    return {"network": np.array(TEXT), "labels": labels} | parameters | {k: v for k, v in found.items() if k != "dx"}


def file_of(kind: str) -> bytes:
    """The same as an `.npz` file."""
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **example(kind))
    return content.getvalue()
