"""L1 pulls every weight alike, L2 in proportion; a mask leaves the mean alone."""

import numpy as np
import pytest

from lessons.derivations.regularizers import D, H, dropout_mean, dropout_variance, i, j, l1, l2
from lessons.engine.algebra.numbers import evaluate

WEIGHTS = {"W": np.array([[0.1, -4.0]]), "lambda_1": 0.3, "lambda_2": 0.3, str(D): 1, str(H): 2}


def test_the_pull_towards_zero():
    np.testing.assert_allclose(evaluate(l1().rhs, WEIGHTS, (i, j)), [[0.3, -0.3]])
    np.testing.assert_allclose(evaluate(l2().rhs, WEIGHTS, (i, j)), [[0.03, -1.2]])


def test_more_left_out_is_more_noise():
    noise = [float(evaluate(dropout_variance().rhs, {"q": share})) for share in (0.1, 0.5, 0.8)]
    assert noise == sorted(noise)
    assert noise[1] == pytest.approx(1)
    assert dropout_mean().rhs == 1
