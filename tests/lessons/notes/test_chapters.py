"""A lesson is a chapter with its number; its exercises and their key are two more."""

from lessons.notes.chapters import exercise_chapters, lesson_chapter
from lessons.page.blocks import Prose
from lessons.page.example import misread
from lessons.page.reader import lessons, load


def test_a_lesson_is_a_chapter_with_its_number():
    lesson = lessons()[2]
    chapter = lesson_chapter(lesson, misread())
    assert chapter.name == lesson.slug
    assert chapter.title == f"3 {lesson.title}"
    assert chapter.blocks[0].text.startswith(f"# 3 {lesson.title}")
    assert chapter.blocks[1:] == load(lesson.path, misread())[1:]


def test_every_exercise_has_its_key():
    lesson = lessons()[2]
    asked, key = exercise_chapters(lesson, misread())
    assert (asked.name, key.name) == (f"{lesson.slug}-exercises", f"{lesson.slug}-key")
    assert (asked.to_fill, key.to_fill) == (True, False)
    assert len(asked.blocks) == len(key.blocks) > 1
    assert all(isinstance(block, Prose) for block in (*asked.blocks, *key.blocks))
