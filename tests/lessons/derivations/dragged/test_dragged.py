"""Every reading says what core computes there, measured by another way than the module takes."""

import re

import numpy as np
import pytest

from core.config import Config
from core.datasets import Split
from core.losses import SoftmaxCrossEntropy
from lessons.derivations.distance import average_digits
from lessons.derivations.dragged.error_signal import error_signal
from lessons.derivations.dragged.filter_place import filter_place
from lessons.derivations.dragged.learning_rate import RATES, learning_rate
from lessons.derivations.dragged.nudge import CHANGES, nudge
from lessons.derivations.dragged.one_of_eight import SUMS, one_of_eight
from lessons.derivations.dragged.shrinking_step import WEIGHTS, shrinking_step
from lessons.derivations.dragged.sliding_digit import moved, sliding_digit
from lessons.page.example import misread
from lessons.page.stop import spans
from tests.support.digits import blobs

DIGIT = misread()


def marked(reading, role):
    """The numbers that a sentence marks with a role."""
    words = [words for own, words in spans(reading.says) if own == role]
    return [float(re.sub("−", "-", re.search(r"[-+−]?[\d.]+", word)[0])) for word in words]


@pytest.fixture(scope="module")
def every():
    z = np.random.default_rng(0).standard_normal((8, 3))
    maps = np.random.default_rng(1).random((4, 26, 26))
    few = Split(*(lambda made: (made.images, made.labels))(blobs(200, 0, np.float64)))
    config = Config(
        network=str(DIGIT.network), optimizer="sgd", schedule="constant", batch_size=20, epochs=5, examples=200,
        validation=0,
    )  # fmt: skip
    right = np.apply_along_axis(lambda row: np.convolve(row, [1, 0, -1], "valid"), 1, DIGIT.pixels)
    maps[2] = (right[:-2] + right[1:-1] + right[2:]) / 3
    return {
        "slide": sliding_digit(DIGIT),
        "signal": error_signal(DIGIT),
        "nudge": nudge(DIGIT),
        "shrink": shrinking_step(),
        "eight": one_of_eight(z, 1),
        "filter": filter_place(DIGIT.pixels, maps),
        "rate": learning_rate(DIGIT, config, few),
    }


def test_what_each_formula_comes_to_is_what_core_computes(every):
    for name, block in every.items():
        assert block.check.holds, name
        assert 0 <= block.start < len(block.readings), name
        assert all(
            len(marked_) == 1 for marked_ in ([r for r, _ in spans(q.says) if r == "drag"] for q in block.readings)
        )


def test_a_digit_moved_is_measured_against_the_averages(every):
    x = moved(DIGIT.pixels, 3)
    assert np.array_equal(x[:, 3:], DIGIT.pixels[:, :-3])
    lengths = np.sqrt(((x.ravel()[:, None] - average_digits()) ** 2).sum(axis=0))
    assert marked(every["slide"].readings[9], "value")[0] == pytest.approx(lengths.min(), abs=0.005)


def test_a_nudged_weight_has_the_loss_of_a_pass_with_it(every):
    k = int(np.flatnonzero(CHANGES == -1.0)[0])
    W1 = DIGIT.arrays["W1"].copy()
    place = int(DIGIT.arrays["x"][0].argmax()), int(np.abs(DIGIT.arrays["dz1"][0]).argmax())
    W1[place] -= 1.0
    theta = np.concatenate([W1.ravel(), DIGIT.trace.theta[W1.size :]])
    z = DIGIT.network.forward(theta, DIGIT.arrays["x"])[-1]
    assert marked(every["nudge"].readings[k], "loss") == [
        pytest.approx(float(SoftmaxCrossEntropy().value(z, DIGIT.trace.y)), abs=0.0005)
    ]


def test_l2_takes_a_share_and_l1_an_amount(every):
    k = int(np.flatnonzero(WEIGHTS == -0.5)[0])
    assert marked(every["shrink"].readings[k], "loss") == [-0.015, -0.03]
    assert marked(every["shrink"].readings[len(WEIGHTS) // 2], "loss") == [0, 0]


def test_the_mean_of_eight_moves_by_an_eighth(every):
    first, last = (marked(every["eight"].readings[k], "value")[0] for k in (0, -1))
    assert last - first == pytest.approx((SUMS[-1] - SUMS[0]) / 8, abs=0.01)


def test_fifty_steps_that_are_too_long_learn_less(every):
    ends = [marked(reading, "loss")[0] for reading in every["rate"].readings]
    assert len(ends) == len(RATES)
    assert min(ends) < 0.8 * ends[0]
