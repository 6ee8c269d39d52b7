"""A step before it is taken: a rate that fits, the loss on the way along it, and what it does to everybody else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from core.network import Network, Trace
from dashboard.data.drawing import write_levels
from dashboard.shared.steppable import work_of_pass
from dashboard.views.step.by_hand import Steps, propose
from dashboard.views.step.subject import Choice
from lessons.page.one_step import Readings, fitting_rate

FINE, COARSE = 40, 10  # points for the length of the step
REACH = -2, 12  # tenths of the step, from a little before it to a little beyond
DRAWN = 60_000_000  # the work of a curve that is still drawn with all its points
JUDGED = 800_000_000  # the work of passes, counted as `steppable` does, up to which everybody else is asked
AT_ONCE = 2_000  # digits in a batch
PICTURES = 8  # of the digits that changed most


def chosen_rate(trace: Trace, steps: Steps, memory: tuple) -> float:
    """A rate at which the slope promises no loss below 0. Every optimizer's step grows as its rate does."""
    unit = propose(trace, steps.proposing(steps.optimizer, 1.0), memory)
    return fitting_rate(unit.before, float(trace.gradient @ unit.step))


def curve(trace: Trace, step) -> list[list[float]]:
    """[share of the step, loss after it], from a little before the step to a little beyond."""
    network, x = trace.network, trace.values[0]
    work = (work_of_pass(network, len(trace.y)) + 4 * network.size) * FINE
    points = FINE if work <= DRAWN else COARSE
    low, high = (end * points // 10 for end in REACH)
    shares = [k / points for k in range(low, high + 1)]
    return [[t, float(network.loss.value(network.forward(trace.theta + t * step, x)[-1], trace.y))] for t in shares]


@dataclass(frozen=True)
class Ask:
    """What everybody else is asked about: the same words, the same answer."""

    words: str
    theta: Any = field(compare=False)
    step: Callable[[], Any] = field(compare=False)  # Δθ, worked out where nobody has asked yet
    choice: Choice = field(compare=False)


def how_many(network: Network, digits: int) -> int:
    """How many of the digits are judged: all of them, or as many hundreds as there is time for."""
    for_hundred = work_of_pass(network, 100)
    return digits if for_hundred * digits <= 100 * JUDGED else min(digits, max(1, JUDGED // for_hundred) * 100)


@lru_cache(maxsize=4)  # few, for each keeps its θ
def everybody(ask: Ask) -> dict[str, Any]:
    """What the step does to the test digits, as the network in use reads them, and to which of them most."""
    choice = ask.choice
    network = choice.subject.network.in_use()
    count = how_many(network, choice.tests)
    found = Readings.of(network, (ask.theta, ask.theta + ask.step()), _batches(choice, count))
    taken = range(choice.index - choice.own, choice.index - choice.own + choice.together)
    changed = [int(n) for n in found.most_changed(PICTURES + choice.together) if n not in taken][:PICTURES]
    return {
        "count": count,
        "of": choice.tests,
        "right": [int(found.was_right.sum()), int(found.is_right.sum())],
        "loss": [found.loss_before, found.loss_after],
        "less": found.less,
        "lost": len(found.lost),
        "gained": len(found.gained),
        "changed": [_one(choice, found, n) for n in changed],
    }


def _batches(choice: Choice, count: int) -> Iterator[tuple[Any, Any]]:
    """The first test digits, some at a time."""
    subject = choice.subject
    for start in range(0, count, AT_ONCE):
        n = min(AT_ONCE, count - start)
        here = choice.own + start  # after the images of one's own
        yield subject.images(here, n), subject.labels[here : here + n]


def _one(choice: Choice, found: Readings, n: int) -> dict[str, Any]:
    """One digit: what its truth got, and what it is taken for."""
    return {
        "digit": n,
        "label": int(found.labels[n]),
        "truth": [float(found.truth_before[n]), float(found.truth_after[n])],
        "read": [int(found.before[n].argmax()), int(found.after[n].argmax())],
        "ink": write_levels(choice.subject.ink(choice.subject.images(n + choice.own, 1)[0])),
    }
