"""Training: it learns, it repeats itself, and stopping it changes nothing."""

from dataclasses import replace
from itertools import islice
from random import Random

import numpy as np
import pytest

from core.config import Config
from core.metrics import evaluate
from core.network import Network
from core.optimizers import OPTIMIZERS
from core.orders import shuffled
from core.storage import load_run, save_run
from core.training import Diverged, Epoch, Run, Step, steps_per_epoch, train
from tests.support.digits import few

DIGITS = few()
CONFIG = Config(network="784-16-relu-10", batch_size=32, epochs=3)


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
    assert sorted(shuffled(seed=3, epoch=2, n=330)) == list(range(330))
    assert (shuffled(3, 2, 330) != shuffled(3, 1, 330)).any()
    assert (shuffled(3, 2, 330) != shuffled(4, 2, 330)).any()


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
        DIGITS,
        validation=replace(DIGITS.validation, images=DIGITS.validation.images[:0], labels=DIGITS.validation.labels[:0]),
    )
    epoch = next(e for e in train(Run.start(CONFIG), digits) if isinstance(e, Epoch))
    assert np.isnan(epoch.validation_loss)
    assert np.isnan(epoch.validation_accuracy)


VARIED = [
    {"network": "784-16-bn-relu-dropout0.3-10"},
    {"network": "784-16-relu-10", "l1": 1e-4, "l2": 1e-3, "max_norm": 1.0, "clip": 0.5, "label_smoothing": 0.1},
    {"network": "1x28x28-conv2x5x5s2-relu-maxpool2-flatten-10", "optimizer": "adamw"},
    {"augmentation": "shifts"},
    {"augmentation": "elastic", "patience": 1, "schedule": "step"},
    {"network": "784-16-sigmoid-10-sigmoid", "loss": "quadratic", "optimizer": "nesterov"},
]


@pytest.mark.parametrize("steps", range(1, 36))
def test_wherever_it_is_stopped_its_epochs_are_judged_alike(steps):
    config = replace(CONFIG, patience=2)
    whole, stopped = Run.start(config), Run.start(config)
    told = finish(whole)
    events = [*islice(train(stopped, DIGITS), steps), *train(stopped, DIGITS)]
    assert [(type(e), e.step) for e in events] == [(type(e), e.step) for e in told]
    assert (stopped.judged, stopped.best_loss, stopped.stale) == (whole.judged, whole.best_loss, whole.stale)


@pytest.mark.parametrize("changes", VARIED, ids=str)
def test_whatever_is_set_a_resumed_run_equals_the_uninterrupted_one(changes, tmp_path):
    config = replace(CONFIG, **changes)
    whole, stopped = Run.start(config), Run.start(config)
    finish(whole)
    for _ in islice(train(stopped, DIGITS), 15):
        pass
    save_run(tmp_path / "run.npz", stopped)
    resumed = load_run(tmp_path / "run.npz")
    finish(resumed)
    same(resumed, whole)
    assert (resumed.best_loss, resumed.stale) == (whole.best_loss, whole.stale)
    for a, b in zip(resumed.statistics, whole.statistics, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("changes", VARIED, ids=str)
def test_every_setting_changes_the_outcome(changes):
    plain, changed = Run.start(CONFIG), Run.start(replace(CONFIG, **changes))
    finish(plain)
    finish(changed)
    assert plain.theta.shape != changed.theta.shape or (plain.theta != changed.theta).any()


def test_the_optimizer_counts_its_steps_from_one_also_after_a_pause():
    """Adam's corrections depend on t: the first steps of training are its rule, worked out from their gradients."""
    config = replace(CONFIG, optimizer="adam", schedule="constant", learning_rate=0.01, batch_size=330)
    network, run = config.build_network(), Run.start(config, np.float64)
    m, v = np.zeros(network.size), np.zeros(network.size)
    for t in (1, 2, 3):
        g = network.trace(run.theta, DIGITS.train.images, DIGITS.train.labels).gradient
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        expected = run.theta - 0.01 * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        next(event for event in train(run, DIGITS) if isinstance(event, Step))  # stopped after each
        np.testing.assert_allclose(run.theta, expected, rtol=0, atol=1e-9)


def test_a_step_moves_running_statistics_by_a_tenth():
    config = replace(CONFIG, network="784-16-bn-relu-10", batch_size=330)
    run = Run.start(config, np.float64)
    network = config.build_network()
    (seen,) = network.statistics(network.forward(run.theta, DIGITS.train.images))
    next(event for event in train(run, DIGITS) if isinstance(event, Step))
    np.testing.assert_allclose(run.statistics[0], [0.1 * seen[0], 0.9 + 0.1 * seen[1]], rtol=1e-9)


def test_running_statistics_approach_those_of_the_data():
    run = Run.start(
        replace(CONFIG, network="784-16-bn-relu-10", epochs=20, learning_rate=1e-6)
    )  # θ all but stands still
    finish(run)
    network = run.config.build_network()
    (seen,) = network.statistics(network.forward(run.theta, DIGITS.train.images))
    (running,) = run.statistics
    np.testing.assert_allclose(running, seen, rtol=0.15, atol=0.1)
    assert evaluate(run.network, run.theta, DIGITS.test).loss == pytest.approx(
        evaluate(network, run.theta, DIGITS.test).loss, rel=0.1
    )


def test_on_a_plateau_it_stops_by_itself_and_stays_stopped():
    config = replace(CONFIG, epochs=50, patience=2, learning_rate=1e-6, schedule="constant", optimizer="sgd")
    run = Run.start(config)
    run.best_loss = 0.0  # nothing will be better
    events = finish(run)
    assert sum(isinstance(e, Epoch) for e in events) == 2
    assert run.finished(330)
    assert finish(run) == []


def test_validation_when_it_is_its_turn():
    epochs = [e for e in finish(Run.start(replace(CONFIG, epochs=5, validate_every=2))) if isinstance(e, Epoch)]
    assert [np.isnan(e.validation_loss) for e in epochs] == [True, False, True, False, False]


def test_some_steps_are_measured():
    steps = [e for e in finish(Run.start(replace(CONFIG, epochs=6))) if isinstance(e, Step)]
    assert [s.step for s in steps if not np.isnan(s.accuracy)] == [1, 51]
    assert all(len(s.gradient_norm) == len(s.update_ratio) == 2 and len(s.dead) == 1 for s in steps)
    assert steps[50].accuracy > steps[0].accuracy
    assert 0 < steps[0].update_ratio[0] < 1


def test_full_batch_and_single_examples():
    digits = replace(
        DIGITS, train=replace(DIGITS.train, images=DIGITS.train.images[:7], labels=DIGITS.train.labels[:7])
    )
    for size, steps in [(1, 7), (4, 2), (7, 1), (1000, 1)]:
        assert (
            sum(isinstance(e, Step) for e in finish(Run.start(replace(CONFIG, batch_size=size, epochs=1)), digits))
            == steps
        )


def test_penalties_pull_parameters_towards_zero():
    plain, held = Run.start(CONFIG), Run.start(replace(CONFIG, l2=0.1))
    finish(plain)
    finish(held)
    assert np.linalg.norm(held.theta) < 0.8 * np.linalg.norm(plain.theta)


def test_max_norm_holds_after_every_step():
    run = Run.start(replace(CONFIG, max_norm=0.5))
    for _ in train(run, DIGITS):
        for parts in run.network.unpack(run.theta):
            if parts:
                assert np.sqrt((parts[0] ** 2).sum(axis=0)).max() < 0.5 + 1e-5


def test_a_published_run_is_replayed_from_its_own_order_and_start():
    """Nielsen's loop, written out as in his book, with his order of examples and a start of one's own."""
    text, rule = "784-12-sigmoid-10-sigmoid", {"optimizer": "sgd", "learning_rate": 3.0, "schedule": "constant"}
    config = Config(text, loss="quadratic", batch_size=10, epochs=2, **rule)
    digits = few(np.float64)
    x, y = digits.train.images, np.eye(10)[digits.train.labels]
    stream = np.random.RandomState(12)  # the legacy generator, as scripts of that time used it
    network = config.build_network()
    theta = stream.randn(network.size)
    config = replace(config, order="python 2", seed=12)
    chance, order, permutations = Random(12), list(range(330)), []
    for _ in range(2):
        for i in reversed(range(1, 330)):
            j = int(chance.random() * (i + 1))
            order[i], order[j] = order[j], order[i]
        permutations.append(list(order))

    W1, b1, W2, b2 = (v.copy() for part in network.unpack(theta) for v in part)
    for permutation in permutations:
        for k in range(0, 330, 10):
            dW1, db1, dW2, db2 = (np.zeros_like(v) for v in (W1, b1, W2, b2))
            for n in permutation[k : k + 10]:
                a1 = 1 / (1 + np.exp(-(x[n] @ W1 + b1)))
                a2 = 1 / (1 + np.exp(-(a1 @ W2 + b2)))
                delta2 = (a2 - y[n]) * a2 * (1 - a2)
                delta1 = (W2 @ delta2) * a1 * (1 - a1)
                dW1, db1, dW2, db2 = (
                    dW1 + np.outer(x[n], delta1),
                    db1 + delta1,
                    dW2 + np.outer(a1, delta2),
                    db2 + delta2,
                )
            W1, b1, W2, b2 = (v - 3.0 / 10 * d for v, d in zip((W1, b1, W2, b2), (dW1, db1, dW2, db2), strict=True))

    run = Run.start(config, theta=theta)
    for _ in islice(train(run, digits), 50):  # stopped in the middle of its second epoch, and taken up again
        pass
    list(train(run, digits))
    assert run.theta.dtype == np.float64
    np.testing.assert_allclose(
        run.theta, np.concatenate([v.reshape(-1) for v in (W1, b1, W2, b2)]), rtol=1e-9, atol=1e-11
    )
    assert theta[0] != run.theta[0]  # the caller's own θ is left alone


def test_training_and_test_digits_are_read_after_an_epoch_where_that_was_asked():
    config = replace(CONFIG, also_read="all three", l2=0.01, validate_every=2)
    run, network = Run.start(config), config.build_network()
    first, second, third = (event for event in train(run, DIGITS) if isinstance(event, Epoch))
    assert first.training is first.test is None  # it was not this epoch's turn
    for event in (second, third):
        assert event.training == evaluate(network, event.theta, DIGITS.train)
        assert event.test == evaluate(network, event.theta, DIGITS.test)
        assert event.penalty == pytest.approx(
            0.005 * sum((p.of(event.theta) ** 2).sum() for p in network.parameters if p.letter == "W")
        )
    plain = Run.start(replace(config, also_read="held back"))
    assert all(event.test is None for event in train(plain, DIGITS) if isinstance(event, Epoch))
    np.testing.assert_array_equal(run.theta, plain.theta)  # looking changes nothing
