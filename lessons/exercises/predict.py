"""Say what will happen, then see: core works out the answer, and shows its numbers afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

import numpy as np

from core.optimizers import SGD
from lessons.engine.forms.latex import latex
from lessons.engine.forms.powers import scientific
from lessons.exercises.context import CannotAsk, Context, Verdict
from lessons.exercises.number import shown
from lessons.exercises.restated import at, restated

SIGNS = ("positive", "negative", "exactly zero")
CHANGES = ("It falls to less than half.", "It falls, but not to half.", "It rises.")


class Asked(NamedTuple):
    """A question, what may be answered, which answer is right, and the numbers that show it."""

    prompt: str
    options: tuple[str, ...]
    right: int
    reveal: str


@dataclass(frozen=True)
class Predict:
    """Choose before the answer is revealed: Predict(sign_of("dz3")), or a function of yours that asks."""

    ask: Callable[[Context], Asked]
    asks: ClassVar[str] = "choice"
    varies: ClassVar[bool] = True

    def asked(self, context: Context) -> Asked:
        return _asked(self.ask, context)

    def prompt(self, context: Context) -> str:
        return self.asked(context).prompt

    def options(self, context: Context) -> tuple[str, ...]:
        return self.asked(context).options

    def judge(self, answer: Any, context: Context) -> Verdict:
        asked = self.asked(context)
        if not isinstance(answer, int) or not 0 <= answer < len(asked.options):
            return Verdict(False, "Choose an answer first.")
        right = answer == asked.right
        return Verdict(right, f"{'Right.' if right else 'It turns out differently.'} {asked.reveal}")

    def solution(self, context: Context) -> str:
        asked = self.asked(context)
        return f"{asked.options[asked.right]}\n\n{asked.reveal}"


@lru_cache(maxsize=64)
def _asked(ask: Callable[[Context], Asked], context: Context) -> Asked:
    """A question that is shown again and again is worked out once."""
    return ask(context)


def sign_of(name: str) -> Callable[[Context], Asked]:
    """Is an entry of this gradient positive, negative or zero? One in four is zero, where there are any."""

    def ask(context: Context) -> Asked:
        about, values, numbers = _about(context, name)
        chance = context.draw("sign", name)
        kinds = [k for k in (values > 0, values < 0, values == 0) if k.any()]
        entry = tuple(int(i) for i in chance.choice(np.argwhere(kinds[chance.integers(len(kinds))])))
        value = float(values[entry])
        left, right = (latex(at(side, about.indices, entry)) for side in (about.lhs, about.rhs))
        return Asked(
            "Your network has just seen a handwritten "
            f"**{context.label}**.\n\n{shown(at(about.rhs, about.indices, entry), numbers)}\n\nDo not calculate: what "
            f"sign does ${left}$ have?",
            SIGNS,
            0 if value > 0 else 1 if value < 0 else 2,
            f"${left} = {right} = {scientific(value)}$.",
        )

    return ask


def larger_of(name: str) -> Callable[[Context], Asked]:
    """Which of two entries of this gradient is larger, whatever its sign?"""

    def ask(context: Context) -> Asked:
        about, values, numbers = _about(context, name)
        chance, sizes = context.draw("larger", name), np.abs(values)
        first = tuple(int(i) for i in chance.choice(np.argwhere(sizes >= 0.3 * sizes.max())))
        smaller = np.argwhere(sizes < 0.5 * sizes[first])
        if not len(smaller):
            raise CannotAsk("On this digit all of these gradients are about equally large. Choose another digit.")
        pair = [first, tuple(int(i) for i in chance.choice(smaller))]
        right = int(chance.integers(2))
        pair = pair if right == 0 else pair[::-1]
        names = [latex(at(about.lhs, about.indices, entry)) for entry in pair]
        given = "\n\n".join(shown(at(about.rhs, about.indices, entry), numbers) for entry in pair)
        return Asked(
            f"Your network has just seen a handwritten **{context.label}**.\n\n{given}\n\nWhich gradient is larger, "
            "whatever its sign?",
            tuple(f"${name}$" for name in names),
            right,
            ", ".join(f"${name} = {scientific(float(values[entry]))}$" for name, entry in zip(names, pair, strict=True))
            + ".",
        )

    return ask


def loss_after_step(lr: float, examples: int = 1) -> Callable[[Context], Asked]:
    """What does one step of gradient descent do to the loss on this digit, or on a mini-batch that starts with it?

    The learning rate is drawn from `lr`, a fifth and five times of it: asked again, it is another question.
    """

    def ask(context: Context) -> Asked:
        before = context.trace(examples)
        rate = float(f"{lr * context.draw('step', lr, examples).choice([0.2, 1, 5]):.2g}")
        step = SGD().step(before.gradient, (), 1, rate)
        after = float(context.network.trace(context.theta + step, before.values[0], context.labels[:examples]).loss)
        loss, promised = float(before.loss), float(before.loss + before.gradient @ step)
        seen, alone = (f"a handwritten **{context.label}**", "this digit alone")
        if examples > 1:
            seen, alone = f"a mini-batch of {examples} digits", "these digits"
        cannot = ", which no loss can be: the step is too long for its slope" if promised < 0 else ""
        return Asked(
            f"Your network has just seen {seen}, and its loss is ${scientific(loss)}$. It takes one step of gradient "
            f"descent on {alone}, with a learning rate of {rate:g}. What does the loss do?",
            CHANGES,
            0 if after < loss / 2 else 1 if after < loss else 2,
            f"The loss goes from ${scientific(loss)}$ to ${scientific(after)}$; the slope alone promised "
            f"${scientific(promised)}${cannot}.",
        )

    return ask


def _about(context: Context, name: str):
    """The equation of a gradient of this digit, its numbers, and the numbers that it is made of."""
    about = restated(context.network, context.name(name), "")
    arrays = context.arrays()
    return about, about.result(arrays), about.numbers(arrays)
