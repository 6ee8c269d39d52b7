"""A digit that is moved is another vector, and has other distances."""

import numpy as np
import pytest

from lessons.derivations.distance import average_digits
from lessons.derivations.dragged.sliding_digit import FAR, moved, sliding_digit
from lessons.page.example import misread
from tests.support.readings import holds, marked


def test_a_digit_moved_is_measured_against_the_averages():
    pixels = misread().pixels
    x = moved(pixels, 3)
    assert np.array_equal(x[:, 3:], pixels[:, :-3])
    assert np.array_equal(moved(pixels, -3)[:, :-3], pixels[:, 3:])
    lengths = np.sqrt(((x.ravel()[:, None] - average_digits()) ** 2).sum(axis=0))
    block = sliding_digit(misread())
    assert holds(block)
    assert marked(block.readings[FAR + 3], "value")[0] == pytest.approx(lengths.min(), abs=0.005)
    assert f"**{lengths.argmin()}**" in block.readings[FAR + 3].says
    assert ", 0 of 784" in block.readings[FAR].says
