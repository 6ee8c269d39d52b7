"""A printed line of NumPy is read again and worked out; nothing else is."""

import numpy as np
import pytest

from lessons.engine.forms.numpy_line import run

ARRAYS = {"x": np.arange(6.0).reshape(2, 3), "W1": np.arange(3.0).reshape(3, 1), "a1′": np.ones(2), "N": 2}


def test_it_computes_what_python_would():
    np.testing.assert_array_equal(run("z1 = x @ W1 / N", ARRAYS), ARRAYS["x"] @ ARRAYS["W1"] / 2)
    np.testing.assert_array_equal(
        run("m = x.sum(axis=1, keepdims=True)", ARRAYS), ARRAYS["x"].sum(axis=1, keepdims=True)
    )
    np.testing.assert_array_equal(
        run("a = np.where(x > 2, 1, 0.01) * -x**2", ARRAYS), np.where(ARRAYS["x"] > 2, 1, 0.01) * -(ARRAYS["x"] ** 2)
    )
    np.testing.assert_array_equal(run("a = a1_ + 1", ARRAYS), [2, 2])


@pytest.mark.parametrize(
    "line", ["x = [1]", "x = x.tolist()", "x = np.zeros(3)", "x = open(x)", "x = x.T.dtype", "x = lambda: 1"]
)
def test_it_runs_nothing_else(line):
    with pytest.raises((ValueError, KeyError, TypeError)):
        run(line, ARRAYS)
