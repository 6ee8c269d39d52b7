"""What a walk speaks of is what the network does."""

import numpy as np
import pytest

from core.initializers import initialize
from core.network import Network
from dashboard.data.shipped import unseen_digits
from lessons.page.example import Example
from lessons.walks.story import Story, tells


def story(network: str, index: int = 0) -> Story:
    digits, built = unseen_digits(), Network.from_text(network)
    return Story(
        Example.of(built, initialize(built, "he", 0, np.float64), digits.images[:500], digits.labels[:500], index)
    )


@pytest.mark.parametrize(
    ("network", "yes"),
    [
        ("784-16-relu-10", True),
        ("784-64-relu-64-tanh-32-relu-10", True),
        ("784-10", False),
        ("784-65-relu-10", False),
        ("784-16-relu-bn-10", False),
        ("784-16-16-relu-10", False),
        ("1x28x28-conv4x5x5-relu-maxpool2-flatten-10", False),
    ],
)
def test_it_is_told_of_what_can_be_drawn(network, yes):
    assert tells(Network.from_text(network)) is yes


def test_of_what_cannot_be_drawn_it_says_so():
    with pytest.raises(ValueError, match="not of 784-10"):
        story("784-10")


def test_a_bend_that_switches_is_known_by_its_slopes():
    assert story("784-8-relu-10").switches(1)
    assert not story("784-8-gelu-10").switches(1)
    assert not story("784-8-leaky-10").switches(1)


def test_the_slope_of_a_bend_is_that_of_each_unit():
    told = story("784-8-tanh-10")
    np.testing.assert_allclose(told.bend(1), 1 - told.a[0] ** 2)


def test_the_step_is_one_that_the_slope_can_promise():
    told = story("784-8-relu-10")
    step = told.step
    assert step.rate == told.ahead.rate
    assert 0 < told.ahead.promised(step.rate) < told.loss
    assert told.loss_after(step.rate) < told.loss
    assert step.moved == np.count_nonzero(told.trace.gradient)


def test_every_pass_has_its_digit():
    told = story("784-8-relu-10", 3)
    for name, one in told.passes().items():
        index = told.index_of(name)
        assert index is not None
        np.testing.assert_array_equal(one.values[0][0], told.digit.everybody.images[index])
