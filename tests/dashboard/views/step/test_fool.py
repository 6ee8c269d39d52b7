"""x + ε · sign(∂L/∂x) is that, on every scale, and raises the loss."""

from dataclasses import replace

import numpy as np
import pytest

from core.datasets.digits import Scale
from dashboard.views.step.by_hand import Steps
from dashboard.views.step.edits import Edit
from dashboard.views.step.fool import fooled
from dashboard.views.step.moment import Moment
from dashboard.views.step.subject import Choice, shipped

CHOICE = Choice(shipped(), 321, 2, 2)


@pytest.mark.parametrize("scale", [Scale(), Scale(0.13, 3.2), Scale(np.full(784, 0.1), np.r_[0, np.full(783, 2.5)])])
def test_every_pixel_moves_by_epsilon_of_the_way_and_never_beyond_paper_or_ink(scale):
    subject = replace(shipped(), scale=scale)
    ink = shipped().images(0, 3)
    trace = subject.network.trace(subject.theta, scale.apply(ink), subject.labels[:3])
    expected = scale.apply(np.clip(ink + 0.1 * np.sign(trace.grads[0]), 0, 1))
    np.testing.assert_allclose(fooled(trace, scale, 0.1), expected, atol=1e-12)


def test_the_loss_rises_as_the_slope_says():
    still, moved = (Moment.of(CHOICE, (), Steps(), epsilon) for epsilon in (0.0, 1e-6))
    dx = still.trace.grads[0]
    inside = moved.trace.values[0] != still.trace.values[0]
    assert inside.any()
    assert not inside.all()  # paper gets no paler
    rise = float(moved.trace.loss - still.trace.loss)
    assert rise == pytest.approx(1e-6 * np.abs(dx[inside]).sum(), rel=1e-3)


def test_a_small_step_turns_a_reading_over_and_chance_does_not():
    choice = Choice(shipped(), 0, 1, 7)
    moment = Moment.of(choice, (), Steps(), 0.07)
    assert moment.still.p[0].argmax() == 7
    assert moment.trace.p[0].argmax() != 7
    assert np.abs(moment.trace.values[0] - moment.still.values[0]).max() == pytest.approx(0.07)
    assert moment.unchanged is moment.still


def test_a_number_changed_by_hand_beyond_ink_stays_there():
    moment = Moment.of(CHOICE, (Edit("x", 350, 4.0),), Steps(), 0.2)
    assert 4 - 0.2 <= moment.trace.values[0][0, 350] <= 4
