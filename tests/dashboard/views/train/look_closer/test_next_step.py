"""A step that is taken again without the other digits is the step that training takes."""

import numpy as np
import pytest

from core.augmentation import AUGMENTATIONS
from core.config import Config
from core.datasets import load
from core.orders import shuffled
from core.run import Run
from core.training import train
from dashboard.data.digits import looked_at
from dashboard.views.train.look_closer.next_step import batch_of, step_again

CONFIG = Config(network="784-6-relu-10", batch_size=32, epochs=2)
FEW = Config(network="784-5-tanh-10", examples=2_000, batch_size=300, epochs=2, schedule="cosine", optimizer="adam")


@pytest.mark.parametrize(("step", "epoch", "first"), [(0, 0, 0), (3, 0, 96), (11, 1, 32)])
def test_the_next_batch_is_that_of_training(step, epoch, first):
    run = Run.start(CONFIG)
    run.step = step
    expected = shuffled(CONFIG.seed, epoch, 320)[first : first + 32]
    np.testing.assert_array_equal(batch_of(run, 320), expected)


@pytest.mark.parametrize("size", [300, 2_000])
@pytest.mark.parametrize("augmentation", AUGMENTATIONS)
@pytest.mark.parametrize("scaling", ["0 to 1", "z-score by pixel"])
def test_the_step_is_that_of_training_bit_for_bit(augmentation, scaling, size):
    """The last step of an epoch, too, whose batch is smaller."""
    config = Config(**{**vars(FEW), "augmentation": augmentation, "scaling": scaling, "batch_size": size})
    digits, scale = load(config), looked_at(config).scale
    for before in (0, 1, 6, 7) if size < 2_000 else (0, 1):
        run = Run.start(config)
        run.step, run.judged = before, before * size // 2_000
        after, (images, labels) = step_again(run, scale, None)
        chosen = batch_of(run, 2_000)
        next(train(run, digits))
        np.testing.assert_array_equal(after.theta, run.theta)
        assert all(np.array_equal(one, other) for one, other in zip(after.memory, run.memory, strict=True))
        assert after.step == before + 1
        np.testing.assert_array_equal(images, digits.train.images[chosen])
        np.testing.assert_array_equal(labels, digits.train.labels[chosen])
