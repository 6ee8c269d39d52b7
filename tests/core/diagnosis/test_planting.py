"""A mistake is planted in core's own lines, and a training with one in it is a true training."""

import numpy as np
import pytest

from core.config import Config
from core.datasets import Digits, Split
from core.diagnosis.catalogue import catalogue
from core.diagnosis.planting import plant, plant_in_training
from core.diagnosis.stepping import of_optimizer
from core.layers import Dense
from core.training import Run, Step, train
from tests.support.passes import case


def digits() -> Digits:
    rng = np.random.default_rng(0)
    split = Split(rng.random((64, 784), np.float32), rng.integers(10, size=64))
    return Digits(split, split, split)


def losses(config: Config) -> list[float]:
    run = Run.start(config)
    return [event.loss for event in train(run, digits()) if isinstance(event, Step)]


CONFIG = Config(
    network="784-12-relu-10", batch_size=16, epochs=2, validation=0, optimizer="sgd", learning_rate=0.1,
    schedule="constant",
)  # fmt: skip


def test_a_planted_layer_is_still_the_layer():
    one = case(0)
    mistake = next(m for m in catalogue(one.network) if m.first == "dW2" and m.kind == "sign")
    wrong = plant(one.network, mistake)
    assert str(wrong) == str(one.network)
    assert isinstance(wrong.layers[2], Dense)
    assert wrong.layers[2] != one.network.layers[2]
    assert wrong.at(1, 2).layers == wrong.layers
    assert (one.arrays(wrong)["dW2"] == -one.arrays()["dW2"]).all()
    assert plant(one.network) is one.network


def test_mistakes_are_planted_upon_mistakes():
    one = case(0)
    sign, twice = (
        next(m for m in catalogue(one.network) if m.first == "dW2" and m.kind == kind and not m.places)
        for kind in ("sign", "factor 2")
    )
    found = one.arrays(plant(one.network, sign, twice, sign))
    np.testing.assert_array_equal(found["dW2"], 2 * one.arrays()["dW2"])


def test_training_with_a_mistake_trains_wrongly():
    mistakes = catalogue(CONFIG.build_network())
    missing = next(m for m in mistakes if m.first == "dz2" and m.kind == "1/N missing")
    right, wrong = losses(CONFIG), losses(plant_in_training(CONFIG, missing))
    assert right[0] == wrong[0]
    assert right[1] != wrong[1]
    faster = losses(Config(**{**vars(CONFIG), "learning_rate": 1.6}))  # it is a learning rate N times as large
    np.testing.assert_allclose(wrong, faster, rtol=1e-3)


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_gradients_that_are_never_cleared_add_up(optimizer):
    config = Config(**{**vars(CONFIG), "optimizer": optimizer})
    (never,) = (m for m in of_optimizer(config.build_optimizer()) if m.kind == "gradients not zeroed")
    planted = plant_in_training(config, never)
    assert planted.build_optimizer().memories == config.build_optimizer().memories + 1
    run = Run.start(planted)
    events = [event.loss for event in train(run, digits()) if isinstance(event, Step)]
    assert events[0] == losses(config)[0]
    assert events[2:] != losses(config)[2:]
    again = Run.start(planted)  # what it remembers is in the run: stopped and resumed, it is the same
    for _, _ in zip(range(3), train(again, digits()), strict=False):
        pass
    list(train(again, digits()))
    assert (again.theta == run.theta).all()
