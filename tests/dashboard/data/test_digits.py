"""What the lab looks at is what its words say, on the scale that the run has."""

import numpy as np
import pytest

from core.config import Config
from core.datasets import load
from dashboard.data.digits import looked_at, ten, which_digits


@pytest.mark.parametrize("scaling", ["z-score", "z-score by pixel"])
def test_the_scale_is_that_of_the_run(scaling):
    config = Config(validation=0, scaling=scaling)
    np.testing.assert_array_equal(looked_at(config).scale.shift, load(config).scale.shift)


def test_a_run_that_holds_no_digits_back_is_judged_by_training_digits():
    config = Config(validation=0)
    digits, known = looked_at(config), load(config)
    np.testing.assert_array_equal(digits.validation.images, known.train.images[-5_000:])
    assert (which_digits(config), which_digits(Config())) == ("training digits", "digits held back")
    assert sorted(ten(config).labels) == list(range(10))
