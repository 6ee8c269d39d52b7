"""A patient's pass is a file that the diagnosis reads, and it names what is planted in the patient."""

import io

import pytest

from core.diagnosis.files import read
from dashboard.views.clinic.brought import file_of
from lessons.clinic.patients import BY_SLUG


@pytest.mark.parametrize("slug", ["all-biases-alike", "ten-percent-for-ever", "a-single-array", "never-sure"])
def test_the_diagnosis_names_the_mistake(slug):
    patient = BY_SLUG[slug]
    found = read(io.BytesIO(file_of(patient)), "patient.npz").diagnose()
    assert found.explained
    assert found.kinds == tuple(mistake.kind for mistake in patient.mistakes)


def test_a_pass_that_is_right_agrees():
    found = read(io.BytesIO(file_of(BY_SLUG["nothing-happens"])), "patient.npz").diagnose()
    assert found.agrees
