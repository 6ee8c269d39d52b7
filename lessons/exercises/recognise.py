"""To know an answer again takes seconds: the right one among what the usual mistakes would have made of it.

So a question that was worked out once can be asked again days later without working it out once more.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from lessons.engine.algebra.indices import free_indices
from lessons.engine.forms.latex import latex
from lessons.engine.forms.powers import scientific
from lessons.exercises.context import CannotAsk, Context, Exercise, Verdict
from lessons.exercises.derive import Derive
from lessons.exercises.mistakes import mistakes
from lessons.exercises.number import ENOUGH, WHOLE, Number, close
from lessons.exercises.subject import NotANumber, agree

WHICH = "Which of these is it?"
MOST = 3  # answers to choose from


class Choices(NamedTuple):
    """Answers as Markdown, which is right, and what to say to each."""

    options: tuple[str, ...]
    right: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Recognise:
    """The question of another exercise, with answers to choose from."""

    of: Derive | Number
    asks: ClassVar[str] = "choice"
    varies: ClassVar[bool] = True

    def prompt(self, context: Context) -> str:
        if isinstance(self.of, Derive):
            return f"{self.of.ask}\n\n{WHICH}"
        asked: str = self.of.prompt(context)  # type: ignore[attr-defined]
        return asked.replace(ENOUGH, WHICH).replace(WHOLE, WHICH)

    def options(self, context: Context) -> tuple[str, ...]:
        return _choices(self, context).options

    def judge(self, answer: Any, context: Context) -> Verdict:
        choices = _choices(self, context)
        if not isinstance(answer, int) or not 0 <= answer < len(choices.options):
            return Verdict(False, "Choose an answer first.")
        return Verdict(answer == choices.right, choices.words[answer])

    def solution(self, context: Context) -> str:
        return self.of.solution(context)


def quick(exercise: Exercise) -> Exercise:
    """The exercise as it is asked when it comes back."""
    return Recognise(exercise) if isinstance(exercise, Derive | Number) else exercise


@lru_cache(maxsize=64)
def _choices(asked: Recognise, context: Context) -> Choices:
    exercise = asked.of
    found = _formulas(exercise) if isinstance(exercise, Derive) else _numbers(exercise, context)
    (right, *wrong), chance = found, context.draw("recognise", *(text for text, _ in found))
    chosen = [wrong[int(k)] for k in chance.permutation(len(wrong))[: MOST - 1]]
    if not chosen:
        raise CannotAsk("There is no usual mistake in this one, so there is nothing to choose from.")
    order = [int(k) for k in chance.permutation(len(chosen) + 1)]
    answers = [(right, *chosen)[k] for k in order]
    return Choices(tuple(text for text, _ in answers), order.index(0), tuple(words for _, words in answers))


def _formulas(exercise: Derive) -> list[tuple[str, str]]:
    """The right formula, and what the usual mistakes make of it, where that gives other numbers."""
    about = exercise.about
    lhs, rhs, indices = latex(about.equation.lhs), about.equation.rhs, set(about.equation.indices)
    found = {f"${lhs} = {latex(rhs)}$": "Right."}
    for mistake in mistakes([rhs], "N" in about.equation.given):
        try:
            differs = free_indices(mistake.wrong) <= indices and not agree(about.values(mistake.wrong), about.right)
        except NotANumber:
            continue
        if differs:
            found.setdefault(f"${lhs} = {latex(mistake.wrong)}$", mistake.words)
    return list(found.items())


def _numbers(exercise: Number, context: Context) -> list[tuple[str, str]]:
    """The right number, and what usual mistakes come to; a wrong sign is always one."""
    work = exercise.work(context)
    found = {f"${scientific(work.value, '.3g')}$": "Right."}
    for words, value in [*work.wrong, ("The sign is wrong.", -work.value), ("That is twice as large.", 2 * work.value)]:
        if not close(value, work.value):
            found.setdefault(f"${scientific(value, '.3g')}$", words)
    return list(found.items())
