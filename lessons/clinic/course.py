"""A training is watched step by step: the loss of each batch, and now and then how many digits it reads."""

from dataclasses import dataclass
from functools import lru_cache
from math import nan
from typing import Any

import numpy as np

from core.config import Config
from core.datasets.digits import Digits, Split
from core.diagnosis import Mistake, plant_in_digits, plant_in_training
from core.metrics import evaluate
from core.training import Diverged, Run, Step, train
from lessons.clinic.patient import HELD, Patient
from lessons.page.digits import MOST, first_digits

SEEN = 8  # digits on which gradients are compared
EVERY = 15  # steps from one look at the digits held back to the next


@dataclass(frozen=True, eq=False)
class Course:
    """What came of a training."""

    losses: Any  # (steps,) of each batch
    lengths: Any  # (steps,) ‖Δθ‖ of each step
    judged: Any  # (looks,) after how many steps
    accuracy: Any  # (looks,) a share of the digits held back
    run: Run  # at its end
    seen: Split  # the first digits that it learned from
    held: Split  # those that it was judged on
    diverged: int = 0  # the step whose loss was no number any more

    @property
    def last(self) -> float:
        """The mean loss of the last 30 batches; no number where it diverged."""
        return nan if self.diverged else float(np.mean(self.losses[-30:]))


def course(patient: Patient, mended: bool = False) -> Course:
    """The training of a patient, or the same with the line mended."""
    return trained(patient.config, () if mended else patient.mistakes)


@lru_cache(maxsize=64)
def trained(config: Config, mistakes: tuple[Mistake, ...]) -> Course:
    """A training with these mistakes planted."""
    digits = plant_in_digits(digits_of(config.examples), *mistakes)
    run = Run.start(plant_in_training(config, *mistakes))
    losses, lengths, judged, accuracy, diverged, before = [], [], [], [], 0, run.theta.copy()
    with np.errstate(all="ignore"):
        for event in train(run, digits):
            if isinstance(event, Diverged):
                diverged = event.step
            elif isinstance(event, Step):
                losses.append(event.loss)
                lengths.append(float(np.linalg.norm(run.theta - before)))
                before = run.theta.copy()
                if event.step % EVERY == 0 or event.step == 1:
                    judged.append(event.step)
                    accuracy.append(evaluate(run.network, run.theta, digits.validation).accuracy)
    seen = Split(digits.train.images[:SEEN].copy(), digits.train.labels[:SEEN].copy())
    watched = (np.array(losses), np.array(lengths), np.array(judged), np.array(accuracy))
    return Course(*watched, run, seen, digits.validation, diverged)


@lru_cache(maxsize=4)
def digits_of(examples: int) -> Digits:
    """The first training digits, and others to be judged on."""
    images, labels = first_digits(MOST)
    images = images.astype(np.float32)
    learned = Split(images[:examples], labels[:examples])
    held = Split(images[MOST - HELD :], labels[MOST - HELD :])
    return Digits(learned, held, held)
