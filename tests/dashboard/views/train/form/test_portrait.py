"""The picture of a network says what it is made of."""

import pytest

from core.network import Network
from dashboard.views.train.form.portrait import collapse, columns
from dashboard.views.train.form.presets import LENET


@pytest.mark.parametrize(
    ("text", "shapes", "notes"),
    [
        ("784-128-relu-10", [(784,), (128,), (10,)], ["pixels", "ReLU", "classes"]),
        ("784-128-64-10", [(784,), (128,), (64,), (10,)], ["pixels", "no activation", "no activation", "classes"]),
        ("784-128-bn-relu-10-sigmoid", [(784,), (128,), (10,)], ["pixels", "bn, ReLU", "classes"]),
        (
            LENET,
            [(1, 28, 28), (6, 28, 28), (16, 10, 10), (120,), (84,), (10,)],
            ["pixels", "ReLU, maxpool2", "ReLU, maxpool2", "ReLU", "ReLU", "classes"],
        ),
    ],
)
def test_a_column_a_layer_with_all_that_follows_it(text, shapes, notes):
    assert columns(Network.from_text(text)) == (shapes, notes)


@pytest.mark.parametrize(
    ("text", "layers"),
    [
        ("784-128-relu-64-10", "between layers 2 and 3"),
        ("784-128-identity-10", "between layers 1 and 2"),
        ("784-128-relu-10", ""),
        ("784-10", ""),
        (LENET, ""),
    ],
)
def test_layers_that_are_one_are_said_to_be(text, layers):
    said = collapse(Network.from_text(text))
    assert layers in said
    assert bool(said) == bool(layers)
