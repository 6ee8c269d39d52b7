"""Training: it learns, it repeats itself, and stopping it changes nothing."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from core.config import Config
from core.metrics import evaluate
from core.network import Network
from core.optimizers import OPTIMIZERS
from core.storage import load_run, save_run
from core.training import Diverged, Epoch, Run, Step, order, steps_per_epoch, train
from tests.digits import few

DIGITS = few()
CONFIG = Config(network="784-16-relu-10", batch_size=32, epochs=3, validation=0)


def finish(run, digits=DIGITS):
    return list(train(run, digits))


def same(one: Run, other: Run):
    assert one.config == other.config
    assert one.step == other.step
    np.testing.assert_array_equal(one.theta, other.theta)
    assert len(one.memory) == len(other.memory)
    for a, b in zip(one.memory, other.memory, strict=True):
        np.testing.assert_array_equal(a, b)


def test_it_learns():
    run = Run.start(replace(CONFIG, epochs=10))
    before = evaluate(run.config.build_network(), run.theta, DIGITS.test)
    finish(run)
    after = evaluate(run.config.build_network(), run.theta, DIGITS.test)
    assert after.loss < before.loss / 4
    assert after.accuracy > 0.9


def test_the_stream_tells_every_step_and_epoch():
    events = finish(Run.start(CONFIG))
    steps, epochs = [e for e in events if isinstance(e, Step)], [e for e in events if isinstance(e, Epoch)]
    assert [s.step for s in steps] == list(range(1, 34))  # 330 digits in batches of 32, the last one of 10
    assert [(e.step, e.epoch) for e in epochs] == [(11, 1), (22, 2), (33, 3)]
    assert steps_per_epoch(CONFIG, 330) == 11


def test_an_epoch_shows_every_digit_once():
    assert sorted(order(seed=3, epoch=2, n=330)) == list(range(330))
    assert (order(3, 2, 330) != order(3, 1, 330)).any()
    assert (order(3, 2, 330) != order(4, 2, 330)).any()


def test_the_epochs_theta_is_a_copy():
    run = Run.start(CONFIG)
    first = next(e for e in train(run, DIGITS) if isinstance(e, Epoch))
    kept = first.theta.copy()
    finish(run)
    np.testing.assert_array_equal(first.theta, kept)
    assert (run.theta != kept).any()


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_equal_runs_are_equal_bit_for_bit(optimizer):
    config = replace(CONFIG, optimizer=optimizer)
    one, other = Run.start(config), Run.start(config)
    finish(one)
    finish(other)
    same(one, other)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("steps", [1, 11, 12, 17])
def test_a_resumed_run_equals_the_uninterrupted_one_bit_for_bit(optimizer, steps, tmp_path):
    config = replace(CONFIG, optimizer=optimizer)
    whole, stopped = Run.start(config), Run.start(config)
    finish(whole)
    for _ in islice(train(stopped, DIGITS), steps):
        pass  # the generator is dropped here, in the middle of whatever it was doing
    save_run(tmp_path / "run.npz", stopped)
    resumed = load_run(tmp_path / "run.npz")
    finish(resumed)
    same(resumed, whole)


def test_a_finished_run_has_nothing_left_to_do():
    run = Run.start(CONFIG)
    finish(run)
    assert finish(run) == []


def test_a_copy_is_independent():
    run = Run.start(CONFIG)
    copy = run.copy()
    finish(run)
    same(copy, Run.start(CONFIG))


def test_a_diverged_loss_ends_the_run_at_its_step():
    run = Run.start(replace(CONFIG, optimizer="sgd", learning_rate=1.0, schedule="constant"))
    run.theta[:] = np.inf
    with np.errstate(all="ignore"):
        events = finish(run)
    assert [type(e) for e in events] == [Diverged]
    assert events[0].step == 1
    assert not np.isfinite(events[0].loss)


def test_one_step_is_theta_minus_lr_times_the_gradient():
    config = replace(CONFIG, optimizer="sgd", learning_rate=0.5, schedule="constant", batch_size=330)
    run = Run.start(config, dtype=np.float64)
    digits = few(np.float64)
    network, theta = Network.from_text(config.network), run.theta.copy()
    gradient = network.trace(theta, digits.train.images, digits.train.labels).gradient
    next(train(run, digits))
    np.testing.assert_allclose(run.theta, theta - 0.5 * gradient, rtol=1e-9, atol=1e-12)


def test_no_validation_digits_is_not_an_error():
    digits = replace(
        DIGITS, validation=replace(DIGITS.validation, images=DIGITS.validation.images[:0], labels=DIGITS.validation.labels[:0])
    )
    epoch = next(e for e in train(Run.start(CONFIG), digits) if isinstance(e, Epoch))
    assert np.isnan(epoch.validation_loss)
    assert np.isnan(epoch.validation_accuracy)
