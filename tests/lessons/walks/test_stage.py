"""A lesson shows the stage of a stop on its own digit."""

from dataclasses import replace

import numpy as np

from core.initializers import initialize
from core.network import Network
from lessons.notes.html import fragment
from lessons.page.example import misread
from lessons.page.stop import Sheets, Stage
from lessons.walks.passage import Passage
from lessons.walks.stage import stage, stops


def test_a_stage_is_that_of_the_stop_on_the_lessons_digit():
    shown = stage("unit", "On screen: a unit.")
    assert isinstance(shown, Stage)
    assert shown.stop == stops(misread())["unit"]


def test_on_paper_it_is_its_caption():
    assert "On screen: what arrives." in fragment([stage("unit", "On screen: what arrives.")])


def test_what_a_lesson_made_of_another_network_is_shown_on_sheets():
    digit, network = misread(), Network.from_text("784-12-bn-relu-10")
    batch = digit.through(network.trace(initialize(network, "he", 0, np.float64), digit.images, digit.labels))
    shown = stage("meet-u1", "On screen: a unit on each digit.", batch)
    assert isinstance(shown.stop.scene, Sheets)
    assert isinstance(shown.story, Passage)
    assert shown.story.digit is batch


def test_nothing_is_worked_out_beyond_the_stop_of_a_stage():
    alone = replace(misread(), everybody=None)  # who the last stops speak of
    assert stage("unit", "On screen: a unit.", alone).stop.key == "unit"
