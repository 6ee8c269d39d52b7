"""Bring the arrays of your own backward pass, and hear which is the first that is wrong, and what is wrong with it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from core.diagnosis.answer import Diagnosis
from core.diagnosis.given import GivenError, Names, is_turned, labels_of, laid_out, rows
from core.diagnosis.masks import masked
from core.diagnosis.order import NEW, all_names, arrays, one_pass, targets
from core.diagnosis.rounding import ALLOWED, tolerances, unit_roundoff
from core.diagnosis.search import search
from core.diagnosis.stepping import Update
from core.network import Network


def diagnose(network, theta, x, y, given: Mapping[str, Any], update: Update | None = None) -> Diagnosis:
    """Compare the arrays of somebody's pass with core's, and find the mistake that explains what differs.

    `network` is a Network or its text, `theta` all parameters as one vector (P,), x rows (N, in), y labels (N,) or rows
    of targets (N, K). `given` has their arrays, by core's names or PyTorch's (`dW1`, `dz2`, `0.weight.grad`): any
    subset. `update` says which step followed, where `W1_new` … are among them. Raises GivenError.
    """
    network = Network.from_text(network) if isinstance(network, str) else network
    theta, x = np.asarray(theta), np.asarray(x)
    if theta.shape != (network.size,):
        raise GivenError(f"θ has shape {theta.shape}; {network} has {network.size:,} parameters.")
    names = Names(network, given)
    found = {of: name for name in given if (of := names.of(name)) is not None and of in all_names(network)}
    turned = is_turned(network, {of: given[name] for of, name in found.items()})
    return compared(network, theta, x, y, given, update, names, dict.fromkeys(found, turned))


def compared(network, theta, x, y, given, update, names: Names, turned: Mapping[str, bool]) -> Diagnosis:
    """The same for names that are known, and the layout that the weights come in."""
    x, own = rows(network, x), all_names(network)
    y = targets(network, labels_of(network, y, len(x)), np.float64)
    found = {of: name for name in given if (of := names.of(name)) in own}
    if update is None:
        found = {of: name for of, name in found.items() if not of.endswith(NEW)}
    unread = tuple(name for name in given if name not in found.values() and not is_read(names, name))
    if not found:
        raise GivenError("There is nothing to compare: give at least one array of your pass, such as dW1, z1 or loss.")
    plain = {name: numbers(name, given[name]) for name in found.values()}
    u = unit_roundoff([a.dtype for a in (*plain.values(), theta, x)])
    theta, x = theta.astype(np.float64), x.astype(np.float64)
    for name, array in (("x", x), ("A parameter", theta), ("labels", y)):
        if not np.isfinite(array).all():
            raise GivenError(f"{name} holds something that is not a finite number, so there is no right pass.")
    network = masked(network, {names.of(name) or name: np.asarray(given[name]) for name in given})
    right = one_pass(network, theta, x, y)
    shapes = arrays(right) | {f"{p.name}{NEW}": p.of(theta) for p in network.parameters}
    theirs = {}
    for of, name in found.items():
        torch = names.is_torch(name) or turned.get(of, False)
        theirs[of] = laid_out(network, of, plain[name], np.shape(shapes[of]), torch).astype(np.float64)
    tolerance = tolerances(right, u) | {"": ALLOWED * u}
    looked, trails = search(network, theta, x, y, theirs, tolerance, update)
    first = next((finding.name for finding in looked.start.findings if not finding.agrees), "")
    best, others = _best(trails, first)
    return Diagnosis(
        network, tuple(looked.start.findings), best.mistakes if best else (), bool(best and best.explains),
        tuple(trail.mistakes for trail in others), looked.trace, found, unread,
    )  # fmt: skip


def is_read(names: Names, name: str) -> bool:
    """Whether it says something else than a value or a gradient: a mask, or what PyTorch keeps of a normalisation."""
    return (names.of(name) or "").startswith("m") or name.endswith((".running_mean", ".running_var", "_tracked"))


def _best(trails, wrong: str):
    """The trail to name, and the others that explain as much: of the fewest mistakes, one at a single place, and there
    where the difference is first seen."""
    explaining = [trail for trail in trails if trail.explains]
    if explaining:
        fewest = min(len(trail.mistakes) for trail in explaining)
        shortest = [trail for trail in explaining if len(trail.mistakes) == fewest]
        first, *others = sorted(shortest, key=lambda trail: [(len(m.places), m.first != wrong) for m in trail.mistakes])
        return first, others
    further = [trail for trail in trails if trail.mistakes]
    return (max(further, key=lambda trail: trail.reached), []) if further else (None, [])


def numbers(name: str, array) -> Any:
    """An array of floating-point numbers, as it is. Raises GivenError."""
    array = np.asarray(array)
    if array.dtype.kind not in "fiub" or array.dtype.itemsize > 8:
        raise GivenError(f"{name} holds no real numbers of at most 64 bits.")
    return array if array.dtype.kind == "f" else array.astype(np.float64)
