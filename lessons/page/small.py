"""A network small enough to be worked out by hand has every step of a large one.

2-2-2, whole numbers       one example; every number of the pass is a whole one of one digit, but the loss
2-2-2, two examples        the same network with a mini-batch: the 1/N of the mean, and a unit that is off for one
2-2-2, Mazur's             Matt Mazur, “A Step by Step Backpropagation Example”, 2015
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.given import Given, given, read_text
from core.losses import LOSSES
from core.network import Network


@dataclass(frozen=True)
class Small:
    """A network with its numbers, and the learning rate of a step that suits it."""

    name: str  # on a button
    about: str  # what it is for, in a sentence
    network: str
    numbers: str  # as `core.given` reads them
    rate: float
    loss: str = "quadratic"

    def query(self) -> dict[str, str]:
        """Where the stepper shows it, with its numbers to be filled in."""
        own = {"network": self.network, "loss": self.loss, "given": self.numbers}
        return own | {"steps": f"sgd,{self.rate:g}", "fill": "true"}

    def given(self) -> Given:
        return given(Network.from_text(self.network, LOSSES[self.loss]), read_text(self.numbers))


WEIGHTS = "W1:1,-1,1,2~b1:0,-1~W2:1,2,2,-1~b2:-2,1"

SMALL: Mapping[str, Small] = {
    "whole": Small(
        "2-2-2 in whole numbers",
        "One example, and nothing but whole numbers of one digit: forward, backward and the update by hand.",
        "2-2-relu-2",
        f"x:1,2~y:4,7~{WEIGHTS}",
        0.01,
    ),
    "two": Small(
        "2-2-2 with two examples",
        "The same weights with a mini-batch of two: the mean brings its 1/N, and a unit is off for one of them.",
        "2-2-relu-2",
        f"x:1,2,2,-1~y:3,9,-3,1~{WEIGHTS}",
        0.01,
    ),
    "mazur": Small(
        "Mazur's 2-2-2",
        "The example with sigmoids that a hundred courses print: 0.05 and 0.10 in, 0.01 and 0.99 wanted.",
        "2-2-sigmoid-2-sigmoid",
        "x:0.05,0.1~y:0.01,0.99~W1:0.15,0.25,0.2,0.3~b1:0.35,0.35~W2:0.4,0.5,0.45,0.55~b2:0.6,0.6",
        0.5,
    ),
}
