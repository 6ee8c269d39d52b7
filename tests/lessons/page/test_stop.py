"""A stop's prose has marks for the colour of a number, and reads without them."""

import pytest

from lessons.page.stop import Scene, Stop, as_markdown, part, plain, share, slope, spans, three, told_apart, value


def test_marks_are_read():
    assert spans("a [1.5]{value} **b** *c*.") == [
        ("", "a "),
        ("value", "1.5"),
        ("", " "),
        ("bold", "b"),
        ("", " "),
        ("term", "c"),
        ("", "."),
    ]
    assert plain("a [1.5]{value} **b** *c*.") == "a 1.5 b c."


@pytest.mark.parametrize(
    ("number", "text"),
    [(8.8091, "8.81"), (-0.74234, "−0.742"), (33.71, "33.7"), (0.0881, "0.0881"), (512.3, "512"), (0, "0")],
)
def test_three_digits_tell_a_number(number, text):
    assert three(number) == text


@pytest.mark.parametrize(("p", "text"), [(0.2577, "0.258"), (0.99871, "0.9987"), (0.999998, "0.9999980")])
def test_a_part_is_told_from_1(p, text):
    assert part(p) == text


def test_a_number_has_the_colour_of_what_it_is():
    assert value(1.5) == "[1.50]{value}"
    assert slope(0.5) == "[0.500]{up}"
    assert slope(-0.5) == "[−0.500]{down}"
    assert share(0.0001, "truth") == "[under 0.1\N{NO-BREAK SPACE}%]{truth}"
    assert share(0.69174) == "[69.2\N{NO-BREAK SPACE}%]{value}"


def test_on_paper_there_are_no_marks_of_colour():
    stop = Stop("A title", ("It is [1.5]{value}, **so**.", "And."), Scene(()))
    assert as_markdown(stop) == "### A title\n\nIt is 1.5, **so**.\n\nAnd."


@pytest.mark.parametrize(
    ("one", "other", "digits", "said"),
    [(2.389, 2.391, 3, "2.389"), (0.25, 0.5, 4, "0.25"), (0.1234561, 0.1234562, 4, "0.1234561"), (1.5, 1.5, 3, "1.50")],
)
def test_two_numbers_have_as_many_digits_as_tell_them_apart(one, other, digits, said):
    assert told_apart(one, other, digits)[0] == said
