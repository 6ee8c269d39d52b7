"""What is said of a moment of a run is known of it."""

import numpy as np

from dashboard.lab.rewind import sentence


def test_a_moment_is_put_into_words():
    losses = np.array([2.0, 1.0])
    assert sentence(0, 0.1, "5,000 digits", losses).startswith("Before the first step, it reads 10.0")
    assert sentence(2, 0.5, "5,000 digits", losses).endswith("of 5,000 digits. The loss of its last batches is 1.5000.")


def test_nothing_is_said_of_losses_that_stayed_behind():
    for losses in (np.array([]), np.array([np.nan, np.nan, 1.0])):
        assert sentence(2, 0.5, "5,000 digits", losses).endswith("of 5,000 digits.")
