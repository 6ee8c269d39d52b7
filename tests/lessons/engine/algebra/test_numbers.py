"""The evaluator, on which all proofs rest, against loops in plain Python."""

import numpy as np
import pytest
from sympy import Abs, IndexedBase, KroneckerDelta, Piecewise, Symbol, erf, exp, log, sqrt

from lessons.engine.algebra.indices import index, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.algebra.places import Largest, Quotient, Remainder, Winner

N = Symbol("N", integer=True, positive=True)
n, i, j = index("n", N), index("i", 4), index("j", 3)
x, W, b = map(IndexedBase, ("x", "W", "b"))
RNG = np.random.default_rng(1)
ARRAYS = {"x": RNG.standard_normal((2, 4)), "W": RNG.standard_normal((4, 3)), "b": RNG.standard_normal(3), "N": 2}
X, WEIGHTS, B = (ARRAYS[name] for name in ("x", "W", "b"))

CASES = [
    (total(x[n, i] * W[i, j], i) + b[j], (n, j), lambda n, j: sum(X[n, i] * WEIGHTS[i, j] for i in range(4)) + B[j]),
    (total(b[j], n) / N, (j,), lambda j: B[j]),
    (exp(x[n, i]) / total(exp(x[n, i]), i), (n, i), lambda n, i: np.exp(X[n, i]) / sum(np.exp(v) for v in X[n])),
    (W[i, j] * KroneckerDelta(i, j), (i, j), lambda i, j: WEIGHTS[i, j] * (i == j)),
    (x[n, 3 - i], (n, i), lambda n, i: X[n, 3 - i]),
    (x[n, i + 2], (n, i), lambda n, i: X[n, i + 2] if i < 2 else 0.0),
    (x[n, i - 1], (n, i), lambda n, i: X[n, i - 1] if i else 0.0),
    (Piecewise((b[j], b[j] > 0), (0, True)), (j,), lambda j: max(B[j], 0)),
    (sqrt(Abs(b[j])) + erf(b[j]) - log(Abs(b[j])), (j,), None),
    (Quotient(i, 2) * 10 + Remainder(i, 2), (i,), lambda i: i // 2 * 10 + i % 2),
    (Largest(x[n, 0], x[n, 1], x[n, 2]), (n,), lambda n: max(X[n, :3])),
    (Winner(j, x[n, 0], x[n, 1], x[n, 2]), (n, j), lambda n, j: float(np.argmax(X[n, :3]) == j)),
]


@pytest.mark.parametrize(("e", "free", "loop"), CASES, ids=lambda case: str(case)[:30])
def test_against_a_loop(e, free, loop):
    sizes = [{"n": 2, "i": 4, "j": 3}[str(index.label)] for index in free]
    got = evaluate(e, ARRAYS, free)
    assert got.shape == tuple(sizes)
    if loop is None:
        from math import erf as erf_

        want = [np.sqrt(abs(v)) + erf_(v) - np.log(abs(v)) for v in B]
    else:
        want = [loop(*at) for at in np.ndindex(*sizes)]
    np.testing.assert_allclose(got.ravel(), want, rtol=1e-14)


def test_complex_numbers_pass_through():
    nudged = ARRAYS | {"b": B + 1e-30j}
    slope = np.imag(evaluate(exp(b[j]), nudged, (j,))) / 1e-30
    np.testing.assert_allclose(slope, np.exp(B), rtol=1e-14)


def test_of_equal_numbers_the_first_wins():
    arrays = {"x": np.array([[1.0, 5, 5, 0]]), "N": 1}
    np.testing.assert_array_equal(evaluate(Winner(i, *(x[n, k] for k in range(4))), arrays, (n, i)), [[0, 1, 0, 0]])


def test_what_has_no_numbers_is_refused():
    from sympy import gamma

    with pytest.raises(TypeError, match="has no numbers"):
        evaluate(gamma(b[j]), ARRAYS, (j,))
