"""What is said of a moment of a run is known of it."""

import numpy as np
import pytest

from core.config import Config
from dashboard.views.train.look_closer.rewind import nothing_to_fork, sentence


def test_a_moment_is_put_into_words():
    losses = np.array([2.0, 1.0])
    assert sentence(0, 0.1, "5,000 digits", losses).startswith("Before the first step, it reads 10.0")
    assert sentence(2, 0.5, "5,000 digits", losses).endswith("of 5,000 digits. The loss of its last batches is 1.5000.")


def test_nothing_is_said_of_losses_that_stayed_behind():
    for losses in (np.array([]), np.array([np.nan, np.nan, 1.0])):
        assert sentence(2, 0.5, "5,000 digits", losses).endswith("of 5,000 digits.")


CONFIG = Config(epochs=5)  # of 430 steps each


@pytest.mark.parametrize(
    ("step", "changes", "words"),
    [
        (30, {"optimizer": "adam"}, "This is what the run has"),
        (30, {"optimizer": "sgd"}, ""),
        (2_150, {"optimizer": "sgd"}, "5 epochs are over after step 2,150"),
        (2_150, {"epochs": 6}, ""),
        (2_150, {"epochs": 1}, "1 epoch is over after step 430"),
        (30, {"learning_rate": None}, "Fill in the learning rate"),
    ],
)
def test_a_fork_is_offered_where_something_differs_and_is_left_to_train(step, changes, words):
    why_not = nothing_to_fork(CONFIG, step, changes)
    assert bool(why_not) == bool(words)
    assert words in why_not
