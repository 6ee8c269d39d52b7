"""Letters, layers and marks are read in every way in which people write them."""

import pytest

from lessons.exercises.typed.cursor import Cursor
from lessons.exercises.typed.tokens import Unreadable, Vocabulary, tokens

WORDS = Vocabulary({"w_t": (), "a1": (4,)})


def cursor(text):
    return Cursor(tokens(text), WORDS)


@pytest.mark.parametrize("text", ["a1", "a^(1)", "a^{(1)}", "a⁽¹⁾"])
def test_a_layer_is_a_number_behind_its_name(text):
    reading = cursor(text)
    reading.take()
    assert reading.layer() == "1"
    assert reading.peek() == ""


def test_a_power_is_no_layer():
    reading = cursor("a^2")
    reading.take()
    assert reading.layer() == ""
    assert reading.peek() == "^"


@pytest.mark.parametrize("text", ["_ij", "_{ij}", "_{i, j}", "[i, j]", "[i,j]"])
def test_letters_below(text):
    assert cursor(text).subscript() == ["i", "j"]


@pytest.mark.parametrize("text", ["sum_k", r"\sum_k", r"\sum_{k=0}^{9}", "sum_{k}^9"])
def test_the_letter_of_a_sum(text):
    reading = cursor(text)
    assert reading.head_of_sum().letters == ("k",)
    assert reading.peek() == ""


def test_marks_and_hats():
    for text in ("w_t", "w_{t}"):
        reading = cursor(text)
        assert reading.with_mark(reading.take()) == "w_t"
    for text in ("x", "{x}"):
        assert cursor(text).under_hat() == "xhat"


def test_what_is_missing_is_named():
    with pytest.raises(Unreadable, match="“\\)” is missing before “a”"):
        cursor("a").take(")")
    with pytest.raises(Unreadable, match="stops too early"):
        cursor("a").letters_until("]")
