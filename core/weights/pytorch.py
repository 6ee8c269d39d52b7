"""A state_dict says which layers there are by the names and shapes of its arrays.

0.weight (out, in), 0.bias (out,)                      nn.Linear
0.weight (F, C, i, j), 0.bias (F,)                     nn.Conv2d
0.weight (F,), 0.bias (F,), 0.running_mean …           nn.BatchNorm1d, nn.BatchNorm2d
0.weight (F,), 0.bias (F,)                             nn.LayerNorm
"""

import re
from collections.abc import Mapping
from typing import Any

from core.datasets.scaling import UNSCALED
from core.weights.parts import Part, Weights, WeightsError, batch_norm, checked, conv, dense, layer_norm

SUFFIXES = ("weight", "bias", "running_mean", "running_var", "num_batches_tracked")
FEW = 60  # parts that are put in order by trying


def is_state_dict(names) -> bool:
    """Whether these are the names of a state_dict."""
    return bool(names) and all(name.rpartition(".")[2] in SUFFIXES for name in names)


def read(arrays: Mapping[str, Any], said: Mapping[str, str] | None = None) -> Weights:
    """The weights of a state_dict, in the order of the chain. Raises WeightsError."""
    modules: dict[str, dict] = {}
    for name in sorted(arrays, key=natural):
        module, _, letter = name.rpartition(".")
        modules.setdefault(module, {})[letter] = arrays[name]
    parts = checked([_part(name, found) for name, found in modules.items()])
    said = dict(said or {})
    first_scales = said.get("scaling", UNSCALED) != UNSCALED  # which the setting says, too; see `core.export`
    return Weights(_in_order(parts)[first_scales:], said)


def natural(name: str) -> list:
    """A key by which fc2 comes before fc10."""
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in re.split(r"(\d+)", name)]


def _part(name: str, found: dict) -> Part:
    weight, bias, mean, variance = (found.get(letter) for letter in SUFFIXES[:4])
    if mean is not None and variance is not None:
        return batch_norm(name, weight, bias, mean, variance)
    if weight is None or weight.ndim not in (1, 2, 4):
        shape = "no weight" if weight is None else f"a weight of {weight.ndim} axes"
        raise WeightsError(f"“{name}” has {shape}: no layer that is known here (linear, convolution, normalisation).")
    if weight.ndim == 2:
        return dense(name, weight.T, bias)
    return (conv if weight.ndim == 4 else layer_norm)(name, weight, bias)


def _in_order(parts) -> tuple[Part, ...]:
    """The parts as they follow each other, each taking what the one before gives.

    A Sequential numbers them; elsewhere names tell little, so of all orders that fit the first is taken in which names
    come as they are counted.
    """
    if len(parts) > FEW:
        return parts

    def on(chain: tuple, left: tuple):
        if not left:
            return chain
        for part in left:
            if not chain or _follows(part, chain):
                rest = tuple(other for other in left if other is not part)
                if found := on((*chain, part), rest):
                    return found
        return None

    numbered = all(part.name.isdecimal() for part in parts)
    return parts if numbered or _chained(parts) else on((), parts) or parts


def _chained(parts) -> bool:
    return all(_follows(part, parts[:k]) for k, part in enumerate(parts) if k)


def _follows(part: Part, chain) -> bool:
    """Whether a part can stand behind this chain."""
    before = chain[-1]
    if part.kind in ("bn", "ln"):
        return before.kind in ("dense", "conv") and part.takes == before.gives
    images = any(other.kind == "conv" for other in chain) and not any(other.kind == "dense" for other in chain)
    if part.kind == "dense" and images:
        return part.takes % before.gives == 0  # flattened: rows × columns of each channel
    return part.takes == before.gives and (part.kind == "dense" or images)
