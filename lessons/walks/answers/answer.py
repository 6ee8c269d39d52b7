"""One digit got an answer for each class: how that is said, how wrong it is, and whose blame."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from lessons.page.blocks import printed
from lessons.page.counted import article
from lessons.page.stop import Graph, share, three

ONE_NUMBER = "To get better, a network needs one number that says how wrong it was: the *loss*, L."
AT_THE_END = "Go to the end, where the question is easiest: nothing but the loss comes after."
LOGARITHM = (
    "Why a logarithm? To be only half as sure of the truth costs the same everywhere, 0.69: from 50 to 25 % as from 2 "
    "to 1 %. The second is a far shorter way, for the same price, so the loss is steeper there; and it should be: "
    "who gives the truth next to nothing has all but ruled it out."
)


@dataclass(frozen=True)
class Answer:
    """What one digit got."""

    z: Any  # (K,): what the loss is handed
    p: Any  # (K,)
    truth: int
    rival: int  # the largest of the others
    loss: float  # of this digit alone

    become: ClassVar[str]  # "These last ten numbers …"
    sheet: ClassVar[str]  # what they are called on the stage
    array: ClassVar[str] = "p"  # as what they are drawn there: "p" as parts of 1
    letters: ClassVar[str]  # in the equation of the loss
    letters_of_p: ClassVar[str] = ""
    part_of_loss: ClassVar[str]  # why one question about them has an answer
    numbers: ClassVar[str] = "sums"  # what the loss is handed
    axis: ClassVar[str]
    costs: ClassVar[Callable]  # p of the truth → its part of the loss

    def said(self, k: int, p=None) -> str:
        """What class k got, here or in another pass."""
        p = self.p if p is None else p
        return share(p[k], "truth" if k == self.truth else "value")

    @property
    def named(self) -> str:
        """The truth, with its article."""
        return f"{article(self.truth)} [{self.truth}]{{truth}}"

    @property
    def reach(self) -> tuple[float, float]:
        """From which p of the truth to which the loss is drawn."""
        return min(0.005, self.p[self.truth]), 1

    @property
    def blames(self):
        return self.p - (np.arange(len(self.p)) == self.truth)

    def at_first(self) -> tuple[str, ...]:
        """What to expect of it before anything was learned."""
        return ()

    def sure(self) -> str:
        """What it took the digit for."""
        raise NotImplementedError

    def how_wrong(self) -> tuple[str, ...]:
        raise NotImplementedError

    def made(self) -> tuple[str, tuple[str, ...]] | None:
        """How what the loss is handed becomes what was got: a title and what is said, where there is anything to
        say."""
        raise NotImplementedError

    def slopes(self) -> tuple[str, str]:
        """Why the slope of the loss is p − y: for one that should be 0, and for the truth."""
        raise NotImplementedError

    def blame(self) -> tuple[str, ...]:
        """Why the blame is p − y."""
        one = self.numbers.removesuffix("s")
        return (
            *self.slopes(),
            "Each slope is **what its digit got, p, less what it should have got, y**: 1 for the truth, 0 for the "
            f"rest. We call it the *blame* of that {one}"
            + ("; books say" if one == "sum" else ". For that of a sum, books say")
            + f" *error signal* and write δ. If it is positive, the {one} was too large; if negative, too small.",
        )

    def curve(self) -> Graph:
        """The loss over what the truth got, all else left as it is."""
        p, costs = self.p[self.truth], type(self).costs
        grid = np.linspace(*self.reach, 200)
        rest = self.loss - costs(p)
        across = self.axis.format(truth=self.truth)
        return Graph(grid, costs(grid) + rest, across, "loss", points=((p, self.loss, three(self.loss)),))


def kept(p: float) -> str:
    """A share as it goes into a logarithm: with as many digits as that has use for."""
    return f"{p:.4f}" if 0.1 <= p <= 0.9 else printed(p, f".{min(12, 3 + int(-np.log10(max(min(p, 1 - p), 1e-9))))}f")
