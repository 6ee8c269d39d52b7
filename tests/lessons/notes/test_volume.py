"""A volume numbers its exercises on, and prints in black where it has no colours."""

from itertools import count

from lessons.exercises import Entry
from lessons.notes.volume import Volume
from tests.support.contexts import context

IN_BLACK = Volume("Plain", (), {}, context())


def test_questions_are_numbered_on():
    asked = IN_BLACK.questions([Entry("dW2"), Entry("dz2")], count(4))
    assert [text.split(" ", 1)[0] for text in asked] == ["**4.**", "**5.**"]
    flat = Volume("Flat", (), {}, context("784-10"))
    assert flat.questions([Entry("da1", "W2 dz2"), Entry("p")], count(1))[-1].startswith("**1.**")


def test_every_role_has_a_colour_and_a_handed_one_wins():
    assert IN_BLACK.in_pictures["value"] == IN_BLACK.in_pictures["ink"]
    assert Volume("", (), {"value": "#123456"}, context()).in_pictures["value"] == "#123456"


def test_an_address_has_its_query():
    assert IN_BLACK.address("step", {"digit": "3", "step": "z1"}) == "/step?digit=3&step=z1"
    assert IN_BLACK.address("train", {}) == "/train"
