"""Orders: each epoch meets every example once, and a run that is taken up anywhere meets what it would have met."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from core.config import Config
from core.orders import ORDERS, orders, shuffled

CONFIG = Config("784-10", seed=7)


@pytest.mark.parametrize("name", ORDERS)
def test_every_epoch_meets_every_example_once(name):
    for order in islice(orders(replace(CONFIG, order=name), 0, 40), 5):
        assert sorted(order) == list(range(40))


@pytest.mark.parametrize("name", ORDERS)
def test_an_epoch_has_its_order_wherever_the_run_was_taken_up(name):
    config = replace(CONFIG, order=name)
    whole = list(islice(orders(config, 0, 40), 6))
    assert (next(orders(config, 4, 40)) == whole[4]).all()
    assert (next(orders(replace(config, epochs_before=3), 1, 40)) == whole[4]).all()
    assert name == "as filed" or (next(orders(replace(config, seed=8), 0, 40)) != whole[0]).any()


def test_the_usual_one_is_drawn_from_the_seed_and_the_epoch_alone():
    assert (next(orders(CONFIG, 5, 40)) == shuffled(7, 5, 40)).all()
    assert (next(orders(CONFIG, 5, 40)) == np.random.default_rng((7, 1, 5)).permutation(40)).all()


def test_python_2_shuffles_what_the_epoch_before_left():
    # random.seed(12345678); order = range(6); random.shuffle(order), twice, worked out by Python's documented generator
    u = iter(np.random.RandomState([12345678]).random_sample(10))  # the same twister, seeded by an array as Python does
    order = list(range(6))
    expected = []
    for _ in range(2):
        for i in (5, 4, 3, 2, 1):
            j = int(next(u) * (i + 1))
            order[i], order[j] = order[j], order[i]
        expected.append(list(order))
    config = replace(CONFIG, order="python 2", seed=12345678)
    assert [list(order) for order in islice(orders(config, 0, 6), 2)] == expected
