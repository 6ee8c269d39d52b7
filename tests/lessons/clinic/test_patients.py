"""There are patients enough, and the line that each is said to have is the mistake that is planted in it."""

from functools import lru_cache

import numpy as np
import pytest

from core.datasets import digits as module
from core.datasets.mnist import read_bytes
from core.training import Run, Step, train
from lessons.clinic.course import course, digits_of
from lessons.clinic.patients import BY_SLUG, PATIENTS
from lessons.page.digits import MOST
from tests.support.rewritten import rewrite

STEPS = 12  # after more of them, roundings that another order of sums brings have grown
RIGHT_AT_FIRST = {"absent-at-the-examination", "one-loss-and-then-nothing"}


def test_there_are_patients_enough_and_each_is_told_whole():
    assert len(PATIENTS) == len(BY_SLUG) >= 20
    for patient in PATIENTS:
        assert patient.moral.count(". ") + patient.moral.count(": ") in (1, 2), patient.slug  # two sentences
        assert patient.reports
        assert all(report.url.startswith("https://") for report in patient.reports)
        assert patient.mistakes
        assert patient.line in patient.lines
        assert len({place.id for place in patient.lines}) == len(patient.lines) >= 5


@pytest.mark.parametrize("slug", BY_SLUG)
def test_the_line_that_is_shown_is_the_mistake_that_is_planted(slug, monkeypatch):
    """Core with that line in its source trains as core with the mistake planted."""
    patient = BY_SLUG[slug]
    planted, right = course(patient), course(patient, mended=True).losses  # before core is another
    rewrite(monkeypatch, patient, kept=np.zeros(patient.healthy.size, np.float32))
    run, losses = Run.start(patient.config), []
    with np.errstate(all="ignore"):
        for event in train(run, _digits(patient)):
            if not isinstance(event, Step) or len(losses) == STEPS:
                break
            losses.append(event.loss)
    assert len(losses) == min(STEPS, len(planted.losses))
    np.testing.assert_allclose(losses, planted.losses[: len(losses)], rtol=2e-3)
    if slug not in RIGHT_AT_FIRST:
        assert np.abs(np.log(losses) - np.log(right[: len(losses)])).max() > 3e-3
    if slug == "absent-at-the-examination":  # it is the network in use that is another
        assert str(run.network.layers[2]) == str(planted.run.network.layers[2]) == "dropout0.5"


@lru_cache(maxsize=1)
def _bytes():
    images, labels = read_bytes("train")
    return images[:MOST].copy(), labels[:MOST].copy()


def _digits(patient):
    """The digits, read by a `split` that may have been rewritten."""
    found, n = digits_of(patient.config.examples), patient.config.examples
    read = module.split(*_bytes(), np.float32)
    return type(found)(type(found.train)(read.images[:n], read.labels[:n]), found.validation, found.test)
