"""What is put together stays small and real."""

import pytest
from sympy import Abs, I, Integer, Rational, Symbol, log, sqrt

from lessons.exercises.typed.builder import MOST_NODES, MOST_POWERS, Builder
from lessons.exercises.typed.tokens import Unreadable

a = Symbol("a", real=True)


def test_what_is_needed_is_built():
    build = Builder()
    assert build.number("0.5") == Rational(1, 2)
    assert build.quotient(a, Integer(2)) == a / 2
    assert build.power(a, Rational(1, 2)) == sqrt(a)
    assert build.applied(Abs, a) == Abs(a)


@pytest.mark.parametrize(
    "refused",
    [
        lambda build: build.number("9999999"),
        lambda build: build.quotient(a, 0),
        lambda build: build.power(a, Integer(5)),
        lambda build: build.power(Integer(0), Integer(-1)),
        lambda build: build.applied(log, Integer(999)),
        lambda build: build.applied(Abs, I * a),
        lambda build: build.node(I),
        lambda build: [build.node(a) for _ in range(MOST_NODES + 1)],
        lambda build: [build.power(a, Integer(2)) for _ in range(MOST_POWERS + 1)],
    ],
)
def test_what_is_too_much_gets_a_sentence(refused):
    with pytest.raises(Unreadable, match=r"[.?]"):
        refused(Builder())
