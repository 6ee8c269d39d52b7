"""The same arrays by other names and in other layouts are the same arrays."""

import numpy as np
import pytest

from core.diagnosis.diagnosis import diagnose
from core.diagnosis.given import GivenError, Names, labels_of, rows
from core.network import Network
from tests.support.passes import case


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("dW1", "dW1"), ("dw1", "dW1"), ("W1.grad", "dW1"), ("grad_W2", "dW2"), ("dZ1", "dz1"), ("delta2", "dz2"),
        ("A1", "a1"), ("a3", "p"), ("logits", "z3"), ("probs", "p"), ("L", "loss"), ("0.weight", "W1"),
        ("4.bias.grad", "db3"), ("2.weight.grad", "dW2"), ("W2_new", "W2_new"), ("nonsense", None), ("dW7", None),
    ],
)  # fmt: skip
def test_names(theirs, ours):
    names = Names(Network.from_text("5-4-relu-4-tanh-3"), ["0.weight", "2.weight", "4.weight"])
    assert names.of(theirs) == ours


def test_modules_with_names_come_in_their_order():
    given = ["hidden.weight", "hidden.bias", "norm.weight", "norm.bias", "out.weight.grad"]
    names = Names(Network.from_text("5-4-bn-relu-3"), given)
    found = [names.of(name) for name in given]
    assert found == ["W1", "b1", "gamma1", "beta1", "dW2"]


def test_layouts():
    one = case(3)  # images
    right = one.arrays()
    given = {
        "conv.weight.grad": right["dW1"],
        "z1": right["z1"].transpose(3, 0, 1, 2),  # PyTorch's (N, C, H, W)
        "dW3": right["dW3"].T,
        "db3": right["db3"][None],
        "dz3": right["dz3"].T,
        "loss": right["loss"].reshape(1),
    }
    found = one.diagnose(given)
    assert found.agrees
    assert len(found.findings) == 6


def test_square_weights_are_laid_out_as_those_that_say_how():
    one = case(8)  # 40-30-30-10
    right = one.arrays()
    turned = {name: right[name].T for name in ("dW1", "dW2", "dW3")}
    assert one.diagnose(turned).agrees
    assert one.diagnose(turned | {"dW2": right["dW2"]}).kinds == ("transposed",)


def test_a_batch_comes_in_rows_columns_or_images():
    network = Network.from_text("1x4x4-conv2x3x3-flatten-3")
    x = np.arange(32.0).reshape(2, 16)
    for other in (x, x.T, x.reshape(2, 4, 4), x.reshape(2, 1, 4, 4)):
        assert (rows(network, other) == x).all()
    with pytest.raises(GivenError, match=r"x has shape \(2, 5\), and this network takes rows of 16 numbers"):
        rows(network, np.zeros((2, 5)))


def test_labels_come_as_numbers_or_rows():
    network = Network.from_text("4-3")
    assert labels_of(network, np.array([0.0, 2.0]), 2).tolist() == [0, 2]
    assert labels_of(network, np.array([[0], [2]]), 2).tolist() == [0, 2]
    assert labels_of(network, np.eye(3)[[0, 2]].T, 2).tolist() == [[1, 0, 0], [0, 0, 1]]
    for wrong in (np.array([0, 3]), np.array([0.5, 1]), np.array([0]), np.array(["a", "b"])):
        with pytest.raises(GivenError, match="labels"):
            labels_of(network, wrong, 2)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "There is nothing to compare"),
        ({"foo": np.zeros(3)}, "There is nothing to compare"),
        ({"dW1": np.array([{}], dtype=object)}, "dW1 holds no real numbers"),
        ({"dW1": np.zeros((5, 4), complex)}, "dW1 holds no real numbers"),
    ],
)
def test_what_cannot_be_compared_is_said(given, sentence):
    network = Network.from_text("5-4")
    with pytest.raises(GivenError, match=sentence):
        diagnose(network, np.zeros(network.size), np.zeros((2, 5)), np.zeros(2, int), given)


def test_an_array_of_another_name_is_listed():
    one = case(1)
    found = one.diagnose(one.arrays() | {"speed": np.zeros(2)})
    assert found.unread == ("speed",)
    assert "has no such array: speed" in str(found)
