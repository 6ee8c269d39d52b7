"""A pass is fixed by a network, its parameters and the examples it is shown: whoever has these can have it checked.

    x (N, in)    y (N, classes), or labels (N,)    W1 (in, out), b1 (out,), W2 …    under the names of `core`

They come as arrays, as an `.npz` file, or as text: `x:0.05,0.1~y:0.01,0.99~W1:0.15,0.25,0.2,0.3~b1:0.35,0.35`, each
array row by row. What is left out is drawn from a seed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np

from core.datasets.archive import TEXT, Archive, Refused
from core.initializers import initialize
from core.network import Network

MOST = 20_000_000  # parameters, and numbers of one array of a file
EXAMPLES = ("x", "y", "labels")
NUMBERS = re.compile(r"[\w′]{1,12}:[-+.,0-9eE]+(~[\w′]{1,12}:[-+.,0-9eE]+)*")


class GivenError(ValueError):
    """Numbers that do not fit the network, or cannot be read. The message is a sentence for a person."""


@dataclass(frozen=True, eq=False)
class Given:
    """A network with its numbers in float64, and the examples that it is shown."""

    network: Network
    theta: Any  # (P,)
    x: Any  # (N, in)
    y: Any  # rows of targets (N, classes), or labels (N,): what `Network.trace` takes
    drawn: tuple[str, ...] = ()  # what was left out, and drawn by the seed

    def trace(self):
        return self.network.trace(self.theta, self.x, self.y)


def given(network: Network, arrays: Mapping[str, Any], seed: int = 0) -> Given:
    """The pass that `arrays` fix: each in its own shape, or as one row of numbers. Raises GivenError."""
    if network.size > MOST:
        raise GivenError(f"That network has {network.size:,} parameters; the limit is {MOST:,}. Make a layer smaller.")
    names = [parameter.name for parameter in network.parameters]
    for name in arrays:
        if name not in (*EXAMPLES, *names):
            raise GivenError(f"{network} has no “{name[:20]}”: there are {', '.join((*EXAMPLES, *names))}.")
    rng = np.random.default_rng((seed, 7))  # its own stream: the initialisation draws from (seed, 0)
    filled = initialize(network, "he", seed, np.float64)
    for parameter in network.parameters:
        if parameter.name in arrays:
            parameter.of(filled)[...] = _shaped(parameter.name, arrays[parameter.name], parameter.shape)
    drawn = tuple(name for name in names if name not in arrays)
    if "x" in arrays:
        x = _rows("x", arrays["x"], prod(network.input_shape))
    else:
        x, drawn = rng.standard_normal((_counted(network, arrays), *network.input_shape)), ("x", *drawn)
    if "y" in arrays and "labels" in arrays:
        raise GivenError("Both y and labels are given: leave one of them out.")
    if "y" in arrays:
        y = _rows("y", arrays["y"], network.classes)
    elif "labels" in arrays:
        y = _labels(arrays["labels"], network.classes)
    else:
        y, drawn = rng.integers(0, network.classes, len(x)), ("labels", *drawn)
    if len(y) != len(x):
        raise GivenError(f"x has {len(x):,} examples, the targets have {len(y):,}: one row of each belongs together.")
    return Given(network, filled, x, y, drawn)


def read_text(text: str) -> dict[str, Any]:
    """The arrays in a text, each as one row of numbers. Raises GivenError."""
    plain = "".join(text.replace("−", "-").split())
    if not plain:
        return {}
    if not NUMBERS.fullmatch(plain):
        raise GivenError(
            "These numbers cannot be read. Write a name, a colon and its numbers row by row, then ~ and the next: "
            "x:0.05,0.1~y:0.01,0.99~W1:0.15,0.25,0.2,0.3"
        )
    found = {}
    for part in plain.split("~"):
        name, numbers = part.split(":")
        try:
            found[name] = np.array([float(number) for number in numbers.split(",")])
        except ValueError:
            raise GivenError(f"One of the numbers of {name} cannot be read: {numbers[:40]}") from None
    return found


def write_text(arrays: Mapping[str, Any]) -> str:
    """The text of these arrays, to the last digit."""
    return "~".join(f"{name}:{','.join(map(_plain, np.ravel(array).tolist()))}" for name, array in arrays.items())


def read_file(path: Path, most: int = MOST) -> tuple[dict[str, Any], dict[str, str]]:
    """The arrays of an `.npz` file, none of more than `most` numbers, and its texts, such as network and loss.

    Raises GivenError, before it takes more memory than that.
    """
    try:
        with open(path, "rb") as raw:
            return read_archive(Archive(raw, any_order=True), most)
    except FileNotFoundError:
        raise GivenError(f"{path.name} does not exist.") from None
    except GivenError as error:
        raise GivenError(f"In {path.name}, {error}") from None
    except Exception:  # damage makes zipfile, zlib and NumPy raise a dozen kinds
        raise GivenError(
            f"{path.name} is not an .npz file, or it is damaged. np.savez writes one: np.savez('mine.npz', x=x, y=y, "
            "W1=W1, b1=b1)"
        ) from None


def read_archive(archive: Archive, most: int = MOST) -> tuple[dict[str, Any], dict[str, str]]:
    """The arrays and the texts of an opened file. Raises GivenError, before it takes more memory than two of them."""
    arrays: dict[str, Any] = {}
    texts: dict[str, str] = {}
    try:
        kinds = archive.kinds(16 * most + TEXT)
    except Refused as error:
        raise GivenError(f"there is too much: it {error}") from None
    for name, (dtype, shape) in kinds.items():
        if dtype.kind == "U":
            texts[name] = archive.text(name)
        elif dtype.kind not in "fiub":
            raise GivenError(f"{name} holds no real numbers.")
        elif prod(shape) > most:
            raise GivenError(f"{name} has {prod(shape):,} numbers; the limit is {most:,}.")
        else:
            arrays[name] = archive.array(name)
    return arrays, texts


def _plain(number: float) -> str:
    return f"{number:.0f}" if number == round(number) and abs(number) < 1e15 else repr(number)


def _shaped(name, array, shape):
    """`array` in float64 and in this shape, which a single row of as many numbers takes too."""
    array = np.asarray(array, np.float64)
    if array.shape != shape and not (array.ndim == 1 and array.size == prod(shape)):
        turned = array.ndim == 2 and array.shape[::-1] == shape
        advice = f" Its rows belong to the inputs here: hand in {name}.T." if turned else ""
        raise GivenError(f"{name} is {_spelled(array.shape)}; this network's is {_spelled(shape)}.{advice}")
    return _finite(name, array.reshape(shape))


def _rows(name, array, width):
    """`array` as examples of so many numbers."""
    array = np.asarray(array, np.float64)
    fits = array.size and (array.size % width == 0 if array.ndim == 1 else array.shape[1:] == (width,))
    if not fits:
        raise GivenError(f"{name} is {_spelled(array.shape)}; each example of it has {width:,} here.")
    return _finite(name, array.reshape(-1, width))


def _labels(array, classes):
    array = np.asarray(array, np.float64).reshape(-1)
    if not array.size or (array != np.round(array)).any() or not ((array >= 0) & (array < classes)).all():
        raise GivenError(f"Labels are whole numbers from 0 to {classes - 1}, one an example.")
    return array.astype(int)


def _counted(network, arrays) -> int:
    """How many examples the targets are of; one where there are none."""
    if "labels" in arrays:
        return np.size(arrays["labels"])
    return max(1, np.size(arrays["y"]) // network.classes) if "y" in arrays else 1


def _finite(name, array):
    if not np.isfinite(array).all():
        raise GivenError(f"{name} holds something that is not a finite number.")
    return array


def _spelled(shape) -> str:
    if not shape:
        return "one number"
    return " × ".join(f"{size:,}" for size in shape) + (" numbers" if len(shape) == 1 else "")
