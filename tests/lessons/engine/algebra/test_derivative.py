"""Index calculus against brute force: no letter is captured, and no rewriting changes a number."""

import numpy as np
import pytest
from sympy import IndexedBase, KroneckerDelta, Sum, Symbol, diff, exp

from lessons.engine.algebra.derivative import collapse, inline, match, partial, substitute, tidy, turned
from lessons.engine.algebra.indices import canonical, free_indices, freshen, index, over, total
from lessons.engine.algebra.numbers import evaluate

i, j, k = (index(letter, 3) for letter in "ijk")
x, y, z, W = map(IndexedBase, "xyzW")
RNG = np.random.default_rng(0)
ARRAYS = {
    "x": RNG.standard_normal(3),
    "y": RNG.standard_normal(3),
    "z": RNG.standard_normal(3),
    "W": RNG.standard_normal((3, 3)),
}


def test_sympy_alone_captures_the_letter_and_partial_does_not():
    softmax = exp(z[k]) / Sum(exp(z[k]), over(k))
    assert diff(softmax, z[k]) == 0  # the reason why `partial` exists; when SymPy learns it, this says so
    e = np.exp(ARRAYS["z"])
    p = e / e.sum()
    np.testing.assert_allclose(evaluate(partial(softmax, z[k]), ARRAYS, (k,)), p * (1 - p), rtol=1e-14)


@pytest.mark.parametrize(
    "e",
    [
        total(KroneckerDelta(i, j) * x[i], i),
        total(x[i] * total(KroneckerDelta(k, i) * W[k, j], k), i),
        total((KroneckerDelta(i, j) - y[j]) * x[i] * y[j], i),
        total(y[j] * x[k], i),
        total(x[i] + y[i] * x[j], i),
    ],
)
def test_no_rewriting_changes_a_number(e):
    free = tuple(sorted(free_indices(e), key=str))
    numbers = evaluate(e, ARRAYS, free)
    for rewritten in (
        collapse(e),
        collapse(e, split=True),
        canonical(e),
        freshen(e, {i, j, k}),
        tidy(collapse(e)),
        tidy(e),
    ):
        np.testing.assert_allclose(evaluate(rewritten, ARRAYS, free), numbers, rtol=1e-13)


def test_the_bracket_picks_one_term():
    assert collapse(total(KroneckerDelta(i, j) * x[i], i)) == x[j]
    assert collapse(total(x[j], i)) == 3 * x[j]


def test_a_bracket_that_could_point_outside_needs_an_array_to_read():
    wide, place = index("r", 5), index("h", 2)
    e = total(y[place] * KroneckerDelta(wide, 2 * place + i), i)
    assert collapse(e).has(KroneckerDelta)  # Σ_i 1[r = 2h + i] is not 1 everywhere
    read = total(x[i] * KroneckerDelta(wide, 2 * place + i), i)
    arrays = {"x": np.array([1.0, 2, 4])}
    np.testing.assert_allclose(evaluate(collapse(read), arrays, (wide, place)), evaluate(read, arrays, (wide, place)))


def test_inlining_keeps_letters_apart():
    e = total(y[i] * z[i], i)
    put_in = inline(e, z[j], total(W[i, j] * x[i], i))
    np.testing.assert_allclose(evaluate(put_in, ARRAYS), ARRAYS["y"] @ (ARRAYS["W"].T @ ARRAYS["x"]))


def test_facts_are_found_under_any_letter():
    assert substitute(x[j] * total(y[k], k), total(y[i], i), 1) == x[j]
    assert match(W[i, j], W[k, j]) == {i: k, j: j}
    assert match(W[i, i], W[k, j]) is None


def test_forms_that_read_well():
    q, n = Symbol("q"), Symbol("N")
    assert tidy(x[i] / n - y[i] / n) == (x[i] - y[i]) / n
    assert turned(-q / (q - 1)) == q / (1 - q)
    assert turned(q / (q + 1)) == q / (q + 1)
