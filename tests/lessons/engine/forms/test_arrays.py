"""The form without indices gives the numbers that the indexed one gives."""

import numpy as np
import pytest
from sympy import IndexedBase, exp

from lessons.engine.algebra.indices import index, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.forms.arrays import ColumnSums, Product, RowSums, Transposed, array_form, evaluate_array, is_column
from lessons.engine.twins.definitions import N, n

i, j = index("i", 4), index("j", 3)
x, z, W, L = map(IndexedBase, ("x", "z", "W", "a"))
RNG = np.random.default_rng(0)
ARRAYS = {"x": RNG.standard_normal((2, 4)), "z": RNG.standard_normal((2, 3)), "W": RNG.standard_normal((4, 3)), "N": 2}


@pytest.mark.parametrize(
    ("e", "indices", "form"),
    [
        (total(x[n, i] * W[i, j], i), (n, j), Product(x[n, i], W[i, j])),
        (total(x[n, i] * z[n, j], n), (i, j), Product(Transposed(x[n, i]), z[n, j])),
        (total(z[n, j], n), (j,), ColumnSums(z[n, j])),
        (total(exp(z[n, j]), j), (n,), RowSums(exp(z[n, j]))),
        (z[n, j] * exp(z[n, j]) / N, (n, j), z[n, j] * exp(z[n, j]) / N),
    ],
)
def test_the_form_says_the_same(e, indices, form):
    assert array_form(e, indices) == form
    got = evaluate_array(form, ARRAYS)
    np.testing.assert_allclose(got.ravel(), np.ravel(evaluate(e, ARRAYS, indices)), rtol=1e-13)


def test_what_has_no_form_of_rows_and_columns_has_none():
    assert array_form(x[n, i + 1], (n, i)) is None
    assert array_form(L[n, i, j], (n, i, j)) is None
    assert is_column(L[n])
    assert not is_column(L[j])
