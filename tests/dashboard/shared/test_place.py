"""A place has words that a person says, and holds nobody's secret."""

import pytest

from dashboard.shared.place import in_words, quantity, tidy


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("http://192.168.1.7:8501/step?digit=3&key=abc&present=true", "/step?digit=3"),
        ("step?digit=115&step=dz2", "/step?digit=115&step=dz2"),
        ("/class?class=abc&teach=abc.secret", "/class?class=abc"),
        ("/", "/"),
        ("/nowhere?x=1", ""),
        ("javascript:alert(1)", ""),
        ("//evil.test/step?digit=3", "/step?digit=3"),
        ("/step?own=" + "A" * 9_000, ""),
    ],
)
def test_a_place_is_a_page_and_its_query(link, place):
    assert tidy(link) == place


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("/step?step=dz2", "Step through, δ²"),
        ("/step?tell=loss", "the told walk, loss"),
        ("/lessons?lesson=8", "Lesson 8: Backpropagation, end to end"),
        ("/lessons?exercise=a,b", "some exercises"),
        ("/train?run=0123456789", "a run, Rewind"),
        ("/", "the first page"),
        ("/nowhere", "elsewhere"),
    ],
)
def test_a_place_in_words(place, words):
    assert in_words(place) == words


@pytest.mark.parametrize(
    ("name", "letters"),
    [("dz2", "δ²"), ("dW1", "∂L/∂W¹"), ("a12", "a¹²"), ("p", "p"), ("L", "L"), ("<b>" * 20, "<b><b><b><b><b><b><b")],
)
def test_a_quantity_in_letters(name, letters):
    assert quantity(name) == letters[:20]
