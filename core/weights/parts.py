"""A file from elsewhere holds one part for each layer that has parameters; here in core's letters and layouts."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from core.storage import StorageError

MOST = 5_000_000  # parameters, as in `Config`
EPSILON = 1e-5  # of both normalisations in core


class WeightsError(StorageError):
    """A file of weights that cannot be used. The message is a sentence for a person."""


class Part(NamedTuple):
    """The parameters of one layer."""

    kind: str  # "dense", "conv", "bn" or "ln"
    name: str  # as the file calls it
    first: Any  # W: (in, out), or (F, C, i, j); or γ (F,)
    second: Any  # b (out,), or β (F,)
    mean: Any = None  # (F,), of "bn" alone
    variance: Any = None  # (F,)

    @property
    def takes(self) -> int:
        """How many numbers or channels it takes in."""
        return self.first.shape[1] if self.kind == "conv" else len(self.first)

    @property
    def gives(self) -> int:
        """How many numbers or channels it hands on."""
        return len(self.second)


@dataclass(frozen=True)
class Weights:
    """What was read: the parts in the order of the chain, and what the file says besides."""

    parts: tuple[Part, ...]
    said: dict[str, str] = field(default_factory=dict)  # the file's own word for settings of `Config`
    channels_last: bool = False  # whether its images are rows × columns × channels
    remarks: tuple[str, ...] = ()  # sentences for a person


def dense(name: str, W, b=None) -> Part:
    """W (in, out)."""
    return Part("dense", name, W, np.zeros(W.shape[1], W.dtype) if b is None else b)


def conv(name: str, W, b=None) -> Part:
    """W (F, C, i, j)."""
    return Part("conv", name, W, np.zeros(len(W), W.dtype) if b is None else b)


def batch_norm(name: str, gamma, beta, mean, variance, epsilon: float = EPSILON) -> Part:
    """Another ε is made up for in σ², since √(σ² + ε) is all that it is used in."""
    gamma, beta = (fill if given is None else given for given, fill in ((gamma, mean**0), (beta, 0 * mean)))
    return Part("bn", name, gamma, beta, mean, variance + (epsilon - EPSILON))


def layer_norm(name: str, gamma, beta) -> Part:
    return Part("ln", name, gamma, 0 * gamma if beta is None else beta)


def checked(parts) -> tuple[Part, ...]:
    """The parts, each with arrays of finite numbers that fit each other. Raises WeightsError."""
    for part in parts:
        arrays = [array for array in part[2:] if array is not None]
        outputs = part.first.shape[1] if part.kind == "dense" else len(part.first)
        if any(array.shape != (outputs,) for array in arrays[1:]):
            raise WeightsError(f"The arrays of “{part.name}” do not fit each other: {', '.join(map(_shape, arrays))}.")
        if not all(np.isfinite(array).all() for array in arrays):
            raise WeightsError(f"“{part.name}” holds numbers that are not finite: its training diverged.")
    if not parts:
        raise WeightsError("It holds no weights of a layer that is known here.")
    return tuple(parts)


def _shape(array) -> str:
    return " × ".join(map(str, array.shape)) or "one number"


def spelled(parts) -> str:
    """The architecture as far as dense layers and normalisations tell it, with “?” for each activation.

    Of a convolution neither stride nor padding nor what is pooled after it can be read off its weights.
    """
    words = [str(parts[0].takes)]
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        words.append(str(part.gives) if part.kind == "dense" else part.kind)
        if after is not None and after.kind == "dense":
            words.append("?")
    return "-".join(words)
