"""Rows of layers and text are two spellings of one network."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.network import Network
from dashboard.shared.layer_rows import DENSE, MOST_LAYERS, NORMS, HiddenLayer, hidden_layers, network_text

shares = st.sampled_from([0.0, 0.1, 0.5, 0.25])
activations = st.sampled_from(sorted(ACTIVATIONS))
never = st.just(False)
dense = st.builds(
    HiddenLayer, st.integers(1, 4096), activations, st.just(DENSE), st.sampled_from(sorted(NORMS)), never, shares
)
bordered = st.sampled_from(["convolution 3 × 3", "convolution 5 × 5"])
images = st.builds(HiddenLayer, st.integers(1, 32), activations, bordered, st.sampled_from(["", "bn"]), never, shares)
rows = st.tuples(st.lists(images, max_size=2), st.lists(dense, max_size=MOST_LAYERS - 2)).map(
    lambda both: [*both[0], *both[1]]
)


@settings(deadline=None, max_examples=50)
@given(rows)
def test_rows_and_text_are_two_spellings_of_one_network(hidden):
    text = network_text(hidden)
    assert hidden_layers(text) == hidden
    widths = [shape[0] for shape in Network.from_text(text).shapes]
    assert (math.prod(Network.from_text(text).shapes[0]), widths[-1]) == (784, 10)


LENET = "1x28x28-conv6x5x5p2-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10"


def test_a_known_network_of_convolutions_is_of_rows():
    found = hidden_layers(LENET)
    assert [(row.size, row.kind, row.pooled) for row in found] == [
        (6, "convolution 5 × 5", True),
        (16, "convolution 5 × 5 without a border", True),
        (120, DENSE, False),
        (84, DENSE, False),
    ]
    assert network_text(found) == LENET


@pytest.mark.parametrize(
    "text",
    [
        "784-128-10",
        "784-relu-10",
        "100-5-relu-10",
        "784-5-relu-7",
        "",
        "784-8-rule-10",
        "784" + "-8-relu" * 9 + "-10",
        LENET.replace("-flatten", ""),
        "784-8-bn-relu-bn-10",
        "784-8-relu-dropout1.5-10",
    ],
)
def test_what_is_not_rows_stays_text(text):
    assert hidden_layers(text) is None
