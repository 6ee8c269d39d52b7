"""The picture of a network says what it is made of."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from core.initializers import initialize
from core.network import Network
from dashboard.shared.pictures import weight_tiles
from dashboard.views.train.form.portrait import collapse, columns, first_weights
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


@pytest.mark.parametrize("dark", [False, True])
def test_the_first_weights_come_within_the_page_and_look_as_they_are(dark):
    network = Network.from_text("784-32-relu-10")
    link = first_weights("784-32-relu-10", "he", 3, 0, dark)
    seen = np.asarray(
        Image.open(io.BytesIO(base64.b64decode(link.removeprefix("data:image/png;base64,")))).convert("RGB")
    )
    sheet = weight_tiles(network.parameters[0].of(initialize(network, "he", 3))[:, :20], 10, 2, dark)
    assert np.abs(seen.astype(int) - sheet).max() < 16
    assert len(link) < 30_000
    assert first_weights(LENET, "he", 3, 0, dark) == ""
