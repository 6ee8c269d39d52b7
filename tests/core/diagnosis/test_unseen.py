"""Mistakes that no gradient shows are planted like the others, and a training shows them."""

import numpy as np
import pytest

from core.config import Config
from core.datasets import Digits, Split
from core.diagnosis import catalogue, plant, plant_in_digits, plant_in_training
from core.diagnosis.unseen import of_data, of_start, of_use
from core.network import Network
from core.training import Run

RNG = np.random.default_rng(0)
IMAGES = RNG.random((6, 784), np.float32)
IMAGES[:, -1] = 0
DIGITS = Digits(*(Split(IMAGES, np.arange(6)) for _ in range(3)))


def fed(kind: str) -> Digits:
    return plant_in_digits(DIGITS, *(m for m in of_data() if m.kind == kind))


def test_what_is_fed_in():
    assert plant_in_digits(DIGITS) is DIGITS
    for kind, factor in (("scaled twice", 1 / 255), ("not scaled", 255)):
        found = fed(kind)
        for split in (found.train, found.validation, found.test):
            np.testing.assert_allclose(split.images, factor * IMAGES, rtol=1e-6)
            assert split.images.dtype == IMAGES.dtype
    turned = fed("images transposed")
    np.testing.assert_array_equal(turned.train.images[2].reshape(28, 28), IMAGES[2].reshape(28, 28).T)
    assert turned.validation is DIGITS.validation
    assert fed("label from the wrong column").train.labels.tolist() == [0] * 6
    assert fed("labels one row late").train.labels.tolist() == [5, 0, 1, 2, 3, 4]
    assert fed("labels one row late").validation.labels.tolist() == [0, 1, 2, 3, 4, 5]


def test_where_theta_starts():
    config = Config(network="784-30-relu-10")
    zeros, loud = (Run.start(plant_in_training(config, mistake)).theta for mistake in of_start())
    assert not zeros.any()
    (W1, *_) = config.build_network().parameters
    assert abs(W1.of(loud).std() - 1) < 0.02
    assert abs(W1.of(Run.start(config).theta).std() - (2 / 784) ** 0.5) < 0.002


def test_dropout_in_use():
    network = Network.from_text("784-8-relu-dropout0.5-10")
    (mistake,) = (m for m in of_use(network) if m.kind == "dropout in use")
    theta = RNG.standard_normal(network.size)
    right, wrong = (one.in_use().forward(theta, IMAGES[:2])[3] for one in (network, plant(network, mistake)))
    assert (wrong == 0).sum() > (right == 0).sum()
    trained = plant(network, mistake).at(0, 1)
    np.testing.assert_array_equal(trained.forward(theta, IMAGES)[-1], network.at(0, 1).forward(theta, IMAGES)[-1])


def test_a_softmax_that_is_not_shifted_is_right_until_it_overflows():
    network = Network.from_text("2-2")
    (mistake,) = of_use(network)
    loss, planted = network.loss, plant(network, mistake).loss
    y = np.eye(2, dtype=np.float32)
    small = np.float32([[1, 2], [3, -1]])
    np.testing.assert_allclose(planted.judge(small, y)[0], loss.judge(small, y)[0], rtol=1e-6)
    with np.errstate(all="ignore"):
        assert np.isnan(planted.judge(100 * small, y)[0]).any()
        assert np.isfinite(loss.judge(100 * small, y)[0]).all()


@pytest.mark.parametrize("text", ["784-8-relu-dropout0.5-10", "784-8-relu-10"])
def test_no_diagnosis_is_asked_to_name_them(text):
    network = Network.from_text(text)
    assert not {m.kind for m in catalogue(network)} & {m.kind for m in (*of_data(), *of_start(), *of_use(network))}


def test_dropout_that_is_scaled_wrongly_is_right_in_use():
    network = Network.from_text("784-8-relu-dropout0.1-10")
    theta = RNG.standard_normal(network.size)
    for mistake in (m for m in catalogue(network) if m.kind.startswith("dropout")):
        used = plant(network, mistake).in_use()
        np.testing.assert_array_equal(used.forward(theta, IMAGES)[-1], network.in_use().forward(theta, IMAGES)[-1])
