"""What arrives at an input moves with an error signal, by the weight between the two."""

import numpy as np

from lessons.derivations.dragged.error_signal import SIGNALS, error_signal
from lessons.page.example import misread
from tests.support.readings import holds


def test_all_inputs_move_by_their_weights():
    digit, block = misread(), error_signal(misread())
    assert holds(block)
    j = int(np.abs(digit.arrays["dz2"][0]).argmax())
    first, last = (block.readings[k].pictures[2].array[0] for k in (0, -1))
    np.testing.assert_allclose(last - first, (SIGNALS[-1] - SIGNALS[0]) * digit.arrays["W2"][:, j], atol=1e-12)
