"""What can be stepped through is bounded in every direction, and a sentence says what is too large and by how much."""

import pytest

from core.network import Network
from dashboard.shared.steppable import (
    LARGEST,
    NUMBERS,
    WORK,
    SubjectError,
    check_steppable,
    numbers,
    work_of_look,
    work_of_pass,
)


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("784-32-relu-16-relu-10", 16),
        ("784-800-relu-800-relu-10", 16),
        ("784-" + "10-relu-" * 49 + "10", 16),
        ("1x28x28-conv6x5x5p2-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10", 16),
        ("1x28x28-conv32x3x3p1-relu-conv32x3x3p1-relu-maxpool2-conv64x3x3p1-relu-maxpool2-flatten-128-relu-10", 4),
    ],
)
def test_networks_that_people_step_through_are_let_in(text, together):
    check_steppable(Network.from_text(text), together)


@pytest.mark.parametrize(
    ("text", "together", "words"),
    [
        ("20-10", 1, "784 inputs"),
        ("784-5", 1, "10 outputs"),
        ("784-2000-10", 1, f"1,590,010 parameters; the limit here is {LARGEST:,}. Make a layer smaller"),
        ("1x28x28-" + "conv20x3x3p1-relu-" * 38 + "flatten-10", 1, r"One digit makes 1,2\d\d,\d\d\d numbers"),
        ("1x28x28-conv6x5x5p2-relu-conv64x5x5p2-relu-flatten-10", 16, f"16 digits .* limit here is {NUMBERS:,}"),
        (
            "1x784x1-" + "conv1x1x1-" * 90 + "flatten-10",
            1,
            f"as much work .* multiplications; the limit here is {WORK:,}",
        ),
        ("784x1x1-conv1200x1x1-conv1x10x10p9-flatten-10", 1, "One digit makes 1,2"),
        ("1x28x28-conv64x5x5p2-flatten-10", 16, "Choose fewer digits at once, or make a layer smaller"),
    ],
)
def test_what_is_too_large_gets_a_sentence_with_figures(text, together, words):
    with pytest.raises(SubjectError, match=words):
        check_steppable(Network.from_text(text), together)


def test_more_digits_are_more_work():
    network = Network.from_text("1x28x28-conv6x5x5-relu-flatten-10")
    assert numbers(network, 16) == 16 * numbers(network, 1)
    assert 4 * work_of_pass(network, 1) < work_of_pass(network, 16) < work_of_look(network, 16)


def test_the_numbers_are_those_on_the_wires_and_the_columns_of_a_convolution():
    assert numbers(Network.from_text("784-5-relu-10"), 2) == 2 * (784 + 5 + 5 + 10)
    assert numbers(Network.from_text("1x28x28-conv6x5x5-flatten-10"), 1) == 784 * 2 + 2 * 6 * 24 * 24 + 10 + 25 * 24
