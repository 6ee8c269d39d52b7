"""One volume of every lesson, for all tests of what is printed."""

import pytest

from lessons.notes.chapters import exercise_chapters, lesson_chapter
from lessons.notes.volume import Volume
from lessons.page.example import misread
from lessons.page.reader import lessons

COLOURS = dict.fromkeys(("value", "parameter", "gradient", "truth", "loss", "tint"), "#1f78c8")


@pytest.fixture(scope="session")
def volume():
    digit = misread()
    chapters = [lesson_chapter(lesson, digit) for lesson in lessons()]
    chapters += exercise_chapters(lessons()[0], digit)
    return Volume("All", tuple(chapters), COLOURS, digit.context)
