"""A convolution, against its sums written out."""

import numpy as np
import pytest

from core.convolution import Conv
from tests.core.test_layers import LAYERS, setting


def padded(x, p):
    return np.pad(x, ((0, 0), (p, p), (p, p), (0, 0)))


@pytest.mark.parametrize(
    ("layer", "batch"), [(layer, batch) for layer, batch in LAYERS if isinstance(layer, Conv)], ids=str
)
def test_convolution_is_its_sums_written_out(layer, batch):
    _, x, (W, b), z, dz = setting(layer, batch)
    F, OH, OW, N = z.shape
    s, seen = layer.stride, padded(x, layer.padding)
    dW, dseen = np.zeros_like(W), np.zeros_like(seen)
    for f, h, w, n in np.ndindex(F, OH, OW, N):
        total = b[f]
        for c, i, j in np.ndindex(W.shape[1:]):
            total += W[f, c, i, j] * seen[c, s * h + i, s * w + j, n]
            dW[f, c, i, j] += dz[f, h, w, n] * seen[c, s * h + i, s * w + j, n]
            dseen[c, s * h + i, s * w + j, n] += dz[f, h, w, n] * W[f, c, i, j]
        assert z[f, h, w, n] == pytest.approx(total, rel=1e-11, abs=1e-12)
    p, (_, H, width, _) = layer.padding, x.shape
    found_dW, found_db = layer.parameter_gradients((W, b), x, z, dz)
    np.testing.assert_allclose(found_dW, dW, rtol=1e-11, atol=1e-12)
    np.testing.assert_allclose(found_db, np.einsum("fhwn->f", dz), rtol=1e-11, atol=1e-12)
    np.testing.assert_allclose(
        layer.input_gradient((W, b), x, z, dz), dseen[:, p : p + H, p : p + width], rtol=1e-11, atol=1e-12
    )
