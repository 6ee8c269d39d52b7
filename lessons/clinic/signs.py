"""What else can be seen of a network in training: units that are silent or alike, biases, how sure it is."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from core.diagnosis.bending import is_kinked
from core.layers import Activate
from lessons.clinic.course import Course
from lessons.engine.forms.powers import printed

SAME = 1e-3  # relative: how far training lets rounding grow


class Sign(NamedTuple):
    """Something that was looked at, and what was seen."""

    what: str
    seen: str


def plain(number) -> str:
    """Three digits of a number."""
    return printed(float(number), ".3g")


def signs(found: Course) -> list[Sign]:
    """The signs of a network at the end of its training, on the digits held back."""
    with np.errstate(all="ignore"):
        return list(_signs(found))


def _signs(found: Course) -> Iterator[Sign]:
    run, network = found.run, found.run.network
    shown = found.seen.images
    yield Sign("pixels that it learns from", f"from {plain(shown.min())} to {plain(shown.max())}")
    yield Sign("classes among the first labels", _listed_classes(found.seen.labels))
    first = ", ".join(plain(length) for length in found.lengths[:3]) or "none"
    yield Sign("length of the first steps, ‖Δθ‖", first)
    if len(found.lengths) > 3:
        yield Sign("and of the last", plain(found.lengths[-1]))
    if not np.isfinite(run.theta).all():
        yield Sign(
            "parameters that are no numbers", f"{np.count_nonzero(~np.isfinite(run.theta)):,} of {run.theta.size:,}"
        )
        return
    for p in network.parameters:
        array = p.of(run.theta)
        if p.letter == "b":
            alike = len(array) > 1 and np.ptp(array) <= 1e-6 * np.abs(array).max()
            seen = f"all {plain(array[0])}" if alike else f"from {plain(array.min())} to {plain(array.max())}"
            yield Sign(f"biases {p.name}", seen)
        elif p.letter == "W":
            columns = array if array.ndim == 2 else array.reshape(len(array), -1).T
            different, units = _different(columns), columns.shape[1]
            alike = "no two units alike" if different == units else f"{different} different among {units} units"
            yield Sign(f"weights {p.name}", f"spread {plain(array.std())}; {alike}")
    values = network.forward(run.theta, found.held.images)
    for k, layer in enumerate(network.layers):
        if isinstance(layer, Activate) and is_kinked(layer.activation):
            a = values[k + 1]
            lives = a.any(axis=0 if a.ndim == 2 else (1, 2, 3))
            silent = f"{np.count_nonzero(~lives)} of {len(lives)}"
            yield Sign(f"units of {network.wires[k + 1]} that are 0 for every digit", silent)
    p_held = network.loss.output(values[-1])
    yield Sign("mean of the largest probability", plain(np.mean(p_held.max(axis=1))))
    sums = p_held.sum(axis=1)
    if np.abs(sums - 1).max() > 1e-3:
        yield Sign("sum of the probabilities of a digit", f"from {plain(sums.min())} to {plain(sums.max())}")
    yield Sign("classes that it ever answers", _listed_classes(p_held.argmax(axis=1)))


def _different(columns) -> int:
    """How many columns are no others' twins, but for rounding."""
    most = SAME * np.abs(columns).max()
    kept: list = []
    for column in columns.T:
        if not any(np.abs(column - other).max() <= most for other in kept):
            kept.append(column)
    return len(kept)


def _listed_classes(labels) -> str:
    found = np.unique(labels)
    return f"{len(found)}: {', '.join(map(str, found))}"
