"""A filter gives at each place what the ink below it makes."""

import numpy as np

from lessons.derivations import edges
from lessons.derivations.dragged.filter_place import filter_place
from lessons.page.example import misread
from tests.support.readings import holds


def test_it_gives_what_the_convolution_of_core_gives_there():
    digit = misread()
    maps = edges.trace(digit.arrays["x"], np.array([digit.label])).values[2][..., 0]
    block = filter_place(digit.pixels, maps)
    assert holds(block)
    assert max(reading.marks[0][1] for reading in block.readings) == maps[2].max()
    wrong = filter_place(digit.pixels, maps + 0.01)
    assert not wrong.check.holds
