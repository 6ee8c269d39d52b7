"""Each line of core that a mistake can hide in is there, and has a name of its own."""

from pathlib import Path

import pytest

from lessons.clinic import code
from lessons.clinic.places import Place

ROOT = Path(__file__).parents[3]
PLACES = {name: place for name, place in vars(code).items() if isinstance(place, Place)}


@pytest.mark.parametrize("name", PLACES)
def test_a_line_stands_where_it_is_said_to(name):
    source = PLACES[name].source
    line = (ROOT / source.file).read_text(encoding="utf-8").splitlines()[source.line - 1]
    assert line.strip() == source.text.splitlines()[0]


def test_names_for_links_differ():
    ids = {place.id for place in PLACES.values()}
    assert len(ids) == len(PLACES) - 2  # two lines stand there twice, with other mistakes
    assert code.ADAM.id == "Adam.step.step"
    assert code.ADAM_EPSILON.id == "Adam.step.step.self.epsilon"
