"""An index letter runs over whatever the axis has where it first stands."""

import pytest
from sympy import Symbol

from lessons.engine.algebra.indices import index, size_of
from lessons.exercises.typed.scope import Scope
from lessons.exercises.typed.tokens import Unreadable, Vocabulary

j = index("j", 3)
WORDS = Vocabulary({"W2": (4, 3), "b2": (3,), "N": ()}, (j,), {"b2": (j,)})


def test_a_new_letter_takes_the_size_of_its_axis():
    entry = Scope(WORDS).entry("W2", ["i", "j"])
    assert [size_of(own) for own in entry.indices] == [4, 3]
    with pytest.raises(Unreadable, match="right order"):
        Scope(WORDS).entry("W2", ["j", "i"])


def test_a_name_without_letters_has_its_usual_ones():
    scope = Scope(WORDS)
    assert scope.entry("b2", None).indices == (j,)
    assert scope.entry("N", None) == Symbol("N", real=True)
    with pytest.raises(Unreadable, match="2 indices"):
        scope.entry("W2", None)
    with pytest.raises(Unreadable, match="no index"):
        scope.entry("N", ["i"])


def test_the_letter_of_a_sum_means_nothing_outside():
    scope = Scope(WORDS)
    with scope.bound("k") as used:
        scope.entry("W2", ["k", "j"])
        assert size_of(used()) == 4
    assert "k" not in scope.indices
    with pytest.raises(Unreadable, match="nothing after it depends"), scope.bound("m") as used:
        used()


def test_letters_are_few_and_small():
    with pytest.raises(Unreadable, match="small letter"):
        Scope(WORDS).entry("b2", ["J"])
    scope = Scope(WORDS)
    for letter in "abcd":
        scope.pair(letter, "j")
    with pytest.raises(Unreadable, match="more index letters"):
        scope.pair("e", "j")
