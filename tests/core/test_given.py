"""Any network's numbers can be handed over as arrays, as a file or as text; what does not fit is refused in words."""

import numpy as np
import pytest

from core.given import GivenError, given, read_file, read_text, write_text
from core.losses import LOSSES
from core.network import Network

MAZUR = "x:0.05,0.1~y:0.01,0.99~W1:0.15,0.25,0.2,0.3~b1:0.35,0.35~W2:0.4,0.5,0.45,0.55~b2:0.6,0.6"


def sigmoids() -> Network:
    return Network.from_text("2-2-sigmoid-2-sigmoid", LOSSES["quadratic"])


def test_a_published_example_agrees_to_its_last_digit():
    """Mazur's “A step by step backpropagation example”: its losses, its weights after a step without the biases."""
    found = given(sigmoids(), read_text(MAZUR))
    trace = found.trace()
    assert found.drawn == ()
    assert float(trace.loss) == pytest.approx(0.298371109, abs=5e-10)
    np.testing.assert_allclose(trace.p[0], [0.75136507, 0.772928465], atol=5e-9)
    W1, b1, W2, b2 = (p.of(trace.theta) - 0.5 * p.of(trace.gradient) for p in trace.network.parameters)
    np.testing.assert_allclose(W2.T.ravel(), [0.35891648, 0.408666186, 0.511301270, 0.561370121], atol=5e-10)
    np.testing.assert_allclose(W1.T.ravel(), [0.149780716, 0.19956143, 0.24975114, 0.29950229], atol=5e-9)
    moved = {"x": trace.values[0], "y": trace.y, "W1": W1, "b1": [0.35, 0.35], "W2": W2, "b2": [0.6, 0.6]}
    assert float(given(sigmoids(), moved).trace().loss) == pytest.approx(0.2910277737, abs=5e-11)


def test_a_text_comes_back_as_it_was():
    arrays = read_text(MAZUR)
    assert write_text(arrays) == MAZUR
    third = read_text(write_text({"x": [[1 / 3, -2e-17, 1e20]]}))["x"]
    np.testing.assert_array_equal(third, [1 / 3, -2e-17, 1e20])
    assert read_text("") == {}
    assert read_text(" x: −1 , 2 ")["x"].tolist() == [-1, 2]


@pytest.mark.parametrize("text", ["x", "x:", "x:1,2~", "x:1;W1:2", "x:1,,2", "x:1e999e", "x:--1", "x:nan", "__:import"])
def test_a_text_that_cannot_be_read_is_refused(text):
    with pytest.raises(GivenError, match="cannot be read"):
        given(sigmoids(), read_text(text))


def test_a_file_is_read_with_its_texts(tmp_path):
    W = np.arange(6.0).reshape(2, 3)
    np.savez(tmp_path / "mine.npz", network=np.array("2-3"), W1=W, x=np.float32([[1, 2]]), b1=np.ones(3), turned=W.T)
    arrays, texts = read_file(tmp_path / "mine.npz")
    assert texts == {"network": "2-3"}
    np.testing.assert_array_equal(arrays.pop("turned"), W.T)  # NumPy writes it column by column
    found = given(Network.from_text("2-3"), arrays)
    np.testing.assert_array_equal(found.trace().values[-1], [[7, 10, 13]])
    assert found.drawn == ("labels",)


def test_a_file_that_is_none_or_too_large_is_refused(tmp_path):
    (tmp_path / "no.npz").write_bytes(b"PK\x03\x04 nothing")
    np.savez(tmp_path / "large.npz", x=np.zeros(101))
    np.savez(tmp_path / "complex.npz", x=np.zeros(3, complex))
    for name, words in (("no", "is not an .npz file"), ("gone", "does not exist"), ("complex", "no real numbers")):
        with pytest.raises(GivenError, match=words):
            read_file(tmp_path / f"{name}.npz")
    with pytest.raises(GivenError, match="x has 101 numbers; the limit is 100"):
        read_file(tmp_path / "large.npz", most=100)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("W3:1", "has no “W3”: there are x, y, labels, W1, b1, W2, b2"),
        ("W1:1,2", "W1 is 2 numbers; this network's is 2 × 2"),
        ("x:1,2,3", "x is 3 numbers; each example of it has 2 here"),
        ("x:1,2~y:1,2,3,4", "x has 1 examples, the targets have 2"),
        ("x:1,2~y:0,1~labels:1", "Both y and labels"),
        ("labels:2", "Labels are whole numbers from 0 to 1"),
        ("labels:0.5", "Labels are whole numbers from 0 to 1"),
    ],
)
def test_what_does_not_fit_is_said(text, words):
    with pytest.raises(GivenError, match=words.replace("(", r"\(")):
        given(sigmoids(), read_text(text))


def test_a_matrix_that_lies_on_its_side_is_recognised():
    with pytest.raises(GivenError, match=r"W1 is 3 × 4; this network's is 4 × 3\. .* hand in W1\.T"):
        given(Network.from_text("4-3"), {"W1": np.zeros((3, 4))})
    with pytest.raises(GivenError, match="not a finite number"):
        given(Network.from_text("4-3"), {"W1": np.full((4, 3), np.nan)})


def test_what_is_left_out_is_drawn_from_the_seed():
    network = Network.from_text("4-10-relu-3")
    first, again, other = (given(network, {}, seed) for seed in (3, 3, 4))
    assert first.drawn == ("labels", "x", "W1", "b1", "W2", "b2")
    np.testing.assert_array_equal(first.x, again.x)
    assert (first.x != other.x).all()
    assert (first.theta != other.theta).any()
    assert len(given(network, {"labels": [2, 0, 1]}).x) == 3
    assert len(given(network, {"y": np.eye(3)}).x) == 3


def test_many_arrays_that_are_each_small_enough_are_not_unpacked_together(tmp_path):
    path = tmp_path / "many.npz"
    np.savez_compressed(path, **{f"a{k}": np.zeros(100_000) for k in range(40)})
    with pytest.raises(
        GivenError, match=r"In many.npz, there is too much: it unpacks to 32,\d+,\d+ bytes; the limit is"
    ):
        read_file(path, most=100_000)
