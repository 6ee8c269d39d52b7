"""Of steps that are too short or too long, fifty learn less."""

import numpy as np

from core.config import Config
from core.datasets import Split
from lessons.derivations.dragged.learning_rate import RATES, learning_rate
from lessons.page.example import misread
from tests.support.digits import blobs
from tests.support.readings import holds, marked


def test_a_rate_between_learns_more_than_those_at_the_ends():
    made = blobs(200, 0, np.float64)
    config = Config("784-8-relu-10", optimizer="sgd", schedule="constant", batch_size=20, epochs=5, validation=0)
    block = learning_rate(misread(), config, Split(made.images, made.labels))
    assert holds(block)
    ends = [marked(reading, "loss")[0] for reading in block.readings]
    assert len(ends) == len(RATES)
    assert min(ends) < 0.8 * ends[0]
