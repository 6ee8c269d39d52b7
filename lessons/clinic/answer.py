"""Whoever names a line hears why it is this one, or what the patient would show if it were: both are tried out."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.diagnosis import Mistake
from core.diagnosis.planting import plant
from core.diagnosis.words import listed
from core.network import Network
from lessons.clinic.course import Course, course, trained
from lessons.clinic.gradient_check import Beginning, beginning, gradient_of, leave_the_diagonal
from lessons.clinic.patient import Patient
from lessons.clinic.places import Place, mistakes_at
from lessons.clinic.signs import plain


@dataclass(frozen=True)
class Answer:
    """Whether it is the line, and why or why not."""

    right: bool
    words: str


@lru_cache(maxsize=512)
def answer(patient: Patient, place: Place) -> Answer:
    """What is said to whoever names this line."""
    if place in (wrong for wrong, _ in patient.changed):
        return Answer(True, f"{_in_words(patient)}.")
    return Answer(False, why_not(patient, place))


def _in_words(patient: Patient) -> str:
    told = [
        f"in {listed(m.places or (m.first,))}, {m.words}" if m.of == "network" else m.words for m in patient.mistakes
    ]
    words = "; and ".join(dict.fromkeys(told))
    return words if words.startswith("t ") else words[0].upper() + words[1:]  # t is a letter of Adam's


@lru_cache(maxsize=512)
def tried(patient: Patient, place: Place) -> tuple[Mistake, ...]:
    """The mistakes that are tried at a line: at all arrays that it makes, unless the patient's is wrong in one alone;
    and those that change nothing here, as the slope of a ReLU taken at a, are none."""
    known = mistakes_at(place, patient.config.build_network(), patient.config.build_optimizer())
    everywhere = {mistake.kind for mistake in known if mistake.places}
    known = tuple(m for m in known if patient.only or m.places or m.kind not in everywhere)
    at = beginning(patient)
    right = _pass(patient.healthy, at)
    return tuple(
        m for m in known if m.kind in place.kinds or not np.array_equal(_pass(plant(patient.healthy, m), at), right)
    )


def _pass(network: Network, at: Beginning):
    """What a network makes of a batch, all its numbers: the loss and the gradient."""
    with np.errstate(all="ignore"):
        found = network.trace(at.theta, at.x, at.labels)
    return np.append(found.gradient, found.loss)


def why_not(patient: Patient, place: Place) -> str:
    """What speaks against a line: the arrays that its mistakes move, then how near they come, then how they train."""
    mistakes = tried(patient, place)
    how_many = f"each of the {len(mistakes)} mistakes tried there"
    if len(mistakes) == 1:
        how_many = f"the mistake tried there (“{mistakes[0].kind}”)"
    own = leave_the_diagonal(patient, *patient.mistakes)
    sets = [leave_the_diagonal(patient, mistake) for mistake in mistakes]
    order = [f"d{p.name}" for p in patient.network.parameters]
    spared = [name for name in order if name in own and not any(name in found for found in sets)]
    moved = [name for name in order if name not in own and all(name in found for found in sets)]
    if spared:
        return (
            f"Here {listed(spared)} {'leave' if len(spared) > 1 else 'leaves'} the diagonal. With that line wrong "
            f"{'they' if len(spared) > 1 else 'it'} would not: {how_many} leaves {_them(spared)} right."
        )
    if moved:
        return (
            f"With that line wrong, {listed(moved)} would leave the diagonal: {how_many} moves {_them(moved)}. "
            f"Here {'they agree' if len(moved) > 1 else 'it agrees'}."
        )
    if not own and all(sets):
        return f"With that line wrong, the gradient check would fail: {how_many} moves some array. Here all agree."
    if own:
        nearest, distance = _nearest_gradient(patient, mistakes)
        return (
            f"The same arrays could leave the diagonal if that line were wrong, but not to where they are: with "
            f"{how_many} the gradient is another one. The nearest is “{nearest.kind}”, and it is {distance:.0%} away."
        )
    return _of_training(patient, mistakes, how_many)


def _nearest_gradient(patient: Patient, mistakes: tuple[Mistake, ...]) -> tuple[Mistake, float]:
    """The mistake whose gradient is the nearest to the patient's, and how far that is, relative to it."""
    at = beginning(patient)
    own = gradient_of(patient.network, at)

    def distance(mistake: Mistake) -> float:
        found = gradient_of(plant(patient.healthy, mistake), at)
        apart = float(np.linalg.norm(found - own) / np.linalg.norm(own))
        return apart if np.isfinite(apart) else np.inf

    nearest = min(mistakes, key=distance)
    return nearest, distance(nearest)


def _of_training(patient: Patient, mistakes: tuple[Mistake, ...], how_many: str) -> str:
    own = course(patient)
    others = {mistake: trained(patient.config, (mistake,)) for mistake in mistakes}
    nearest = min(others, key=lambda mistake: apart(own, others[mistake]))
    which = f"With the mistake tried there (“{nearest.kind}”)"
    if len(mistakes) > 1:
        which = f"With the nearest of the {len(mistakes)} mistakes tried there (“{nearest.kind}”)"
    return (
        f"The gradient check would pass with that line wrong, too. But the training would be another one. {which} it "
        f"{_goes(others[nearest])}; here it {_goes(own)}."
    )


def apart(one: Course, other: Course) -> float:
    """How far two trainings are apart: the mean distance of their losses, of accuracies, and of the steps' lengths."""
    n = min(len(one.losses), len(other.losses))
    k = min(len(one.accuracy), len(other.accuracy))
    if n == 0 or k == 0 or bool(one.diverged) != bool(other.diverged):
        return np.inf
    with np.errstate(all="ignore"):
        losses = np.abs(np.log(one.losses[:n] / other.losses[:n])).mean()
        steps = np.abs(np.log(one.lengths[:n] / other.lengths[:n])).mean()
    return float(
        np.nan_to_num(losses, nan=0) + np.abs(one.accuracy[:k] - other.accuracy[:k]).mean() + np.nan_to_num(steps)
    )


def _goes(found: Course) -> str:
    """How a training goes, in a few numbers."""
    if not len(found.lengths):
        return "has a first loss that is no number"
    first = f"takes steps of length {', '.join(plain(length) for length in found.lengths[:3])} at first, and "
    if found.diverged:
        return f"{first}has a loss that is no number at step {found.diverged}"
    return f"{first}ends with a loss of {plain(found.last)} and {percent_of(found)} of the digits read"


def percent_of(found: Course) -> str:
    """The share of the digits held back that are read at the end."""
    return f"{100 * found.accuracy[-1]:.1f} %"


def _them(names) -> str:
    return "them" if len(names) > 1 else "it"
