import numpy as np
import pytest

from core.initializers import initialize
from core.network import Network
from core.optimizers import OPTIMIZERS
from dashboard.views.step.by_hand import Steps, batch, propose, take_steps, within_reach
from dashboard.views.step.subject import Subject, fresh

NETWORK = Network.from_text("6-5-tanh-3")
THETA = initialize(NETWORK, "he", 0, np.float64)
IMAGES = np.random.default_rng(0).random((4, 6))
SUBJECT = Subject("test", NETWORK, THETA, np.array([0, 1, 2, 0]), lambda first, n: IMAGES[first : first + n])


def trace(theta, digit, label):
    return NETWORK.trace(theta, IMAGES[digit : digit + 1], np.array([label]))


def test_steps_survive_the_address():
    steps = Steps("adam", 0.003, ((3, 1, 1), (0, 2, 4)))
    assert Steps.read(str(steps), digits=4) == steps
    assert Steps.read(str(Steps()), digits=4) == Steps()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sgd",
        "sgd,x",
        "jump,0.1,1:1:1",
        "sgd,nan,1:1:1",
        "sgd,-1,1:1:1",
        "sgd,0.1,4:1:1",
        "sgd,0.1,1:10:1",
        "sgd,0.1,1:1:17",
        "sgd,0.1,1:1",
        "sgd,0.1,a:b:c",
    ],
)
def test_what_cannot_be_read_is_no_steps(text):
    assert Steps.read(text, digits=4).taken == ()


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_proposed_step_taken_is_the_step_that_was_proposed(name):
    steps = Steps(name, 0.05, ((0, 1, 1), (1, 2, 3)))
    theta, memory = take_steps(steps, SUBJECT)
    remembered = [m.copy() for m in memory]
    proposal = propose(trace(theta, 2, 0), steps, memory)
    np.testing.assert_array_equal(memory, remembered)
    after, _ = take_steps(Steps(name, 0.05, (*steps.taken, (2, 0, 1))), SUBJECT)
    np.testing.assert_allclose(theta + proposal.step, after, rtol=1e-12, atol=1e-15)
    assert proposal.after == pytest.approx(float(trace(after, 2, 0).loss), rel=1e-12)
    assert proposal.before == float(trace(theta, 2, 0).loss)


def test_the_slope_predicts_a_small_step():
    errors = []
    for rate in (1e-2, 1e-3):
        proposal = propose(trace(THETA, 0, 1), Steps("sgd", rate), ())
        assert proposal.predicted < proposal.before
        errors.append(abs(proposal.predicted - proposal.after))
    assert errors[1] < errors[0] / 50  # the error is of second order


def test_another_optimizer_starts_without_memory():
    steps = Steps("adam", 0.1, ((0, 1, 1),))
    assert steps.proposing("adam", 0.2) == Steps("adam", 0.2, ((0, 1, 1),))
    assert steps.proposing("momentum", 0.2) == Steps("momentum", 0.2)


def test_a_batch_takes_its_first_digit_for_the_label():
    x, labels = batch(SUBJECT, 1, 0, 2)
    np.testing.assert_array_equal(x, IMAGES[1:3])
    assert labels.tolist() == [0, 2]
    assert SUBJECT.labels.tolist() == [0, 1, 2, 0]


@pytest.mark.parametrize(
    "text", ["sgd,0.1,²:1:1", "sgd,0.1,+1:1:1", f"sgd,0.1,{'9' * 5_000}:1:1", f"sgd,{'9' * 5_000},1:1:1"]
)
def test_what_is_no_plain_number_is_no_step(text):
    assert Steps.read(text, digits=4) == Steps()


def test_steps_that_would_take_too_long_are_cut_short_with_figures():
    subject = fresh("784-800-relu-800-relu-10", 0)
    steps = Steps("adam", 0.1, ((0, 1, 16),) * 100)
    fewer, said = within_reach(steps, subject, 1)
    assert 20 < len(fewer.taken) < 100
    assert steps.taken[: len(fewer.taken)] == fewer.taken
    assert said.startswith("These 100 training steps are as much work in this network as 1,")
    assert f"The first {len(fewer.taken)} of them are taken." in said
    assert within_reach(fewer, subject, 1) == (fewer, "")
    assert within_reach(steps, SUBJECT, 1) == (steps, "")
