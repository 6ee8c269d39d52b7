"""A lesson shows the stage of a stop on its own digit."""

from lessons.notes.html import fragment
from lessons.page.example import misread
from lessons.page.stop import Stage
from lessons.walks.stage import stage, stops


def test_a_stage_is_that_of_the_stop_on_the_lessons_digit():
    shown = stage("unit", "On screen: a unit.")
    assert isinstance(shown, Stage)
    assert shown.stop is stops(misread())["unit"]


def test_on_paper_it_is_its_caption():
    assert "On screen: what arrives." in fragment([stage("unit", "On screen: what arrives.")])
