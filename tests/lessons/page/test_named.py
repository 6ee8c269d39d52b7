"""A question that comes back is found by the name under which the browser keeps it."""

from lessons.page.blocks import Question
from lessons.page.example import misread
from lessons.page.named import called, exercise_named, named_exercises, names
from lessons.page.reader import lessons, load


def test_every_exercise_is_found_by_its_name():
    lesson = lessons()[5]
    blocks = load(lesson.path, misread())
    asked = [block.exercise for block in blocks if isinstance(block, Question)]
    for name, exercise in zip(names(lesson, blocks), asked, strict=True):
        assert exercise_named(name, misread()) == (lesson, exercise)
    assert list(named_exercises(lesson, misread())) == list(names(lesson, blocks))


def test_a_name_that_no_lesson_has_is_none():
    for name in ("softmax-derive9", "philosophy-derive1", "", "softmax-"):
        assert exercise_named(name, misread()) is None


def test_every_exercise_is_called_by_words_of_its_own():
    for lesson in lessons():
        found = list(named_exercises(lesson, misread()))
        words = [called(name) for name in found]
        assert len(set(words)) == len(found)
        assert all(one.startswith("“") and one.endswith(f"of lesson {lesson.number}, {lesson.title}") for one in words)
    assert called("softmax-derive1") == "“Derive it” of lesson 6, Softmax"
    assert called("philosophy-derive1") == "philosophy-derive1"
