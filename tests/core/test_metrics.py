"""How good a network is, and what a step did, against counting by hand."""

import numpy as np
import pytest

from core.metrics import (
    calibration,
    confusion,
    evaluate,
    in_batches,
    interval,
    measure,
    predictions,
    unmeasured,
    worst_mistakes,
)
from core.network import Network
from tests.core.test_network import small
from tests.support.digits import blobs

NETWORK = Network.from_text("784-10")


def test_loss_and_accuracy_do_not_depend_on_the_pieces():
    digits = blobs(53, 4, np.float64)
    theta = np.random.default_rng(0).standard_normal(NETWORK.size)
    p = NETWORK.predict(theta, digits.images)
    expected_loss = -np.mean([np.log(p[n, label]) for n, label in enumerate(digits.labels)])
    expected_accuracy = np.mean([p[n].argmax() == label for n, label in enumerate(digits.labels)])
    for rows in (7, 53, 1000):
        found = evaluate(NETWORK, theta, digits, rows)
        assert found.loss == pytest.approx(expected_loss, rel=1e-12)
        assert found.accuracy == pytest.approx(expected_accuracy)
        assert found.examples == 53


def test_no_digits_no_figures():
    found = evaluate(NETWORK, np.zeros(NETWORK.size), blobs(0, 0))
    assert np.isnan(found.loss)
    assert np.isnan(found.accuracy)


P = np.array(
    [[0.7, 0.2, 0.1], [0.1, 0.85, 0.05], [0.3, 0.3, 0.4], [0.95, 0.04, 0.01], [0.2, 0.5, 0.3], [0.05, 0.05, 0.9]]
)
LABELS = np.array([0, 1, 0, 1, 1, 0])


def test_predictions_do_not_depend_on_the_pieces():
    digits, theta = blobs(53, 4, np.float64), np.random.default_rng(0).standard_normal(NETWORK.size)
    np.testing.assert_allclose(
        predictions(NETWORK, theta, in_batches(digits.images, at_once=7)),
        NETWORK.predict(theta, digits.images),
        rtol=1e-12,
    )
    assert predictions(NETWORK, theta, in_batches(digits.images[:0])).shape == (0, 10)


def test_confusion():
    assert confusion(P, LABELS).tolist() == [[1, 0, 2], [1, 2, 0], [0, 0, 0]]  # guesses 0 1 2 0 1 2


def test_calibration():
    found = calibration(P, LABELS, bins=5)  # confidences .7 .85 .4 .95 .5 .9, of which .7 .85 .5 are right
    assert found.counts.tolist() == [0, 0, 2, 1, 3]
    np.testing.assert_allclose(found.confidence, [np.nan, np.nan, 0.45, 0.7, 0.9])
    np.testing.assert_allclose(found.accuracy, [np.nan, np.nan, 0.5, 1, 1 / 3])
    assert found.error == pytest.approx((2 * 0.05 + 0.3 + 3 * (0.9 - 1 / 3)) / 6)


def test_outputs_that_are_no_probabilities_fall_into_the_outer_bins():
    found = calibration(np.array([[-1.3, -1.2], [1.4, 0.1]]), np.array([0, 0]), bins=2)
    assert found.counts.tolist() == [1, 1]


def test_the_most_confident_mistake_comes_first():
    assert worst_mistakes(P, LABELS).tolist() == [3, 5, 2]
    assert worst_mistakes(P, LABELS, most=1).tolist() == [3]


def test_measures():
    network, theta, x, labels = small("6-5-relu-4-relu-3", rows=8)
    network.parameters[1].of(theta)[:] = [-99, -99, 1, 1, 1]  # two units that never fire
    trace = network.trace(theta, x, labels)
    after = theta - 0.1 * trace.gradient
    found = measure(network, theta, after, trace.values, trace.p, labels, trace.gradient)
    for k, layer in enumerate((0, 2, 4)):
        dW, W = (network.unpack(v)[layer][0] for v in (trace.gradient, theta))
        assert found.gradient_norm[k] == pytest.approx(np.sqrt((dW**2).sum()))
        assert found.update_ratio[k] == pytest.approx(0.1 * np.sqrt((dW**2).sum() / (W**2).sum()))
    assert found.dead[0] == pytest.approx(2 / 5)
    assert found.dead[1] == pytest.approx(np.mean([not trace.values[4][:, j].any() for j in range(4)]))
    assert found.accuracy == pytest.approx(
        np.mean([row.argmax() == label for row, label in zip(trace.p, labels, strict=True)])
    )


def test_a_step_that_is_not_measured_has_as_many_numbers():
    network, theta, x, labels = small("1x6x6-conv2x3x3-relu-flatten-5-elu-3")
    trace = network.trace(theta, x, labels)
    found = measure(network, theta, theta, trace.values, trace.p, labels, trace.gradient)
    empty = unmeasured(network)
    lengths = [[len(v) for v in (m.gradient_norm, m.update_ratio, m.dead)] for m in (found, empty)]
    assert lengths == [[3, 3, 2], [3, 3, 2]]
    assert np.isnan([empty.accuracy, *empty.gradient_norm, *empty.update_ratio, *empty.dead]).all()


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval(right, n, low, high):
    """Newcombe 1998, “Two-sided confidence intervals for the single proportion”, table I, method 3."""
    found = interval(right, n)
    assert found == pytest.approx((low, high), abs=5e-5)
    assert interval(n - right, n) == pytest.approx((1 - high, 1 - low), abs=5e-5)
    assert found[0] <= right / n <= found[1]


def test_of_no_examples_there_is_no_interval():
    with pytest.raises(ValueError, match="Of no examples there is no accuracy"):
        interval(0, 0)
