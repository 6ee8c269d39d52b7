"""A chain of Keras layers is read as the network that computes the same numbers."""

import json

import numpy as np
import pytest

from core.weights.fitted import as_run
from core.weights.keras import read_model, read_weights, snake
from core.weights.parts import WeightsError

IMAGE, ROW = {"batch_shape": [None, 28, 28, 1]}, {"batch_shape": [None, 784]}
ROWS, ELU = {"batch_shape": [None, 28, 28]}, ("Activation", {"activation": "elu"})


def conv(filters, size, **own):
    rest = {"strides": [1, 1], "padding": "valid", "activation": "linear"}
    return "Conv2D", {"filters": filters, "kernel_size": [size, size], **rest, **own}


def pool(kind, size, **own):
    return f"{kind}Pooling2D", {"pool_size": [size, size], "strides": [size, size], "padding": "valid", **own}


def dense(units, activation="linear"):
    return "Dense", {"units": units, "activation": activation}


def model(*layers, start=IMAGE):
    chain = [("InputLayer", start), *layers]
    return json.dumps(
        {"class_name": "Sequential", "config": {"layers": [{"class_name": k, "config": own} for k, own in chain]}}
    )


LENET = model(
    conv(3, 5, padding="same", activation="relu"), pool("Max", 2), conv(4, 3, strides=[2, 2]),
    ("BatchNormalization", {"epsilon": 0.001}), ("ReLU", {}), pool("Average", 2), ("Flatten", {}),
    ("Dropout", {"rate": 0.5}), dense(7, "tanh"), dense(10, "softmax"),
)  # fmt: skip
SPELLED = "1x28x28-conv3x5x5p2-relu-maxpool2-conv4x3x3s2-bn-relu-avgpool2-flatten-7-tanh-10"


def arrays(seed=0):
    """Of LENET, in Keras's layouts."""
    rng = np.random.default_rng(seed)
    shapes = {
        "conv2d": [(5, 5, 1, 3), (3,)], "conv2d_1": [(3, 3, 3, 4), (4,)], "batch_normalization": [(4,)] * 4,
        "dense": [(36, 7), (7,)], "dense_1": [(7, 10), (10,)],
    }  # fmt: skip
    return {
        f"layers/{layer}/vars/{k}": rng.random(shape)
        for layer, found in shapes.items()
        for k, shape in enumerate(found)
    }


def by_hand(a, x):
    """What Keras computes: images (N, rows, columns, channels), kernels (i, j, C, F)."""

    def convolve(x, layer, stride):
        W, b = a[f"layers/{layer}/vars/0"], a[f"layers/{layer}/vars/1"]
        windows = np.lib.stride_tricks.sliding_window_view(x, W.shape[:2], axis=(1, 2))[:, ::stride, ::stride]
        return np.einsum("nhwcij,ijcf->nhwf", windows, W) + b

    def squares(x, keep):
        N, H, W, C = x.shape
        return keep(x.reshape(N, H // 2, 2, W // 2, 2, C), axis=(2, 4))

    x = squares(np.maximum(convolve(np.pad(x, ((0, 0), (2, 2), (2, 2), (0, 0))), "conv2d", 1), 0), np.max)
    z = convolve(x, "conv2d_1", 2)
    gamma, beta, mean, variance = (a[f"layers/batch_normalization/vars/{k}"] for k in range(4))
    x = squares(np.maximum(gamma * (z - mean) / np.sqrt(variance + 0.001) + beta, 0), np.mean)
    h = np.tanh(x.reshape(len(x), -1) @ a["layers/dense/vars/0"] + a["layers/dense/vars/1"])
    return h @ a["layers/dense_1/vars/0"] + a["layers/dense_1/vars/1"]


def test_a_model_computes_here_what_it_computes_there():
    a, x = arrays(), np.random.default_rng(1).random((4, 28, 28, 1))
    weights = read_model(LENET, a)
    run = as_run(weights)
    assert (run.config.network, run.config.loss) == (SPELLED, "cross-entropy")
    np.testing.assert_allclose(run.network.forward(run.theta, x.reshape(4, 784))[-1], by_hand(a, x), rtol=1e-9)
    alone = as_run(read_weights(a), network=SPELLED)
    np.testing.assert_array_equal(alone.theta, run.theta)
    np.testing.assert_array_equal(alone.statistics[0], run.statistics[0])


def test_weights_alone_are_asked_for_their_network():
    with pytest.raises(WeightsError, match="Say the whole network"):
        as_run(read_weights(arrays()))


@pytest.mark.parametrize(
    ("layers", "start", "network", "loss"),
    [
        ([("Flatten", {}), dense(5, "relu"), dense(10)], ROWS, "784-5-relu-10", "cross-entropy"),
        ([("Flatten", {}), dense(5), ELU, dense(10, "sigmoid")], IMAGE, "784-5-elu-10", "binary cross-entropy"),
        ([dense(5, "leaky_relu"), dense(10)], ROW, None, "another slope below 0"),
        ([("Reshape", {"target_shape": [28, 28, 1]}), ("Flatten", {}), dense(10)], ROW, "784-10", "cross-entropy"),
        ([("LSTM", {})], ROW, None, "a layer “LSTM”"),
        ([dense(5, "softmax"), dense(10)], ROW, None, "a softmax before its end"),
        ([dense(5, "swish"), dense(10)], ROW, None, "an activation “swish”"),
        ([conv(3, 4, padding="same")], IMAGE, None, "padded by “same”"),
        ([conv(3, 5, dilation_rate=[2, 2])], IMAGE, None, "dilated"),
        ([pool("Max", 3, strides=[2, 2])], IMAGE, None, "overlaps"),
        ([dense(5), dense(11)], ROW, None, "arrays of its layer “dense_1” are missing"),
    ],
)  # fmt: skip
def test_a_chain_is_read_or_refused_in_a_sentence(layers, start, network, loss):
    rng = np.random.default_rng(0)
    found = {"layers/dense/vars/0": rng.random((784, 5)), "layers/dense/vars/1": rng.random(5)}
    if network:
        found |= {"layers/dense_1/vars/0": rng.random((5, 10)), "layers/dense_1/vars/1": rng.random(10)}
    if network == "784-10":
        found = {"layers/dense/vars/0": rng.random((784, 10)), "layers/dense/vars/1": rng.random(10)}
    if network is None:
        with pytest.raises(WeightsError, match=loss):
            read_model(model(*layers, start=start), found)
    else:
        run = as_run(read_model(model(*layers, start=start), found))
        assert (run.config.network, run.config.loss) == (network, loss)


def test_layers_are_named_as_keras_names_them():
    assert [snake(name) for name in ("Conv2D", "BatchNormalization", "Dense")] == [
        "conv2d",
        "batch_normalization",
        "dense",
    ]


def test_a_configuration_of_another_kind_is_refused():
    for text in ("", "{}", "[" * 10_000, '{"class_name": "Functional", "config": {"layers": [{"class_name": "Add"}]}}'):
        with pytest.raises(WeightsError, match="not one that Keras wrote"):
            read_model(text, {})
