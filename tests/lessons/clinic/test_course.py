"""A training is watched from its first step to its last, and worked out once."""

import numpy as np

from core.training import Run, Step, train
from lessons.clinic.course import EVERY, course, digits_of, trained
from lessons.clinic.patients import BY_SLUG


def test_a_mended_patient_is_core():
    patient = BY_SLUG["all-biases-alike"]
    found = course(patient, mended=True)
    run = Run.start(patient.config)
    losses = [event.loss for event in train(run, digits_of(patient.config.examples)) if isinstance(event, Step)]
    np.testing.assert_array_equal(found.losses, losses)
    np.testing.assert_array_equal(found.run.theta, run.theta)
    assert found.judged.tolist() == [1, *range(EVERY, 226, EVERY)]
    assert found.last == np.mean(losses[-30:])


def test_a_training_is_worked_out_once():
    patient = BY_SLUG["all-biases-alike"]
    assert course(patient) is course(patient)
    assert course(patient, mended=True) is trained(patient.config, ())


def test_one_that_breaks_off_has_no_last_loss():
    found = course(BY_SLUG["one-loss-and-then-nothing"])
    assert len(found.losses) == 1
    assert np.isnan(found.last)
