"""Rows of layers and text are two spellings of one network."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.network import Network
from dashboard.shared.layer_rows import MOST_LAYERS, HiddenLayer, hidden_layers, network_text

rows = st.lists(
    st.builds(HiddenLayer, st.integers(1, 4096), st.sampled_from(sorted(ACTIVATIONS))), max_size=MOST_LAYERS
)


@settings(deadline=None, max_examples=50)
@given(rows)
def test_rows_and_text_are_two_spellings_of_one_network(hidden):
    text = network_text(hidden)
    assert hidden_layers(text) == hidden
    widths = [shape[0] for shape in Network.from_text(text).shapes]
    assert (widths[0], widths[-1]) == (784, 10)


@pytest.mark.parametrize(
    "text",
    ["784-128-10", "784-relu-10", "100-5-relu-10", "784-5-relu-7", "", "784-8-rule-10", "784" + "-8-relu" * 9 + "-10"],
)
def test_what_is_not_rows_stays_text(text):
    assert hidden_layers(text) is None
