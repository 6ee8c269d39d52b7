"""Every setting has its words, and its place in the form."""

from dataclasses import fields

import pytest

from core.config import Config
from dashboard.shared.settings import (
    WORDS,
    spell,
    words,
)
from lessons.page.reader import lessons


@pytest.mark.parametrize("setting", fields(Config), ids=lambda setting: setting.name)
def test_every_setting_has_a_label(setting):
    assert words(setting).label


def test_no_words_are_kept_for_a_setting_that_is_gone():
    assert set(WORDS) <= {f.name for f in fields(Config)}


def test_every_lesson_named_is_there():
    assert {said.lesson for said in WORDS.values()} - {""} <= {lesson.slug for lesson in lessons()}


def test_names_are_spelled_as_the_field_does():
    assert [spell(name) for name in ("relu", "one-cycle", "adam", 3)] == ["ReLU", "one-cycle", "Adam", "3"]
