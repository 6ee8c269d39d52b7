"""A name of core is read one way, and factors and terms stand as people read them."""

import pytest
from sympy import IndexedBase, Rational, Symbol, pi

from lessons.engine.algebra.indices import index, total
from lessons.engine.forms.notation import (
    display,
    factors_in_order,
    is_constant,
    name_of,
    number_text,
    read_name,
    terms_in_order,
)

i, j, n = index("i", 3), index("j", 2), index("n", 5)
x, W1, b1, dz1, p, y = map(IndexedBase, ("x", "W1", "b1", "dz1", "p", "y"))


def test_names_are_taken_apart():
    assert read_name("dW12").layer == 12
    assert read_name("dW12").partial
    assert read_name("a3′").primes == 1
    assert display("dz1") == {"letter": "δ", "layer": 1, "role": "gradient"}
    assert display("dW1") == {"partial": "W", "layer": 1, "role": "gradient"}
    assert display("xhat2") == {"letter": "x", "accent": "hat", "layer": 2, "role": "value"}
    assert name_of(W1[i, j]) == "W1"
    with pytest.raises(KeyError, match="not a name"):
        read_name("q1")


def test_factors_and_terms_stand_as_they_are_read():
    n_ = Symbol("N")
    assert factors_in_order(W1[i, j] * x[n, i] / n_) == [1 / n_, x[n, i], W1[i, j]]
    assert factors_in_order(dz1[n, j] * x[n, i]) == [x[n, i], dz1[n, j]]
    assert terms_in_order(p[n, j] - y[n, j]) == [p[n, j], -y[n, j]]
    assert terms_in_order(b1[j] + total(x[n, i], i))[-1] == b1[j]


def test_numbers_as_people_write_them():
    assert [number_text(e) for e in (Rational(2), Rational(1, 196), Rational("0.01"), pi)] == [
        "2",
        "1/196",
        "0.01",
        "π",
    ]
    assert is_constant(1 - Symbol("β"))
    assert not is_constant(1 - Symbol("w"))
