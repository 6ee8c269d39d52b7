"""What every walk says where it ends: a step against the gradient, everybody else, and what else training asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.config import Config
from core.losses import smooth
from core.regularizers import WHO
from lessons.page.one_step import RATES, Readings, fitting_rate, promise
from lessons.page.stop import Graph, slope, three, told_apart, weight
from lessons.walks.answers.answer import Answer

WHY_A_MEAN = (
    "Why divide by their number, N? A sum grows with it, and each step would, too: so one learning rate suits a batch "
    "of any size."
)
GUESSING = 0.2  # of the digits read right: what has no more than that has hardly learned to tell ten apart


@dataclass(frozen=True)
class StepAhead:
    """All parameters moved against their gradient: what its slope promises, and what happens."""

    size: int  # how many parameters there are
    loss: float
    squared: float  # the sum of all squared gradients: how fast the loss falls along −g
    loss_after: Callable[[float], float]  # of such a step, by its rate
    rates: Sequence[float] = RATES  # those that are usual

    @cached_property
    def rate(self) -> float:
        """The largest usual one whose promise is no loss below nothing."""
        return fitting_rate(self.loss, -self.squared, self.rates)

    def promised(self, rate: float) -> float:
        return promise(self.loss, -self.squared, rate)

    def says(self, begins: str = "") -> tuple[str, ...]:
        rate, tenth = self.rate, self.rate / 10
        happened = self.loss_after(rate)
        better = self.loss_after(3 * rate) < happened
        return (
            f"{begins}Put all {self.size:,} weights and biases into one list, θ, and their gradients into another, g. "
            "Where a slope is positive, more would mean more loss: so go *against* it, down there, and up where it is "
            "negative. And go furthest where it is steepest, for there a move does most. In one line: θ becomes θ − "
            f"{rate:g} · g, and {rate:g} is called the *learning rate*.",
            f"What do the slopes promise? Slope times move, for each number: −{rate:g} · slope². A square is never "
            f"negative, so each one promises a fall; in all from [{three(self.loss)}]{{loss}} to "
            f"[{three(self.promised(rate))}]{{down}}. What happened is [{three(happened)}]{{loss}}.",
            "A slope is a straight line laid against a curve, and the curve bends away from it. For a tenth of this "
            f"step the two are close ({self.promised(tenth):.4f} promised, {self.loss_after(tenth):.4f} happened). "
            + (
                "Here a longer step would have done still better. On another digit it might have made the loss rise, "
                "and the slope cannot tell which: it knows only the place where one stands."
                if better
                else "A longer step would have thrown the loss up again."
            )
            + " So one takes a small step, and looks again.",
        )

    def curve(self, points: int, reach: float = 3) -> Graph:
        """The loss along −g, up to so many times the rate, with the line that its slope lays against it."""
        rate, rates = self.rate, np.linspace(0, reach * self.rate, points)
        found = {"happened": self.loss_after(rate), "promised": self.promised(rate)}
        return Graph(
            rates,
            np.array([self.loss_after(one) for one in rates]),
            "learning rate",
            "loss",
            (0.0, self.loss, -self.squared),
            tuple((rate, loss, f"{name}: {three(loss)}") for name, loss in found.items()),
        )


def untrained(answer: Answer, off: bool) -> tuple[str, ...]:
    """What to expect of a network whose weights are as they were drawn; `off` says whether its units can be off."""
    drawn = (
        "Nobody has trained this network. Its biases are 0 and its weights random, drawn so that the sums of each "
        "layer "
        "come out about as large as those of the one before. So whatever it says is a guess, and about one in "
        f"{len(answer.p)} would be right."
    )
    alike = (
        "Why random, and not all 0? Units with equal weights would send the same, get the same blame and move alike "
        "for "
        "ever: many copies of one. And over weights of 0 no blame would come back at all."
    )
    half = "A random sum is as often below 0 as above it, so many units are *off*: that is no fault. " * off
    return (
        drawn,
        alike,
        *answer.at_first(),
        f"{half}All that is told here holds for a network that has learned, too; there most blames are smaller.",
    )


def beneath() -> tuple[str, ...]:
    """What the first layer of such a network can be told by the random weights above it."""
    return (
        "The first layer stands under weights that chance drew. What can its gradients tell? The truth, all the same: "
        "each is the slope of the loss with the weights above it as they stand. A unit that feeds the truth over a "
        "weight which came out positive is mostly asked for more, one over a negative weight for less. So the first "
        "layer learns to be of use to whatever it found above it.",
        "The weights above move at the same step, each against its own slope, to make better use of what comes. "
        "Neither waits for the other. Chance has decided which unit takes which part, and no more: drawn anew, the "
        "same network learns about as well; its units have other parts then.",
    )


def everybody(crowd: Readings, ours: str, example: str = "", squared: bool = False) -> tuple[str, ...]:
    """What the step did to all other digits, said as it is, whether it helped them or not; `squared` where the loss is
    the squared distance of all answers."""
    right = crowd.was_right.mean(), crowd.is_right.mean()
    before, after = crowd.loss_before, crowd.loss_after
    apart = (right[1] - right[0]) * (after - before) > 0  # more of them right, and a larger loss
    was, now = told_apart(before, after)
    astray = (2 * crowd.less > len(crowd)) != (after > before)  # most of them fared otherwise than their mean
    own = [((truth - 1) ** 2).mean() for truth in (crowd.truth_before, crowd.truth_after)]
    nine = squared and (own[1] - own[0]) * (after - before) < 0
    so = "Yet" if astray else "So"
    fared = (
        f"{so} all digits together lost by it: their mean loss rose from {was} to [{now}]{{loss}}."
        if after > before
        else f"{so} all digits together gained by it: their mean loss fell from {was} to [{now}]{{loss}}."
    )
    went = (
        f"{len(crowd.lost):,} went from right to wrong and {len(crowd.gained):,} from wrong to right"
        if len(crowd.lost) + len(crowd.gained)
        else "none went from right to wrong or back"
    )
    count = (
        " (The share of digits read right moved the other way. Both can be true: it counts only digits whose answer "
        "changed, the loss counts every change.)"
        if apart
        else " (On the mean the truth's own answer did lose by it; the nine others gained more, and all ten count.)"
        if astray and nine
        else " (The mean counts how far all the answers moved, not how many digits moved which way.)"
        if astray
        else ""
    )
    guessing = (
        " By guessing one reads about 10 % right: this network has learned next to nothing yet."
        if right[0] < GUESSING
        else ""
    )
    return (
        f"All digits go through the **same** weights. Of the {len(crowd):,} test digits {went}: {100 * right[0]:.2f} % "
        f"right before, {100 * right[1]:.2f} % after. For {crowd.less:,} the truth now gets less than it did. "
        f"{fared}{count}{guessing}{example}",
        f"The step was made for {ours} alone; nobody asked the others, so whether it helps or harms them is luck.",
    )


def many(together: int = 1) -> tuple[str, ...]:
    """Why training steps against the mean over many digits, and which."""
    return (
        (
            "In training one takes the mean of the gradients of many digits, a *mini-batch* of dozens or hundreds, and "
            "steps against that. "
            if together == 1
            else f"{together} are few: in training a mini-batch has dozens or hundreds. "
        )
        + "What many of them ask for remains in the mean, and what only one asks for all but vanishes.",
        *(
            (
                f"{WHY_A_MEAN} The loss of N digits is the mean of theirs, so the blame of each starts with a part 1 "
                f"/ N of its own, and all that comes of it is added up. Our digit was alone: N = 1, and nothing was "
                "divided.",
            )
            if together == 1
            else ()
        ),
        "Why not train on this one until it is right? The next one would pull the same weights another way, and what "
        "was learned of the first would be lost in turn. And one steps on training digits: a test digit is kept to "
        "judge by, so this step was a demonstration.",
    )


def training(config: Config | None, answer: Answer, numbers: Mapping[str, tuple[float, float]]) -> tuple[str, ...]:
    """What else the training of this network asked: targets that were smoothed, and a price on its parameters.

    `numbers` are a parameter and its gradient, a weight under "W" and a bias under "b".
    """
    if config is None:
        return ()
    says, p, truth, rival = [], answer.p, answer.truth, answer.rival
    if epsilon := config.label_smoothing:
        right, wrong = (float(one) for one in smooth(np.array([[1.0] + [0.0] * (len(p) - 1)]), epsilon)[0, :2])
        says.append(
            f"In its training the targets were *smoothed*: a part of {epsilon:g} of the certainty was dealt out to all "
            f"{len(p)}, so that y was {three(right)} for the truth and {three(wrong)} for each of the rest, and nobody "
            f"was asked to be quite sure. The rule stayed p − y: {three(p[truth])} − {three(right)} = "
            f"{slope(p[truth] - right)} would be the blame of the {truth} for this digit alone, and {three(p[rival])} "
            f"− {three(wrong)} = {slope(p[rival] - wrong)} that of the {rival}."
        )
    if config.l1 or config.l2:
        letter = WHO[config.penalised][0]
        what, (own, gradient) = {"W": "weight", "b": "bias"}[letter], numbers[letter]
        price = config.l1 * float(np.sign(own)) + config.l2 * own
        costs = [f"{config.l2:g} / 2 times its square"] * bool(config.l2) + [f"{config.l1:g} times its size"] * bool(
            config.l1
        )
        who = {"weights": "each weight", "biases": "each bias", "both": "each weight and each bias"}[config.penalised]
        says.append(
            f"{'Besides,' if says else 'In its training'} {who} had a price, so that a large one must earn its place: "
            f"{' and '.join(costs)} was added to the loss. What a price adds to a gradient is its own slope. "
            f"For a {what} of {weight(own)} that is {three(price)}: {slope(gradient)} + ({three(price)}) = "
            f"{slope(gradient + price)}. The blames stay as they are, for nothing that flows has a price."
        )
    return tuple(says)
