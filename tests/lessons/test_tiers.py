"""What is proved, compared and stated is counted, and nothing that fails counts as proved."""

import json

import numpy as np

from lessons.engine.proof.witnesses import Proof
from lessons.page.glossary import GLOSSARY
from lessons.page.reader import claims, lessons
from lessons.tiers import IN_DOCSTRINGS, tiers
from tests.test_docstrings import READ

GOOD = Proof("a", "", {"core": np.float64(0.0), "reasons": 0.0}, 0.1, ("a choice",), 4)
BAD = Proof("b", "", {"core": np.float64(1e-3), "reasons": float("inf")}, 0.1, ("a choice",), 7)


def test_what_fails_is_not_counted():
    count = {row.what: row.number for row in tiers([GOOD, BAD])}
    assert count["equations"] == 1
    assert count["lines of their derivations"] == count["reasons beside lines"] == 4
    assert count["assumptions and choices"] == 1
    assert count["words in the glossary"] == len(GLOSSARY)
    assert count["comparisons in the prose"] == sum(len(claims(lesson.path)) for lesson in lessons())
    assert min(count.values()) > 0


def test_they_can_be_reported():
    assert json.loads(json.dumps(tiers([GOOD, BAD])))[0][:3] == ["proved", "equations", 1]


def test_the_tiers_stand_together():
    order = [row.tier for row in tiers([GOOD])]
    assert list(dict.fromkeys(order)) == ["proved", "compared by number", "stated"]
    assert order == sorted(order, key=["proved", "compared by number", "stated"].index)


def test_the_equations_of_docstrings_are_counted_where_they_are_read():
    assert len(READ) == IN_DOCSTRINGS
