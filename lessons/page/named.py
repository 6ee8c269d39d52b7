"""An exercise of a lesson has a name for good: the lesson's, its kind, and its place among those of its kind."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lessons.exercises import Exercise
from lessons.page.blocks import Question
from lessons.page.example import Example
from lessons.page.reader import Lesson, LessonError, lessons, load

CALLED = {  # what stands above an exercise of each kind
    "derive": "Derive it",
    "workout": "Work it out",
    "entry": "Work out a number of the digit",
    "predict": "Predict it",
    "wrongline": "Find the wrong line",
}


def called(name: str) -> str:
    """What a person calls the exercise of this name: “Derive it” of lesson 6, Softmax. The name itself where no lesson
    has such a one."""
    for lesson in lessons():
        found = re.fullmatch(rf"{re.escape(lesson.slug)}-({'|'.join(CALLED)})(\d+)", name)
        if found:
            place = "" if found[2] == "1" else f" {found[2]}"
            return f"“{CALLED[found[1]]}”{place} of lesson {lesson.number}, {lesson.title}"
    return name


def names(lesson: Lesson, found: Iterable[object]) -> Iterator[str]:
    """The name of each exercise among the blocks of a lesson: softmax-derive1."""
    met: Counter[str] = Counter()
    for block in found:
        if isinstance(block, Question):
            kind = type(block.exercise).__name__.lower()
            met[kind] += 1
            yield f"{lesson.slug}-{kind}{met[kind]}"


def named_exercises(lesson: Lesson, digit: Example) -> dict[str, Exercise]:
    """The exercises of a lesson by their names; none where the lesson cannot be shown on this digit."""
    try:
        blocks = load(lesson.path, digit)
    except LessonError:
        return {}
    asked = [block.exercise for block in blocks if isinstance(block, Question)]
    return dict(zip(names(lesson, blocks), asked, strict=True))


def exercise_named(name: str, digit: Example) -> tuple[Lesson, Exercise] | None:
    """The exercise of this name, and its lesson; nothing where no lesson has it any more."""
    for lesson in lessons():
        if name.startswith(f"{lesson.slug}-") and (found := named_exercises(lesson, digit).get(name)):
            return lesson, found
    return None
