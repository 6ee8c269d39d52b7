"""Under the microscope every optimizer does what it does in training."""

import numpy as np
import pytest

from core.initializers import initialize
from core.network import Network
from core.optimizers import OPTIMIZERS
from dashboard.views.train.look_closer.optimizer_steps import gradients, steep_and_shallow, through

RNG = np.random.default_rng(0)
NETWORK = Network.from_text("784-5-tanh-10")
THETA = initialize(NETWORK, "xavier", 0, np.float64)
IMAGES, LABELS = RNG.random((40, 784)), RNG.integers(0, 10, 40)
FOUND = gradients(NETWORK, THETA, IMAGES, LABELS, batch=10, count=4)
LR = 0.01


def test_gradients_are_those_of_each_batch():
    assert len(FOUND) == 4
    for k, g in enumerate(FOUND):
        rows = slice(10 * k, 10 * k + 10)
        np.testing.assert_allclose(g, NETWORK.trace(THETA, IMAGES[rows], LABELS[rows]).gradient, rtol=1e-10, atol=1e-15)


def test_every_optimizer_of_core_is_there():
    assert [row.name for row in through(FOUND, THETA, LR)] == list(OPTIMIZERS)


def test_sgd_goes_straight_downhill_and_adam_takes_even_steps():
    felt = np.flatnonzero(np.abs(FOUND[0]) > 1e-5)
    rows = {row.name: row for row in through(FOUND[:1], THETA, LR, watched=range(len(THETA)))}
    np.testing.assert_allclose(rows["sgd"].watched, -LR * FOUND[0])
    assert rows["sgd"].agreement == pytest.approx(1)
    np.testing.assert_allclose(np.abs(np.array(rows["adam"].watched)[felt]), LR, rtol=1e-2)
    assert 0 < rows["adam"].agreement < 1
    assert rows["adam"].length == pytest.approx(np.linalg.norm(rows["adam"].watched))
    assert rows["sgd"].largest == pytest.approx(LR * np.abs(FOUND[0]).max())


def test_without_correction_adams_first_step_is_off_by_its_bias():
    """m = 0.1 g and v = 0.001 g² at first, so the step is 0.1 / √0.001 times as long."""
    k = steep_and_shallow(FOUND[0])[0]
    corrected, biased = (
        next(row.watched[0] for row in through(FOUND[:1], THETA, LR, on, [k]) if row.name == "adam")
        for on in (True, False)
    )
    assert biased / corrected == pytest.approx(0.1 / 0.001**0.5, rel=1e-3)


def test_the_two_parameters_on_show_differ_tenfold():
    steep, shallow = steep_and_shallow(FOUND[0])
    assert abs(FOUND[0][steep]) == np.abs(FOUND[0]).max()
    assert abs(FOUND[0][steep] / FOUND[0][shallow]) == pytest.approx(10, rel=0.2)
