"""Every layer and loss of core has a twin, found by what it is and what arrives there."""

import pytest

from core.activations import ACTIVATIONS
from core.layers import Activate, Dense
from core.network import Network
from lessons.engine.algebra.functions import Applied
from lessons.engine.twins.layers import TWINS, twin


def test_a_dense_layer_has_weights_and_biases():
    dense = twin(Dense(4, 3))
    assert [str(q) for q in dense.parameters] == ["W[i, j]", "b[j]"]
    assert twin(Dense(9, 2)) is dense  # once for each kind, whatever its size


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_keeps_its_name(name):
    (definition,) = twin(Activate(name)).definitions
    assert definition.rhs.atoms(Applied) == (set() if name == "identity" else {definition.rhs})
    assert str(twin(Activate(name), (2, 5, 5)).output) == "a[c, h, w, n]"


def test_a_mask_is_given_by_the_layer_and_not_worked_out():
    network = Network.from_text("4-3-dropout0.5-2")
    (layer,) = [layer for layer in network.layers if type(layer).__name__ == "Dropout"]
    assert set(twin(layer).given) == {"m"}


def test_every_twin_can_be_written():
    for text in ("4-3-bn-relu-dropout0.5-2", "4-3-ln-tanh-2", "1x4x4-conv2x3x3-maxpool2-flatten-2"):
        network = Network.from_text(text)
        for layer, shape in zip(network.layers, network.shapes, strict=False):
            assert type(layer) in TWINS
            assert twin(layer, shape).definitions
