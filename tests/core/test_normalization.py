"""Layer normalisation, example by example."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.batchnorm import BatchNorm, Standardize
from core.convolution import Conv
from core.dropout import Dropout
from core.images import Flatten, Image
from core.layers import Activate, Dense, ShapeError
from core.network import Network
from core.normalization import LayerNorm
from core.pooling import AveragePool, MaxPool
from tests.core.test_layers import LAYERS, setting
from tests.core.test_network import small


def test_layer_normalisation_is_by_example():
    _, x, (gamma, beta), u, _ = setting(LayerNorm(epsilon=0), (4, 6))
    by_hand = [gamma * (row - row.mean()) / row.std() + beta for row in x]
    np.testing.assert_allclose(u, by_hand, rtol=1e-12)
