"""A wrong line is answered by what the patient would show if it were wrong, and none can be taken for the right one."""

import numpy as np
import pytest

from core.diagnosis import plant
from lessons.clinic.answer import answer, apart, tried
from lessons.clinic.course import course, trained
from lessons.clinic.gradient_check import beginning, gradient_check, gradient_of, leave_the_diagonal
from lessons.clinic.patients import BY_SLUG, PATIENTS

SLUGS = list(BY_SLUG)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_line_is_answered(slug):
    patient = BY_SLUG[slug]
    for place in patient.lines:
        found = answer(patient, place)
        assert found.right == any(place == wrong for wrong, _ in patient.changed)
        assert found.words[-1] == "."
        if not found.right:
            assert tried(patient, place), place.id


@pytest.mark.parametrize("slug", SLUGS)
def test_no_mistake_at_another_line_gives_the_same_symptoms(slug):
    patient = BY_SLUG[slug]
    at, own = beginning(patient), leave_the_diagonal(patient, *patient.mistakes)
    gradient = gradient_of(patient.network, at)
    for place in patient.lines:
        if answer(patient, place).right:
            continue
        for mistake in tried(patient, place):
            if leave_the_diagonal(patient, mistake) != own:
                continue
            other = gradient_of(plant(patient.healthy, mistake), at)
            if np.linalg.norm(other - gradient) > 0.02 * np.linalg.norm(gradient):
                continue
            assert apart(course(patient), trained(patient.config, (mistake,))) > 0.02, (place.id, mistake.kind)


def test_a_random_direction_sees_what_the_whole_check_sees():
    for patient in PATIENTS:
        off = {one.name for one in gradient_check(patient) if not one.agrees}
        assert leave_the_diagonal(patient, *patient.mistakes) == off


def words(slug: str, place: str) -> str:
    patient = BY_SLUG[slug]
    return next(answer(patient, one).words for one in patient.lines if one.id == place)


def test_what_is_said():
    assert words("all-biases-alike", "Dense.parameter_gradients.db") == (
        "In db2 and db1, it is summed over the units too, so all biases move alike."
    )
    assert words("all-biases-alike", "Dense.input_gradient.return.matmul").startswith(
        "Here db2 leaves the diagonal. With that line wrong it would not: each of the "
    )
    assert words("all-biases-alike", "Loss.gradient.return.p.y").startswith(
        "With that line wrong, dW1 and dW2 would leave the diagonal: each of the "
    )
    assert "the gradient is another one. The nearest is “" in words("never-sure", "Dense.parameter_gradients.dW")
    assert "With the mistake tried there (“labels one row late”) it takes steps" in words(
        "nothing-happens", "_step.x.y"
    )
    assert words("too-long-then-too-short", "_step.take_step") == "t is not counted: it is 1 at every step."
