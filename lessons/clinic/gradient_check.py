"""A gradient check shows where a backward pass begins to be wrong: some arrays leave the diagonal, others do not."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.checks import complex_step, each_parameter, off_the_kinks
from core.diagnosis import Mistake, plant, plant_in_digits, plant_in_training
from core.diagnosis.words import spelled
from core.network import Network
from core.run import Run
from lessons.clinic.course import SEEN, digits_of
from lessons.clinic.patient import Patient

MOST = 600  # numbers of one array that are compared
AGREES = 1e-7  # relative: far above rounding, far below any mistake


@dataclass(frozen=True, eq=False)
class Checked:
    """One array of the gradient: what the loss says of some of its numbers, and what the backward pass says."""

    name: str  # "dW1"
    numeric: Any  # (n,)
    analytic: Any  # (n,)
    size: int

    @property
    def error(self) -> float:
        """The largest difference, relative to the largest of these numbers."""
        apart = np.abs(self.numeric - self.analytic).max(initial=0)
        largest = np.abs([self.numeric, self.analytic]).max(initial=0)
        return float(apart / largest) if largest else 0.0

    @property
    def furthest(self) -> tuple[float, float]:
        """The two numbers that are most apart: as the loss has it, and as the pass does."""
        at = int(np.abs(self.numeric - self.analytic).argmax())
        return float(self.numeric[at]), float(self.analytic[at])

    @property
    def agrees(self) -> bool:
        return self.error < AGREES

    def told(self) -> str:
        """How it differs: by one factor, if it is one."""
        if self.agrees:
            return "agrees" if np.any(self.analytic) or np.any(self.numeric) else "agrees: all of it is 0"
        if not np.isfinite(self.analytic).all():
            return "no number"
        if not np.any(self.numeric):
            return "not 0, though the loss does not depend on it"
        c = float((self.analytic * self.numeric).sum() / (self.numeric * self.numeric).sum())
        if np.abs(self.analytic - c * self.numeric).max() < AGREES * np.abs(self.analytic).max():
            return f"{spelled(c)} times as much, all over"
        return "differs, by no one factor"


@dataclass(frozen=True, eq=False)
class Beginning:
    """What every gradient of a patient is worked out from: its first θ, and the first digits that it is shown."""

    theta: Any
    x: Any
    labels: Any


@lru_cache(maxsize=64)
def beginning(patient: Patient) -> Beginning:
    """In float64, a little off the kinks, where a loss has two slopes."""
    config = patient.config
    seen = plant_in_digits(digits_of(config.examples), *patient.mistakes).train
    theta = Run.start(plant_in_training(config, *patient.mistakes), np.float64).theta
    theta = off_the_kinks(patient.healthy, theta, np.random.default_rng(config.seed))
    return Beginning(theta, seen.images[:SEEN].astype(np.float64), seen.labels[:SEEN])


@lru_cache(maxsize=64)
def gradient_check(patient: Patient) -> tuple[Checked, ...]:
    """Array by array, as a person with this patient's program would see it."""
    network, at = patient.network, beginning(patient)
    rng, found = np.random.default_rng(0), []
    with np.errstate(all="ignore"):
        gradient = network.trace(at.theta, at.x, at.labels).gradient
        for p in network.parameters:
            which = p.start + _worth_a_look(p.of(gradient), rng)
            numeric = each_parameter(network, at.theta, at.x, at.labels, which)
            found.append(Checked(f"d{p.name}", numeric, gradient[which], p.size))
    return tuple(found)


def _worth_a_look(d, rng):
    """Some of an array's numbers: of those that are not 0, and where there are few, of all."""
    moving = np.flatnonzero(d.reshape(-1))
    which = moving if len(moving) >= min(MOST, d.size) else np.arange(d.size)
    return np.sort(rng.choice(which, min(MOST, len(which)), replace=False))


def gradient_of(network: Network, at: Beginning) -> Any:
    """∂L/∂θ as this network works it out."""
    with np.errstate(all="ignore"):
        return network.trace(at.theta, at.x, at.labels).gradient


def leave_the_diagonal(patient: Patient, *mistakes: Mistake) -> frozenset[str]:
    """The arrays that would differ from what the loss says, if these were the patient's mistakes.

    Along one random direction in each array, which no mistake is likely to be at right angles to.
    """
    at, network = beginning(patient), plant(patient.healthy, *mistakes)
    gradient, rng, found = gradient_of(network, at), np.random.default_rng(1), set()
    with np.errstate(all="ignore"):
        for p in network.parameters:
            direction = np.zeros(network.size)
            direction[p.slice] = rng.standard_normal(p.size)
            measured = complex_step(network, at.theta, at.x, at.labels, direction)
            worked_out = float(gradient @ direction)
            if not abs(measured - worked_out) <= AGREES * max(abs(measured), abs(worked_out)):
                found.add(f"d{p.name}")
    return frozenset(found)
