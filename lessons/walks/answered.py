"""What the last ten numbers of a network answer, how wrong that is, and the blame of each: every loss tells it its own
way, and every loss comes to what was got, less what should have been.

    Shares       p = softmax z      one certainty, shared out        L = −log p of the truth
    YesOrNo      p = σ(z)           ten questions, each of its own   L = Σ −log of what the right reply got
    Distances    p = z              ten numbers, to be 1 or 0        L = Σ (p − y)² / 2
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from core.losses import Loss, Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy
from lessons.page.blocks import printed
from lessons.page.counted import article
from lessons.page.stop import Graph, part, share, slope, three, value

ONE_NUMBER = "To get better, a network needs one number that says how wrong it was: the *loss*, L."
AT_THE_END = "Go to the end, where the question is easiest: nothing but the loss comes after."
LOGARITHM = (
    "Why a logarithm? To be only half as sure of the truth costs the same everywhere, 0.69: from 50 to 25 % as from 2 "
    "to 1 %. The second is a far shorter way, for the same price, so the loss is steeper there; and it should be, for "
    "to give the truth next to nothing is to have all but ruled it out."
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
            f"rest. We call it the *blame* of that {one}; books say *error signal* and write δ. Positive, and the "
            f"{one} was too large; negative, and it was too small.",
        )

    def curve(self) -> Graph:
        """The loss over what the truth got, all else left as it is."""
        p, costs = self.p[self.truth], type(self).costs
        grid = np.linspace(*self.reach, 200)
        rest = self.loss - costs(p)
        across = self.axis.format(truth=self.truth)
        return Graph(grid, costs(grid) + rest, across, "loss", points=((p, self.loss, three(self.loss)),))


class Shares(Answer):
    """Softmax: ten shares of one certainty."""

    become = "become ten shares, one for each digit from 0 to 9"
    sheet = "shares p"
    letters = "k counts the ten digits, y is 1 for the truth and 0 for the others: so one term is left. log is ln."
    letters_of_p = "k is the digit whose share it is, m counts all ten."
    part_of_loss = "The loss is ln (total) − z, with the z of the {truth}"
    axis = "share that the {truth} gets"
    costs = staticmethod(lambda p: -np.log(p))

    def sure(self) -> str:
        guess = int(self.p.argmax())
        if guess == self.truth:
            return f"It is {self.said(guess)} sure that this is {article(guess)} **{guess}**, and that is right."
        return (
            f"It is {self.said(guess)} sure that this is {article(guess)} **{guess}**. It is {self.named}, which got "
            f"{self.said(self.truth)}."
        )

    def how_wrong(self) -> tuple[str, ...]:
        return (
            f"{ONE_NUMBER} Of the ten shares it looks at one, what the truth got: p = {self.said(self.truth)}.",
            f"The loss is minus the natural logarithm of that share: −ln\N{NO-BREAK SPACE}{_kept(self.p[self.truth])} "
            f"= [{three(self.loss)}]{{loss}}. What the others got, the truth did not: so one share says it all.",
            LOGARITHM,
        )

    def made(self):
        z, p, truth, rival = self.z, self.p, self.truth, self.rival
        e = np.exp(z)
        return "How ten sums become ten shares", (
            f"{AT_THE_END} Each of the ten sums, z, becomes e to the power of z, which is never negative. A digit's "
            "share p is its part of the total of all ten. This is *softmax*.",
            f"The {rival} has z = {value(z[rival])}, and e to that is {three(e[rival])}; the {truth} has "
            f"{value(z[truth])} and {three(e[truth])}. The total is {three(e.sum())}. So the {rival} gets "
            f"{three(e[rival])} / {three(e.sum())} = {share(p[rival])}, and the {truth} gets {self.said(truth)} (all "
            "rounded).",
            f"The loss is −ln of the {truth}'s part. Its e to the z is divided by the total; the logarithm of a "
            "quotient is a difference, and ln undoes e. So the loss is **ln (total) − z**, with the z of the truth.",
        )

    def slopes(self) -> tuple[str, str]:
        d, p, truth, rival = self.blames, self.p, self.truth, self.rival
        return (
            f"Raise the sum of the {rival} by a little, h. Its e to the z grows by itself times h (e is the number for "
            "which that is so), and the total by as much. A logarithm grows by the growth divided by what there was: "
            f"here by the {rival}'s share of the total, times h. So for the {rival} the slope of the loss is "
            f"{slope(d[rival])}.",
            f"Raise the sum of the {truth}: ln (total) grows by its share, {part(p[truth])} h, but the loss also takes "
            f"off z, a whole h. The slope is {part(p[truth])} − 1 = {slope(d[truth])}. All ten have one, though the "
            f"loss looks at one share: each sum is in the total, and takes its part away from the {truth}.",
        )


class YesOrNo(Answer):
    """Sigmoid: to each of ten questions an answer of its own."""

    become = "become ten answers, one for each digit from 0 to 9: 0 says no, 1 says yes, and most lie in between"
    sheet = "answers p"
    letters = "k counts the ten digits, y is 1 for the truth and 0 for the others: so one of each pair is left."
    letters_of_p = "k is the digit that it answers for."
    part_of_loss = "Each sum is in one part of the loss: ln (1 + e to the z), less z for the {truth}"
    axis = "answer for the {truth}"
    costs = staticmethod(lambda p: -np.log(p))

    def sure(self) -> str:
        guess = int(self.p.argmax())
        surest = f"Its surest yes, {self.said(guess)}, is for the **{guess}**"
        if guess == self.truth:
            return f"{surest}, and that is right."
        return f"{surest}. It is {self.named}, which got {self.said(self.truth)}."

    def how_wrong(self) -> tuple[str, ...]:
        truth, rival, p = self.truth, self.rival, self.p
        yes, no = -np.log(p[truth]), -np.log1p(-p[rival])
        return (
            f"{ONE_NUMBER} It goes through all ten answers. Each says yes with p and no with what is left, 1 − p. "
            f"Right is yes for the {truth} and no for the others, and the loss asks what the right reply got.",
            f"It is minus the natural logarithm of that. For the {truth}, −ln\N{NO-BREAK SPACE}{_kept(p[truth])} = "
            f"{three(yes)}; for the {rival}, −ln (1 − {_kept(p[rival])}) = {three(no)}; the other {len(p) - 2} add "
            f"{three(self.loss - yes - no)}. In all [{three(self.loss)}]{{loss}}.",
            LOGARITHM,
        )

    def made(self):
        z, truth, rival = self.z, self.truth, self.rival
        return "How a sum becomes an answer", (
            f"{AT_THE_END} Each of the ten sums, z, becomes an answer of its own, p = 1 / (1 + e to the power of −z). "
            "This is the *sigmoid*: close to 1 for a large sum, close to 0 for one far below 0, and a half in between.",
            f"The {rival} has z = {value(z[rival])}, and e to minus that is {three(np.exp(-z[rival]))}: so it gets 1 / "
            f"(1 + {three(np.exp(-z[rival]))}) = {self.said(rival)}. The {truth} has {value(z[truth])}, and gets "
            f"{self.said(truth)}. The ten need not add up to 100 %: nobody takes anything away from another.",
            "Put p into the loss, and a no, −ln (1 − p), becomes **ln (1 + e to the z)**; a yes, −ln p, becomes **ln "
            "(1 + e to the z) − z**.",
        )

    def slopes(self) -> tuple[str, str]:
        d, p, truth, rival = self.blames, self.p, self.truth, self.rival
        return (
            f"Raise the sum of the {rival} by a little, h. Its e to the z grows by itself times h (e is the number for "
            "which that is so). A logarithm grows by the growth divided by what there was: here e to the z by 1 + e to "
            f"the z, and that is p, times h. So for the {rival} the slope of the loss is {slope(d[rival])}.",
            f"Raise the sum of the {truth}: its ln (1 + e to the z) grows by {part(p[truth])} h, but the loss also "
            f"takes off z, a whole h. The slope is {part(p[truth])} − 1 = {slope(d[truth])}.",
        )


class Distances(Answer):
    """Half the squared distance of ten numbers from 1 and 0."""

    become = "are its answers, one for each digit from 0 to 9: right would be 1 for what it is, and 0 for the rest"
    sheet = "answers p"
    array = "answer"
    letters = "k counts the ten digits, y is 1 for the truth and 0 for the others."
    numbers = "answers"
    part_of_loss = "Each answer p is in the loss with (p − y)² / 2, where y is 1 for the {truth} and 0 for the rest"
    axis = "answer for the {truth}"
    costs = staticmethod(lambda p: (p - 1) ** 2 / 2)

    @property
    def reach(self) -> tuple[float, float]:
        p = self.p[self.truth]
        return min(0, p) - 0.1, max(1, p) + 0.1

    def said(self, k: int, p=None) -> str:
        p = self.p if p is None else p
        return f"[{three(p[k])}]{{{'truth' if k == self.truth else 'value'}}}"

    def sure(self) -> str:
        guess = int(self.p.argmax())
        largest = f"Its largest answer, {self.said(guess)}, is for the **{guess}**"
        if guess == self.truth:
            return f"{largest}, and that is right."
        return f"{largest}. It is {self.named}, whose answer is {self.said(self.truth)}."

    def how_wrong(self) -> tuple[str, ...]:
        truth, rival, p = self.truth, self.rival, self.p
        one, two = (p[truth] - 1) ** 2 / 2, p[rival] ** 2 / 2
        return (
            f"{ONE_NUMBER} It asks how far each answer p is from what it should have been, y: 1 for the {truth}, 0 for "
            "the others. The distance is squared, so that too much and too little count alike, and halved.",
            f"For the {truth}, ({three(p[truth])} − 1)² / 2 = {three(one)}; for the {rival}, ({three(p[rival])})² / 2 "
            f"= {three(two)}; the other {len(p) - 2} add {three(self.loss - one - two)}. In all "
            f"[{three(self.loss)}]{{loss}}.",
            "Why a square? Twice as far costs four times as much: one answer that is far off weighs more than several "
            "that are nearly right. And the half is there to make the slope short, as you will see.",
        )

    def made(self):
        return None

    def slopes(self) -> tuple[str, str]:
        d, p, truth, rival = self.blames, self.p, self.truth, self.rival
        return (
            f"{AT_THE_END} Raise the answer of the {rival}, {three(p[rival])}, by a little, h. Its square grows by "
            "twice p times h (and by h², which is far smaller still), so half of its square grows by p times h. For "
            f"the {rival} the slope of the loss is {slope(d[rival])}.",
            f"The answer of the {truth} should be 1, so what is squared is its distance from that, and the slope is "
            f"that distance: {three(p[truth])} − 1 = {slope(d[truth])}.",
        )


ANSWERS: dict[type[Loss], type[Answer]] = {
    SoftmaxCrossEntropy: Shares,
    SigmoidCrossEntropy: YesOrNo,
    Quadratic: Distances,
}


def answer(loss: Loss, z, p, y) -> Answer:
    """What one digit got, told as its loss tells it: z, p and y (K,)."""
    truth = int(y.argmax())
    rival = int(np.argsort(-np.where(np.arange(len(p)) == truth, -np.inf, p))[0])
    return ANSWERS[type(loss)](z, p, truth, rival, float(loss.each(z[None], y[None])[0]))


def _kept(p: float) -> str:
    """A share as it goes into a logarithm: with as many digits as that has use for."""
    return f"{p:.4f}" if 0.1 <= p <= 0.9 else printed(p, f".{min(12, 3 + int(-np.log10(min(p, 1 - p))))}f")
