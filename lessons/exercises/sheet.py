"""Exercises on paper: the questions to hand out, and the key to keep."""

from collections.abc import Iterable
from typing import NamedTuple

from lessons.exercises.context import CannotAsk, Context, Exercise


class Sheet(NamedTuple):
    """Markdown, one piece an exercise."""

    questions: tuple[str, ...]
    key: tuple[str, ...]


def sheet(exercises: Iterable[Exercise], context: Context) -> Sheet:
    """The exercises asked about one network and digit; one that cannot be asked of it is left out."""
    questions: list[str] = []
    key: list[str] = []
    for exercise in exercises:
        try:
            choices = exercise.options(context)
            numbered = exercise.asks == "line"
            lines = "\n".join(f"{k}. {choice}" if numbered else f"- ☐ {choice}" for k, choice in enumerate(choices, 1))
            asked = "\n\n".join(filter(None, [exercise.prompt(context), lines]))
            solved = exercise.solution(context)
        except CannotAsk:
            continue
        questions.append(f"**{len(questions) + 1}.** {asked}")
        key.append(f"**{len(key) + 1}.** {solved}")
    return Sheet(tuple(questions), tuple(key))
