"""Rows and images hold the same numbers."""

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


def test_images_and_rows_are_the_same_numbers():
    x = np.arange(48.0).reshape(2, 24)
    images = Image(2, 3, 4).forward((), x)
    assert images[1, 2, 3, 0] == x[0, 1 * 12 + 2 * 4 + 3]
    np.testing.assert_array_equal(Flatten().forward((), images), x)
