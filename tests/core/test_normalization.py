"""Layer normalisation, example by example."""

import numpy as np

from core.normalization import LayerNorm
from tests.core.test_layers import setting


def test_layer_normalisation_is_by_example():
    _, x, (gamma, beta), u, _ = setting(LayerNorm(epsilon=0), (4, 6))
    by_hand = [gamma * (row - row.mean()) / row.std() + beta for row in x]
    np.testing.assert_allclose(u, by_hand, rtol=1e-12)
