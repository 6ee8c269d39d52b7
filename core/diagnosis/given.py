"""People call the same array by many names, and lay it out in several ways; here it gets core's name and layout.

    dW1, dw1, W1.grad, grad_W1, 0.weight.grad         ∂L/∂W¹, as (in, out) or as PyTorch's (out, in)
    z1, Z1, dz1, dZ1, delta1                          rows of examples, or columns; images (C, H, W, N) or (N, C, H, W)
    p, probs, y_hat, loss, logits

PyTorch's modules are told apart by the order in which they come, or by their numbers.
"""

import re
from collections.abc import Iterable, Mapping
from math import prod
from typing import Any

import numpy as np

from core.diagnosis.masks import dropping
from core.diagnosis.masks import names as names_of_mask
from core.diagnosis.order import LOSS, NEW, P, all_names
from core.given import GivenError
from core.network import Network

GRADIENT = (r"(.+)[._]grad", r"grad[._](.+)", r"d_(.+)", r"∂(.+)")


LONGEST = 64  # signs of a name


class Names:
    """What each name of somebody's arrays is called in core; `modules` are PyTorch's, in their order."""

    def __init__(self, network: Network, names: Iterable[str]):
        self.network, last = network, network.wires[-1]
        own = [*network.wires, *all_names(network), *(p.name for p in network.parameters)]
        self.known = {name.lower(): name for name in reversed(own)} | {name: name for name in own}
        layer = max((network.numbers[-1], 1))
        self.known |= {
            "logits": last,
            "dlogits": f"d{last}",
            "probs": P,
            "probabilities": P,
            "y_hat": P,
            "yhat": P,
            "L": LOSS,
        }
        self.known |= {f"delta{w[1:]}": f"d{w}" for w in network.wires if w[0] == "z"}
        self.known |= {name: P for name in (f"a{layer}", f"A{layer}") if name.lower() not in self.known}
        self.known |= {mask: mask for k in dropping(network) for mask in names_of_mask(network, k)[:1]}
        self.modules = self._modules(names)

    def _modules(self, names) -> dict[str, int]:
        """The layer of each module that has weights."""
        found = list(dict.fromkeys(m[1] for name in names if (m := re.match(r"(?:grad[._])?(.+)\.weight\b", name))))
        if all(module.isdecimal() for module in found):
            found.sort(key=int)
        weighty = list(dict.fromkeys(p.layer for p in self.network.parameters))
        return dict(zip(found, weighty, strict=False))

    def of(self, name: str) -> str | None:
        """Core's name; None where the network has no such array."""
        if len(name) > LONGEST:
            return None
        plain = name.strip().replace("'", "′").replace("δ", "delta")
        if (found := self.known.get(plain) or self.known.get(plain.lower())) is not None:
            return found
        for pattern in GRADIENT:
            if (inner := re.fullmatch(pattern, plain)) and (of := self.of(inner[1])) and not of.startswith("d"):
                return f"d{of}" if f"d{of}".lower() in self.known else None
        for ending in (NEW, "_after"):
            if plain.endswith(ending) and (of := self.of(plain.removesuffix(ending))):
                return f"{of}{NEW}" if of[0].isalpha() and not of.startswith("d") else None
        if module := re.fullmatch(r"(.+)\.(weight|bias)", plain):
            own = [p for p in self.network.parameters if p.layer == self.modules.get(module[1])]
            return own[module[2] == "bias"].name if own else None
        return None

    def is_torch(self, name: str) -> bool:
        return ".weight" in name or ".bias" in name


def rows(network: Network, x) -> Any:
    """A batch as rows (N, in). Raises GivenError."""
    x, (inputs,) = np.asarray(x), network.input_shape
    if x.ndim == 1:
        x = x[None]
    if x.ndim > 2:
        x = x.reshape(len(x), -1)
    if x.shape[1] != inputs and x.shape[0] == inputs:
        x = x.T
    if x.shape[1] != inputs:
        raise GivenError(
            f"x has shape {_shape(x)}, and this network takes rows of {inputs:,} numbers, one row an example."
        )
    return np.ascontiguousarray(x)


def labels_of(network: Network, y, n: int) -> Any:
    """Labels (N,), or rows of targets (N, K). Raises GivenError."""
    y, classes = np.asarray(y), network.classes
    if y.ndim == 2 and y.shape[1] != classes and y.shape == (classes, n):
        y = y.T
    if y.ndim == 2 and 1 in y.shape and y.shape != (n, classes):
        y = y.reshape(-1)
    if y.shape not in ((n,), (n, classes)):
        raise GivenError(
            f"labels has shape {_shape(y)}; a batch of {n:,} examples has {n:,} labels, or {n:,} rows of {classes}."
        )
    if not np.issubdtype(y.dtype, np.number) and y.dtype != bool:
        raise GivenError("labels holds no numbers.")
    if y.ndim == 2:
        return y.astype(float)
    whole = np.where(np.isfinite(y), y, -1).astype(int)
    if (whole != y).any() or not ((whole >= 0) & (whole < classes)).all():
        raise GivenError(f"labels has to hold whole numbers from 0 to {classes - 1}, the classes of this network.")
    return whole


def laid_out(network: Network, name: str, array, shape: tuple[int, ...], turned: bool) -> Any:
    """Somebody's array in the layout of ours, which has this shape; as it is where no layout fits.

    `turned` says that its weights are (out, in), which cannot be seen of square ones.
    """
    array = np.asarray(array)
    dense = any(name in (p.name, f"d{p.name}", f"{p.name}{NEW}") and p.letter == "W" and len(p.shape) == 2
                for p in network.parameters)  # fmt: skip
    if dense and turned and array.T.shape == shape:
        return array.T
    if array.shape == shape:
        return array
    if len(shape) == 4 and array.ndim == 4 and array.transpose(1, 2, 3, 0).shape == shape:
        return array.transpose(1, 2, 3, 0)
    if len(shape) == 2 and array.T.shape == shape:
        return array.T
    if array.size == prod(shape) and _without_ones(array.shape) == _without_ones(shape):
        return array.reshape(shape)
    if len(shape) == 2 and array.ndim > 2 and len(array) == shape[0] and array.size == prod(shape):
        return array.reshape(shape)
    return array


def _without_ones(shape) -> tuple:
    return tuple(side for side in shape if side != 1)


def is_turned(network: Network, found: Mapping[str, Any]) -> bool:
    """Whether dense weights, by core's names, come as (out, in): those that are not square say it of all."""
    for p in network.parameters:
        for name in (p.name, f"d{p.name}"):
            if name in found and len(p.shape) == 2 and p.shape[0] != p.shape[1]:
                return np.shape(found[name]) == p.shape[::-1]
    return False


def parameters_of(network: Network, found: Mapping[str, Any], turned: Mapping[str, bool], called: Mapping) -> Any:
    """θ from its arrays. Raises GivenError where one is missing or does not fit."""
    missing = [p.name for p in network.parameters if p.name not in found]
    if missing:
        raise GivenError(
            f"The parameters {', '.join(missing)} are missing. {network} has "
            f"{', '.join(f'{p.name} {_text(p.shape)}' for p in network.parameters)}."
        )
    pieces = []
    for p in network.parameters:
        array = laid_out(network, p.name, found[p.name], p.shape, turned.get(p.name, False))
        if array.shape != p.shape:
            raise GivenError(
                f"{called.get(p.name, p.name)} has shape {_shape(array)}; in {network} it is {_text(p.shape)}"
                + (f", or {_text(p.shape[::-1])} as PyTorch has it." if len(p.shape) == 2 else ".")
            )
        pieces.append(array.astype(float).reshape(-1))
    return np.concatenate(pieces)


def _text(shape) -> str:
    return f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})"


def _shape(array) -> str:
    return _text(np.shape(array))
