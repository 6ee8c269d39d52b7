"""What is on show is the pass after the steps and with the edits, beside the one without the edits."""

import numpy as np

from dashboard.views.step.by_hand import Steps, take_steps
from dashboard.views.step.edits import Edit
from dashboard.views.step.moment import Moment
from dashboard.views.step.subject import Choice, shipped

CHOICE = Choice(shipped(), 321, 1, 5)


def test_nothing_done_is_the_pass_of_core():
    moment = Moment.of(CHOICE, (), Steps())
    subject = CHOICE.subject
    expected = subject.network.trace(subject.theta, subject.images(321, 1), np.array([5]))
    assert moment.trace is moment.unchanged
    assert float(moment.trace.loss) == float(expected.loss)


def test_steps_come_first_and_edits_on_top():
    edits, steps = (Edit("W1", 10_344, 1.5),), Steps("adam", 0.01, ((0, 7, 2),))
    moment = Moment.of(CHOICE, edits, steps)
    theta, memory = take_steps(steps, CHOICE.subject)
    np.testing.assert_array_equal(moment.theta, theta)
    np.testing.assert_array_equal(moment.memory, memory)
    assert np.flatnonzero(moment.trace.theta != moment.unchanged.theta).tolist() == [10_344]
    assert moment.trace.theta[10_344] == 1.5
    np.testing.assert_array_equal(moment.unchanged.theta, theta)
