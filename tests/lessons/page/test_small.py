"""The small networks are what they say they are."""

import numpy as np
import pytest

from lessons.engine.proof.named_arrays import arrays_of
from lessons.page.small import SMALL


@pytest.mark.parametrize("name", ["whole", "two"])
def test_every_number_is_a_whole_one_of_one_digit(name):
    arrays = arrays_of(SMALL[name].given().trace())
    assert float(arrays.pop("L")) in (2.5, 7)
    for of, array in arrays.items():
        np.testing.assert_array_equal(array, np.round(array), of)
        assert np.abs(array).max() < 10, of


def test_both_units_are_on_for_the_first_example_and_one_is_off_for_the_second():
    a1 = arrays_of(SMALL["two"].given().trace())["a1"]
    np.testing.assert_array_equal(a1 > 0, [[True, True], [True, False]])


@pytest.mark.parametrize("name", SMALL)
def test_a_step_at_its_rate_lowers_the_loss(name):
    small = SMALL[name]
    found = small.given()
    before = found.trace()
    after = found.network.trace(found.theta - small.rate * before.gradient, found.x, found.y)
    assert after.loss < 0.99 * before.loss
    assert found.drawn == ()
