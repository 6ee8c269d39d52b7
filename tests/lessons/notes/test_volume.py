"""A volume numbers its exercises on, and prints in black where it has no colours."""

from dataclasses import replace
from itertools import count

from lessons.exercises import Entry
from lessons.notes.volume import Volume, said_below, said_of_all
from lessons.page.blocks import Prose
from lessons.page.example import misread
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


def test_a_derivation_says_what_it_was_compared_with_and_a_chapter_says_it_of_all():
    digit = misread()
    derived, defined = digit.equation("dz1"), digit.equation("z1")
    assert said_below(derived).startswith("✓ Compared with the network")
    assert said_below(defined) == ""
    assert said_of_all((derived, defined, Prose("text"))).startswith("✓ The 2 equations of this lesson were compared")
    assert said_of_all((defined,)).startswith("✓ The one equation of this lesson was compared")
    assert said_of_all((Prose("text"),)) == ""


def test_what_a_single_line_takes_for_granted_stays_below_it():
    derived = misread().equation("dz3")
    assert derived.proof.assumptions
    assert said_below(derived.result()).startswith("Taken for granted: ")


def test_links_lead_to_the_host():
    assert replace(IN_BLACK, host="https://a.edu/").address("train", {}) == "https://a.edu/train"
