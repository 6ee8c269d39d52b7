"""Numbers that people printed with a bug in their program, beside what core gives with the same bug planted.

Where their data are known, so are their numbers; where a start was left to chance, the shape of the curve is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.descent import SGD
from core.diagnosis import catalogue, of_optimizer, plant, plant_in_optimizer
from core.diagnosis.stepping import never_cleared
from core.diagnosis.wiring import new_weights, times
from core.losses import Quadratic, SigmoidCrossEntropy
from core.network import Network
from core.optimizers import OPTIMIZERS, take_step
from lessons.published import courses, example


@dataclass(frozen=True)
class Printed:
    """A printed number or several, ours, and what to say where they are not the same to the last digit."""

    what: str
    printed: tuple[str, ...]
    ours: Callable[[], Any]
    because: Callable[[], str] = str

    @property
    def digits(self) -> int:
        """In how many leading digits, at least, ours are the printed ones."""
        found = np.atleast_1d(self.ours())
        return min(same_digits(text, float(number)) for text, number in zip(self.printed, found, strict=True))

    @property
    def of(self) -> int:
        """How many digits are printed, at least."""
        return min(significant(text) for text in self.printed)

    @property
    def met(self) -> bool:
        return all(
            same_digits(text, float(number)) >= significant(text)
            for text, number in zip(self.printed, np.atleast_1d(self.ours()), strict=True)
        )


def significant(text: str) -> int:
    """How many digits a number is printed with, without zeros in front."""
    return len(text.lower().partition("e")[0].lstrip("-0.").replace(".", ""))


def same_digits(text: str, number: float) -> int:
    """To how many digits, rounded, a number is the printed one."""
    printed = float(text)
    return max(
        (d for d in range(1, significant(text) + 1) if f"{number:.{d - 1}e}" == f"{printed:.{d - 1}e}"), default=0
    )


@lru_cache
def course() -> tuple[Network, Any, Any, Any]:
    """The network, θ, examples and targets that the exercise draws: seed 1, in this order, units before inputs."""
    draw = np.random.RandomState(1).randn
    x, shapes = draw(4, 3).T, ((5, 4), (5,), (3, 5), (3,), (1, 3), (1,))
    theta = np.concatenate([draw(*shape).T.reshape(-1) for shape in shapes])
    return Network.from_text("4-5-relu-3-relu-1", SigmoidCrossEntropy()), theta, x, np.array([[1.0], [1.0], [0.0]])


def difference(*arrays: str, own_loss: bool = False) -> float:
    """‖g − g′‖ / (‖g‖ + ‖g′‖), with h = 1e-7, where these arrays are wrong.

    `own_loss`: the loss as core writes it, and not as the course does.
    """
    network, theta, x, y = course()
    doubled = next(m for m in catalogue(network) if (m.kind, m.first) == ("factor 2", "dW2"))
    known = {"dW2": doubled, "db1": times(network, "db1", 4)}
    wrong = plant(network, *(known[name] for name in arrays))  # type: ignore[arg-type]

    def loss(theta) -> float:
        if own_loss:
            return float(network.loss.value(network.forward(theta, x)[-1], y))
        p = network.predict(theta, x)
        return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).sum() / len(y))

    g, h = wrong.trace(theta, x, y).gradient, 1e-7
    measured = np.array([(loss(theta + h * e) - loss(theta - h * e)) / (2 * h) for e in np.eye(len(theta))])
    return float(np.linalg.norm(g - measured) / (np.linalg.norm(g) + np.linalg.norm(measured)))


def error_after_a_step(too_soon: bool) -> float:
    """The total error of Mazur's network after a step of its weights."""
    network, theta = example.NETWORK, example.THETA
    wrong = plant(network, new_weights(network, example.RATE)) if too_soon else network
    gradient = wrong.trace(theta, example.X, example.Y).gradient
    return example.loss(theta - example.RATE * gradient * example.WEIGHTS)


def adam(*kinds: str):
    """The first parameters after the sixth step of the assignment."""
    wrong = [m for m in of_optimizer(OPTIMIZERS["adam"]) if m.kind in kinds]
    rule = plant_in_optimizer(OPTIMIZERS["adam"], *wrong)
    memory = courses.spaced(0.6, 0.9, 20), courses.spaced(0.7, 0.5, 20)
    return courses.step(rule, memory, 6, 1e-2)[: 1 if kinds else 3]


SOUGHT = np.array([[-1.30764451, -1.0715373], [-0.67734418, -0.68577709]])  # z − y of the two examples, at the start
SOUGHT_RATE = 0.08284445  # found together, by least squares


def not_zeroed(never: bool = True) -> list[float]:
    """Ten losses of one linear layer whose gradients are never cleared, from the start that was sought."""
    network = Network.from_text("4-2", Quadratic())
    x = np.array([[0.1, 0.2, 0.4, 0.3], [0.2, 0.1, 0.1, 0.3]])
    y = np.array([[1.0, 0.5], [0.7, 0.3]])
    W = np.linalg.pinv(x) @ (SOUGHT + y)
    theta = np.concatenate([W.reshape(-1), np.zeros(2)])
    rule = plant_in_optimizer(SGD(), *[never_cleared()] * never)
    memory, losses = rule.start(theta), []
    for t in range(1, 11):
        trace = network.trace(theta, x, y)
        losses.append(float(trace.loss))
        take_step(theta, rule, trace.gradient, memory, t, SOUGHT_RATE)
    return losses


def rounded(*arrays: str) -> str:
    """Why not all digits of a difference are the printed ones."""
    return (
        "The rest is rounding: near p = 1 the course's log (1 − p) loses digits, and a step of 1e-7 makes that large. "
        f"By core's way to write the loss it is {difference(*arrays, own_loss=True):.8f}."
    )


def by_chance() -> str:
    """Why ten losses are not the printed ones."""
    printed = [float(text) for text in PUBLISHED["down-and-up-again"][0].printed]
    apart = float(np.abs(np.array(not_zeroed()) - printed).max())
    return (
        "Their start was left to chance, and their layer is a model of an analog device with noise. From a start and a "
        f"rate that were sought for it, core's losses fall and climb in the same way, and are at most {apart:.2f} away."
    )


PUBLISHED: dict[str, tuple[Printed, ...]] = {
    "the-course": (
        Printed("dW2 doubled and db1 times four", ("0.285093156781",), lambda: difference("dW2", "db1"),
                lambda: rounded("dW2", "db1")),
        Printed("dW2 doubled alone", ("0.17344196893",), lambda: difference("dW2"),
                lambda: rounded("dW2")),
        Printed("nothing wrong", ("1.1e-9",), lambda: difference(own_loss=True)),
    ),
    "other-than-in-the-book": (
        Printed("total error after a step, as printed", ("0.291027924",), lambda: error_after_a_step(True)),
    ),
    "too-long-then-too-short": (
        Printed("next w, t counted right", ("-0.40094747", "-0.34836187", "-0.29577703"), adam),
        Printed("next w, t one too early", ("-0.40098988",), lambda: adam("t one too early")),
    ),
    "down-and-up-again": (
        Printed("ten losses of a layer of 4 inputs and 2 outputs",
                ("1.03", ".82", ".47", ".20", ".06", ".09", ".28", ".53", ".75", ".87"), not_zeroed,
                by_chance),
    ),
}  # fmt: skip
