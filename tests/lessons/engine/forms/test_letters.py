"""One table of letters: README and core say the same, and every equation takes its names from it."""

import re

import core
from lessons.engine.chain.equations import derive
from lessons.engine.forms.letters import BELOW, GRADIENT, LETTERS, table
from lessons.engine.forms.notation import display, read_name
from lessons.registry import NETWORKS
from tests.support.readme import README


def test_the_readme_has_the_same_table():
    text = README.read_text(encoding="utf-8")
    assert table().split("\n\n")[0] in text
    assert BELOW in " ".join(text.split())


def test_core_says_what_each_letter_is():
    said = re.split(r"[\s,]+", core.__doc__)
    missing = [own.letter for own in LETTERS if own.letter not in said]
    assert missing == [letter for letter in ("μ", "σ²", "m") if letter not in said]


def test_no_letter_stands_there_twice():
    for column in ("letter", "code"):
        assert len({getattr(own, column) for own in LETTERS}) == len(LETTERS)


def test_every_name_of_an_equation_is_in_the_table():
    known = {own.bare for own in LETTERS} | {"δ"}
    for network in NETWORKS:
        for equation in derive(network):
            for name in equation.reads | {equation.name}:
                shown = display(name)
                assert (shown.get("letter") or shown["partial"]).rstrip("′") in known


def test_a_name_is_read_as_the_table_says():
    assert read_name("xhat2") == ("x", "hat", 2, 0, False, "value")
    assert read_name("dvar1") == ("σ²", "", 1, 0, True, GRADIENT)
    assert read_name("dz3") == ("δ", "", 3, 0, False, GRADIENT)
