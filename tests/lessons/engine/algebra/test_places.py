"""The place of a number in a row, and the pixel that stands there, are inverse to each other."""

import numpy as np
from sympy import IndexedBase, Integer

from lessons.engine.algebra.derivative import partial
from lessons.engine.algebra.indices import index
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.algebra.places import Largest, pixel_address, pixel_number

x = IndexedBase("x")


def test_every_number_of_a_row_is_one_pixel():
    image = np.arange(24).reshape(2, 3, 4)
    for number in range(24):
        address = [int(evaluate(part, {})) for part in pixel_address(Integer(number), 3, 4)]
        assert image[tuple(address)] == number == pixel_number(*address, 3, 4)


def test_the_largest_alone_has_a_slope():
    arrays, i = {"x": np.array([0.3, 2.0, -1.0])}, index("i", 3)
    slopes = evaluate(partial(Largest(x[0], x[1], x[2]), x[i]), arrays, (i,))
    assert slopes.tolist() == [0, 1, 0]
