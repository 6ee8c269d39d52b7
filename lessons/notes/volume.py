"""What goes on paper: some lessons, or their exercises with the key, worked out on one digit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from lessons.exercises import Context, sheet
from lessons.page.blocks import Block, Colours, Prose, Question
from lessons.page.example import Example
from lessons.page.reader import Lesson, load


@dataclass(frozen=True)
class Chapter:
    """A part with its own line in the contents."""

    name: str  # its place in an address
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Volume:
    """Chapters, the colours to print them in, and what their exercises are asked about."""

    title: str
    chapters: tuple[Chapter, ...]
    colours: Colours  # none: in black
    context: Context

    @property
    def in_pictures(self) -> Colours:
        """With the colours of paper and ink, and black for each role that has no colour."""
        ink, faint = "#1b2430", "#57606a"
        roles = dict.fromkeys(("value", "parameter", "gradient", "loss", "truth"), ink)
        negative = dict.fromkeys(("negative value", "negative gradient"), faint)
        return {"paper": "#ffffff", "ink": ink, "faint": faint, **roles, **negative, **self.colours}

    def questions(self, exercises: Iterable[Any], numbers: Iterator[int]) -> list[str]:
        """The exercises as Markdown, numbered on, without those that cannot be asked of this network."""
        return [
            text.replace("**1.**", f"**{next(numbers)}.**", 1)
            for one in exercises
            for text in sheet([one], self.context).questions
        ]

    def address(self, page: str, query: Mapping[str, str]) -> str:
        return f"/{page}?{urlencode(query)}" if query else f"/{page}"


def lesson_chapter(lesson: Lesson, digit: Example) -> Chapter:
    return Chapter(lesson.slug, f"{lesson.number} {lesson.title}", _numbered(lesson, load(lesson.path, digit)))


def _numbered(lesson: Lesson, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The same blocks, with the number of the lesson in its heading."""
    first, *rest = blocks
    assert isinstance(first, Prose)
    return (Prose(first.text.replace("# ", f"# {lesson.number} ", 1)), *rest)


def exercise_chapters(lesson: Lesson, digit: Example) -> tuple[Chapter, Chapter]:
    """The exercises of a lesson, and their key."""
    asked = sheet([block.exercise for block in load(lesson.path, digit) if isinstance(block, Question)], digit.context)
    title = f"{lesson.number} {lesson.title}"
    return tuple(
        Chapter(
            f"{lesson.slug}-{kind}", f"{title}: {kind}", tuple(Prose(text) for text in (f"# {title}: {kind}", *texts))
        )
        for kind, texts in (("exercises", asked.questions), ("key", asked.key))
    )  # type: ignore[return-value]
