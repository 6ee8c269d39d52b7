"""Every layer: its gradients against measured slopes, its values against sums written out."""

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from core.batchnorm import BatchNorm, Standardize
from core.convolution import Conv
from core.dropout import Dropout
from core.images import Flatten, Image
from core.layers import Activate, Dense, ShapeError
from core.normalization import LayerNorm
from core.pooling import AveragePool, MaxPool
from tests.support.slopes import assert_gradient

LAYERS = [
    # the layer, and the shape of the batch that it is shown
    (Dense(5, 3), (4, 5)),
    (Dense(5, 3), (1, 5)),
    *((Activate(name), (4, 6)) for name in ACTIVATIONS),
    (BatchNorm(), (7, 5)),
    (BatchNorm(), (3, 4, 4, 2)),
    (Standardize(np.array([0.3, -0.2, 1.0]), np.array([0.5, 2.0, 1.5])), (4, 3)),
    (Standardize(np.array([0.3, -0.2, 1.0]), np.array([0.5, 2.0, 1.5])), (3, 4, 4, 2)),
    (LayerNorm(), (4, 6)),
    (Dropout(0.4, key=(1,)), (5, 6)),
    (Dropout(0.4, key=(1,)), (2, 3, 3, 4)),
    (Dropout(0.0), (5, 6)),
    (Image(2, 3, 4), (5, 24)),
    (Flatten(), (2, 3, 4, 5)),
    (Conv(1, 2, 3, 3), (1, 5, 5, 1)),
    (Conv(3, 4, 3, 2), (3, 6, 5, 2)),
    (Conv(2, 3, 3, 3, stride=2), (2, 8, 7, 2)),
    (Conv(2, 3, 3, 3, padding=1), (2, 4, 4, 3)),
    (Conv(2, 3, 5, 4, stride=3, padding=2), (2, 7, 9, 2)),
    (Conv(2, 3, 1, 1), (2, 4, 3, 2)),
    (MaxPool(2), (3, 6, 4, 2)),
    (MaxPool(3), (1, 6, 3, 2)),
    (AveragePool(2), (3, 6, 4, 2)),
]


def example(batch):
    """The shape of one example in a batch of this shape."""
    return batch[1:] if len(batch) == 2 else batch[:-1]


layers = pytest.mark.parametrize(
    ("layer", "batch"), LAYERS, ids=[f"{type(layer).__name__}-{layer}-{batch}" for layer, batch in LAYERS]
)


def setting(layer, batch, seed=0):
    """Random inputs, non-zero parameters and an upstream gradient of the right shapes."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal(batch)
    parameters = tuple(rng.standard_normal(shape) for shape in layer.parameter_shapes(example(batch)).values())
    y = layer.forward(parameters, x)
    return rng, x, parameters, y, rng.standard_normal(y.shape)


@layers
def test_input_gradient(layer, batch):
    rng, x, parameters, y, dy = setting(layer, batch)
    dx = layer.input_gradient(parameters, x, y, dy)
    assert_gradient(lambda x: (dy * layer.forward(parameters, x)).sum(), x, dx, rng)


@layers
def test_parameter_gradients(layer, batch):
    rng, x, parameters, y, dy = setting(layer, batch)
    gradients = layer.parameter_gradients(parameters, x, y, dy)
    assert len(gradients) == len(parameters)
    for k, gradient in enumerate(gradients):

        def loss(value, k=k):
            return (dy * layer.forward((*parameters[:k], value, *parameters[k + 1 :]), x)).sum()

        assert_gradient(loss, parameters[k], gradient, rng)


@layers
def test_what_the_network_keeps_are_the_parameter_gradients(layer, batch):
    _, x, parameters, y, dy = setting(layer, batch)
    gradients = layer.parameter_gradients(parameters, x, y, dy)
    places = tuple(np.full(d.shape, np.nan) for d in gradients)
    layer._write_gradients(places, parameters, x, y, dy)
    for place, d in zip(places, gradients, strict=True):
        np.testing.assert_array_equal(place, d)


@layers
def test_an_error_of_one_percent_would_be_noticed(layer, batch):
    rng, x, parameters, y, dy = setting(layer, batch)
    dx = layer.input_gradient(parameters, x, y, dy)
    with pytest.raises(AssertionError):
        assert_gradient(lambda x: (dy * layer.forward(parameters, x)).sum(), x, 1.01 * dx, rng)


@layers
def test_output_shape_is_the_shape_that_comes_out(layer, batch):
    _, _, _, y, _ = setting(layer, batch)
    assert example(y.shape) == layer.output_shape(example(batch))


@layers
def test_no_array_is_written_to(layer, batch):
    _, x, parameters, y, dy = setting(layer, batch)
    for array in (x, y, dy, *parameters):
        array.flags.writeable = False
    layer.forward(parameters, x)
    layer.input_gradient(parameters, x, y, dy)
    layer.parameter_gradients(parameters, x, y, dy)


@layers
def test_single_precision_stays_single(layer, batch):
    _, *arrays = setting(layer, batch)
    x, parameters, dy = (
        arrays[0].astype(np.float32),
        tuple(p.astype(np.float32) for p in arrays[1]),
        arrays[3].astype(np.float32),
    )
    if isinstance(layer, Standardize):
        layer = Standardize(layer.mean.astype(np.float32), layer.variance.astype(np.float32))
    y = layer.forward(parameters, x)
    found = [y, layer.input_gradient(parameters, x, y, dy), *layer.parameter_gradients(parameters, x, y, dy)]
    assert [array.dtype for array in found] == [np.float32] * len(found)


def test_dense_is_its_sum_written_out():
    _, x, (W, b), y, dz = setting(Dense(5, 3), (4, 5))
    layer = Dense(5, 3)
    np.testing.assert_allclose(
        y, [[sum(x[n, i] * W[i, j] for i in range(5)) + b[j] for j in range(3)] for n in range(4)], rtol=1e-13
    )
    dW, db = layer.parameter_gradients((W, b), x, y, dz)
    np.testing.assert_allclose(dW, np.einsum("ni,nj->ij", x, dz), rtol=1e-12)
    np.testing.assert_allclose(db, np.einsum("nj->j", dz), rtol=1e-12)
    np.testing.assert_allclose(layer.input_gradient((W, b), x, y, dz), np.einsum("nj,ij->ni", dz, W), rtol=1e-12)


def test_dense_runs_on_symbols():
    sympy = pytest.importorskip("sympy")
    x, W, b, dz = (np.array(sympy.symbols(f"{letter}:{n}")) for letter, n in [("x", 4), ("W", 6), ("b", 3), ("d", 6)])
    x, W, dz = x.reshape(2, 2), W.reshape(2, 3), dz.reshape(2, 3)
    layer = Dense(2, 3)
    z = layer.forward((W, b), x)
    assert z[1, 2] == x[1, 0] * W[0, 2] + x[1, 1] * W[1, 2] + b[2]
    dW, db = layer.parameter_gradients((W, b), x, z, dz)
    total = (dz * z).sum()
    assert all(sympy.expand(sympy.diff(total, w) - d) == 0 for w, d in zip([*W.flat, *b], [*dW.flat, *db], strict=True))


def test_dense_refuses_another_width():
    with pytest.raises(ShapeError, match="5"):
        Dense(5, 3).output_shape((4,))


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


def test_pools_are_their_squares_written_out():
    _, x, _, _, _ = setting(MaxPool(2), (3, 6, 4, 2))
    squares = [
        [[[x[c, 2 * h : 2 * h + 2, 2 * w : 2 * w + 2, n] for n in range(2)] for w in range(2)] for h in range(3)]
        for c in range(3)
    ]
    np.testing.assert_array_equal(MaxPool(2).forward((), x), np.max(squares, axis=(4, 5)))
    np.testing.assert_allclose(AveragePool(2).forward((), x), np.mean(squares, axis=(4, 5)), rtol=1e-14)


def test_of_equal_pixels_the_first_takes_the_gradient():
    x, dy = np.full((1, 2, 2, 1), 3.0), np.array([5.0]).reshape(1, 1, 1, 1)
    dx = MaxPool(2).input_gradient((), x, MaxPool(2).forward((), x), dy)
    assert dx[0, :, :, 0].tolist() == [[5, 0], [0, 0]]


def test_batch_normalisation_gives_mean_beta_and_spread_gamma():
    _, x, (gamma, beta), u, _ = setting(BatchNorm(epsilon=0), (7, 5))
    np.testing.assert_allclose(u.mean(axis=0), beta, atol=1e-13)
    np.testing.assert_allclose(u.std(axis=0), np.abs(gamma), rtol=1e-12)
    np.testing.assert_allclose(BatchNorm().statistics(x), [x.mean(axis=0), x.var(axis=0)], rtol=1e-12)


def test_batch_normalisation_of_images_is_by_channel():
    _, x, _, u, _ = setting(BatchNorm(epsilon=0), (3, 4, 4, 2))
    by_hand = (x - x.mean(axis=(1, 2, 3), keepdims=True)) / x.std(axis=(1, 2, 3), keepdims=True)
    np.testing.assert_allclose(BatchNorm(epsilon=0).forward((np.ones(3), np.zeros(3)), x), by_hand, rtol=1e-11)


def test_standardize_with_the_batchs_own_statistics_is_batch_normalisation():
    _, x, parameters, u, _ = setting(BatchNorm(), (7, 5))
    np.testing.assert_allclose(Standardize(*BatchNorm().statistics(x)).forward(parameters, x), u, rtol=1e-13)


def test_layer_normalisation_is_by_example():
    _, x, (gamma, beta), u, _ = setting(LayerNorm(epsilon=0), (4, 6))
    by_hand = [gamma * (row - row.mean()) / row.std() + beta for row in x]
    np.testing.assert_allclose(u, by_hand, rtol=1e-12)


def test_dropout_leaves_out_its_share_and_keeps_the_mean():
    x = np.ones((400, 500))
    h = Dropout(0.3, key=(5,)).forward((), x)
    assert set(np.unique(h)) == {0, 1 / 0.7}
    assert (h == 0).mean() == pytest.approx(0.3, abs=0.005)
    assert h.mean() == pytest.approx(1, abs=0.01)


def test_a_mask_is_a_function_of_its_key():
    x = np.ones((20, 30))
    first, again, other = (Dropout(0.5, key=key).forward((), x) for key in [(1, 2), (1, 2), (1, 3)])
    assert (first == again).all()
    assert (first != other).any()


def test_images_and_rows_are_the_same_numbers():
    x = np.arange(48.0).reshape(2, 24)
    images = Image(2, 3, 4).forward((), x)
    assert images[1, 2, 3, 0] == x[0, 1 * 12 + 2 * 4 + 3]
    np.testing.assert_array_equal(Flatten().forward((), images), x)


@pytest.mark.parametrize(
    ("layer", "shape", "says"),
    [
        (Conv(1, 2, 3, 3), (784,), "takes images"),
        (Conv(1, 2, 3, 3), (2, 5, 5), "1 channels"),
        (Conv(1, 2, 9, 3), (1, 5, 5), "larger"),
        (MaxPool(2), (784,), "takes images"),
        (MaxPool(2), (1, 5, 4), "squares of 2"),
        (Flatten(), (784,), "takes images"),
        (LayerNorm(), (1, 5, 5), "row of numbers"),
        (Image(1, 28, 28), (783,), "784"),
    ],
)
def test_a_shape_that_does_not_fit_is_refused(layer, shape, says):
    with pytest.raises(ShapeError, match=says):
        layer.output_shape(shape)
