"""The chain rule over every path: one term for each quantity that is fed, and no derivative typed in."""

from sympy import Symbol, exp

from lessons.engine.algebra.derivative import Partial
from lessons.engine.chain.backward import adjoint, gradients
from lessons.engine.forms.notation import name_of
from lessons.engine.twins.definitions import Definition, Twin, a, j, n, x, z
from lessons.engine.twins.layers import dense
from lessons.engine.twins.losses import softmax_cross_entropy


def test_a_gradient_has_the_name_of_core_and_the_indices_of_its_quantity():
    assert str(adjoint(z[n, j])) == "dz[n, j]"
    assert [name_of(g.lhs) for g in gradients(dense())] == ["dW", "db", "dx"]


def test_one_number_that_feeds_two_has_two_paths():
    two = Twin((Definition(z[n, j], 2 * x[n, j]), Definition(a[n, j], z[n, j] + exp(x[n, j]))), x[n, j])
    *_, by_input = gradients(two)
    assert by_input.steps[0].expr.count(Partial) == 2
    assert by_input.rhs.subs(exp(x[n, j]), Symbol("e")) == 2 * adjoint(z[n, j]) + Symbol("e") * adjoint(a[n, j])


def test_each_line_has_a_reason_and_the_last_is_the_result():
    for gradient in (*gradients(dense()), *gradients(softmax_cross_entropy())):
        assert all(gradient.reasons)
        assert not gradient.rhs.has(Partial)
        assert gradient.rhs == gradient.steps[-1].expr
    first = gradients(dense())[0].steps[0].expr
    assert {name_of(part.den) for part in first.atoms(Partial)} == {"W"}
