"""Dropout leaves out what it says, and the same again for the same key."""

import numpy as np
import pytest

from core.dropout import Dropout


def test_dropout_leaves_out_its_share_and_keeps_the_mean():
    x = np.ones((400, 500))
    h = Dropout(0.3, key=(5,)).forward((), x)
    assert set(np.unique(h)) == {0, 1 / 0.7}
    assert (h == 0).mean() == pytest.approx(0.3, abs=0.005)
    assert h.mean() == pytest.approx(1, abs=0.01)


def test_a_mask_is_a_function_of_its_key():
    x = np.ones((20, 30))
    first, again, other = (Dropout(0.5, key=key).forward((), x) for key in [(1, 2), (1, 2), (1, 3)])
    assert (first == again).all()
    assert (first != other).any()
