"""Every loss: its gradient against measured slopes, its value against the sum written out."""

from math import exp, log

import numpy as np
import pytest

from core.losses import LOSSES, Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy, one_hot, smooth
from tests.support.slopes import assert_gradient

losses = pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)


@losses
def test_gradient(loss):
    rng = np.random.default_rng(0)
    z, y = rng.standard_normal((4, 10)), one_hot([3, 0, 9, 3], 10)
    for target in (y, smooth(y, 0.1)):
        gradient = loss.gradient(loss.output(z), target)
        assert_gradient(lambda z, target=target: loss.value(z, target), z, gradient, rng)
        with pytest.raises(AssertionError):  # and would not be with an error of one percent
            assert_gradient(lambda z, target=target: loss.value(z, target), z, 1.01 * gradient, rng)


@losses
def test_no_answer_loses_less_than_the_labels_themselves(loss):
    y = smooth(np.eye(10), 0.1)
    rng, floor = np.random.default_rng(0), loss.floor(y)
    best = loss.logits(y)
    np.testing.assert_allclose(loss.output(best), y, rtol=1e-13)
    assert all(loss.value(best + 0.01 * rng.standard_normal(best.shape), y) > floor for _ in range(50))


def test_the_floor_of_ten_classes_smoothed_by_a_tenth():
    assert SoftmaxCrossEntropy().floor(smooth(np.eye(10), 0.1)) == pytest.approx(0.500288, abs=5e-7)


@losses
@pytest.mark.parametrize("far", [1, 300])
def test_both_at_once_are_the_same_numbers(loss, far):
    z, y = far * np.random.default_rng(3).standard_normal((6, 10)), smooth(one_hot([3, 0, 9, 3, 1, 5], 10), 0.2)
    p, value = loss.judge(z, y)
    np.testing.assert_array_equal(p, loss.output(z))
    assert value == pytest.approx(loss.value(z, y), rel=1e-14)


@losses
def test_it_is_a_mean_over_the_batch(loss):
    rng = np.random.default_rng(1)
    z, y = rng.standard_normal((6, 10)), one_hot([3, 0, 9, 3, 1, 5], 10)
    assert loss.value(z, y) == pytest.approx(
        np.mean([loss.value(z[n : n + 1], y[n : n + 1]) for n in range(6)]), rel=1e-13
    )


@losses
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_large_logits_overflow_nothing(loss, dtype):
    z = np.array([[1e4, -1e4, 0], [-1e4, 1e4, 3]], dtype)
    y = one_hot([0, 1], 3, dtype)
    assert np.isfinite(loss.value(z, y))
    assert np.isfinite(loss.value(z, y[::-1]))
    p = loss.output(z)
    assert p.dtype == dtype
    assert np.isfinite(p).all()


def test_softmax_cross_entropy_is_its_sum_written_out():
    z = np.array([[0.5, -1.0, 2.0], [1.5, 0.2, -0.7]])
    p = [[exp(v) / sum(exp(u) for u in row) for v in row] for row in z]
    loss = SoftmaxCrossEntropy()
    np.testing.assert_allclose(loss.output(z), p, rtol=1e-13)
    assert loss.value(z, one_hot([2, 1], 3)) == pytest.approx(-(log(p[0][2]) + log(p[1][1])) / 2, rel=1e-13)


def test_one_hot():
    assert one_hot(np.array([2, 0]), 3, np.float32).tolist() == [[0, 0, 1], [1, 0, 0]]


def test_sigmoid_cross_entropy_is_its_sum_written_out():
    z = np.array([[0.5, -1.0, 2.0], [1.5, 0.2, -0.7]])
    y = one_hot([2, 1], 3)
    p = [[1 / (1 + exp(-v)) for v in row] for row in z]
    loss = SigmoidCrossEntropy()
    np.testing.assert_allclose(loss.output(z), p, rtol=1e-13)
    total = -sum(y[n, k] * log(p[n][k]) + (1 - y[n, k]) * log(1 - p[n][k]) for n in range(2) for k in range(3))
    assert loss.value(z, y) == pytest.approx(total / 2, rel=1e-13)


def test_quadratic_is_its_sum_written_out():
    a, y = np.array([[0.5, 0.1, 0.9], [0.3, 0.2, 0.7]]), one_hot([2, 1], 3)
    total = sum((a[n, k] - y[n, k]) ** 2 for n in range(2) for k in range(3))
    assert Quadratic().value(a, y) == pytest.approx(total / 4, rel=1e-13)


def test_label_smoothing_keeps_the_sum_and_the_largest():
    y = smooth(one_hot([2, 0], 4), 0.1)
    np.testing.assert_allclose(y, [[0.025, 0.025, 0.925, 0.025], [0.925, 0.025, 0.025, 0.025]], rtol=1e-14)
