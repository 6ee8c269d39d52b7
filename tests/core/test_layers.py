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
    layer._write_gradients(parameters, x, y, dy, out=places)
    for place, d in zip(places, gradients, strict=True):
        np.testing.assert_array_equal(place, d)


@layers
def test_the_parameters_may_move_before_their_gradients_are_asked_for(layer, batch):
    _, x, parameters, y, dy = setting(layer, batch)
    moved = tuple(np.full_like(p, np.nan) for p in parameters)
    there, later = (layer.parameter_gradients(p, x, y, dy) for p in (parameters, moved))
    for d, same in zip(there, later, strict=True):
        np.testing.assert_array_equal(d, same)


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
