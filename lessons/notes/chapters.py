"""A lesson as a chapter of a volume, and its exercises and their key as two more."""

from dataclasses import replace

from lessons.exercises import sheet
from lessons.notes.volume import Chapter
from lessons.page.blocks import Block, Prose, Question
from lessons.page.example import Example
from lessons.page.reader import Lesson, load


def lesson_chapter(lesson: Lesson, digit: Example) -> Chapter:
    return Chapter(lesson.slug, f"{lesson.number} {lesson.title}", _numbered(lesson, load(lesson.path, digit)))


def _numbered(lesson: Lesson, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks, with the number of the lesson in its heading."""
    first, *rest = blocks
    assert isinstance(first, Prose)
    return (Prose(first.text.replace("# ", f"# {lesson.number} ", 1)), *rest)


def exercise_chapters(lesson: Lesson, digit: Example, seed: int = 0) -> tuple[Chapter, Chapter]:
    """The exercises of a lesson, and their key; with a seed the sheet of one student, on numbers of its own."""
    context = replace(digit.context, seed=digit.context.seed + seed)
    asked = sheet([block.exercise for block in load(lesson.path, digit) if isinstance(block, Question)], context)
    title = f"{lesson.number} {lesson.title}{f', sheet {seed}' if seed else ''}"
    place = f"{lesson.slug}-{seed}" if seed else lesson.slug
    return tuple(
        Chapter(
            f"{place}-{kind}",
            f"{title}: {kind}",
            tuple(Prose(text) for text in (f"# {title}: {kind}", *texts)),
            kind == "exercises",
        )
        for kind, texts in (("exercises", asked.questions), ("key", asked.key))
    )  # type: ignore[return-value]
