"""A letter never means two things in one expression, and equal sums are equal objects."""

import numpy as np
from sympy import IndexedBase

from lessons.engine.algebra.indices import (
    canonical,
    free_indices,
    fresh,
    fresh_all,
    freshen,
    index,
    reindex,
    size_of,
    total,
)
from lessons.engine.algebra.numbers import evaluate

i, j, k = (index(letter, 3) for letter in "ijk")
x, W = IndexedBase("x"), IndexedBase("W")
RNG = np.random.default_rng(0)
ARRAYS = {"x": RNG.standard_normal(3), "W": RNG.standard_normal((3, 3))}


def test_a_bound_letter_steps_out_of_the_way():
    e = total(W[i, j] * x[j], j)
    assert free_indices(reindex(e, {i: j})) == {j}
    np.testing.assert_allclose(evaluate(reindex(e, {i: j}), ARRAYS, (j,)), ARRAYS["W"] @ ARRAYS["x"])
    assert str(fresh(i, [i, fresh(i, [i])])) == "i''"


def test_the_first_letters_are_taken_as_they_are():
    assert [str(own) for own in fresh_all((i, j, i), [j])] == ["i", "j'", "i'"]
    assert size_of(index("i", 7)) == 7


def test_a_sum_binds_its_index_and_no_other():
    e = x[i] * total(W[i, j] * x[k], j, k)
    assert free_indices(e) == {i}
    assert free_indices(freshen(e, {j})) == {i}
    assert str(freshen(total(x[j], j), {j})) != str(total(x[j], j))


def test_sums_that_read_alike_are_one_object():
    a, b = (canonical(total(x[one] * W[one, k], one), {k}) for one in (fresh(j, [j]), fresh(j, [j, fresh(j, [j])])))
    assert a == b
