"""Which passes can be told to the last product, and how their numbers are written."""

import pytest

from core.losses import LOSSES
from core.network import Network
from lessons.walks.numbers import four, listed, tells


@pytest.mark.parametrize(
    ("network", "loss", "can"),
    [
        ("2-2-sigmoid-2", "quadratic", True),
        ("8-8-relu-2", "cross-entropy", True),
        ("9-2", "cross-entropy", False),  # a column of nine
        ("8-8-relu-4", "cross-entropy", False),  # 108 parameters
        ("4-3-bn-2", "cross-entropy", False),
        ("1x2x2-conv1x2x2-flatten-2", "cross-entropy", False),
        ("4-2-sigmoid-1", "quadratic", True),
        ("4-2-sigmoid-1", "cross-entropy", False),  # its share is always the whole
    ],
)
def test_a_few_dense_layers_can_be_told(network, loss, can):
    assert tells(Network.from_text(network, LOSSES[loss])) is can


def test_numbers_have_four_digits_as_one_writes_them_down_by_hand():
    assert [four(v) for v in (0.138499, -0.0381, 2.0, 12345.6)] == ["0.1385", "−0.0381", "2", "12,346"]


def test_a_long_list_says_how_much_of_it_is_left_out():
    assert listed(["unit 0 has 1", "unit 1 has 2"]) == ["Unit 0 has 1.", "Unit 1 has 2."]
    assert listed([f"unit {k}" for k in range(6)], most=4)[-1] == "… and 2 more."
