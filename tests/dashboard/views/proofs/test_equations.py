"""Behind a proof stands the equation that was proved, and the lesson that explains it."""

import pytest

from dashboard.views.proofs.equations import formula, lesson, name_text
from lessons.engine.proof.witnesses import Proof


def said(name, where):
    return Proof(name, where, {"core": 1e-15}, 0.1)


@pytest.mark.parametrize(
    ("name", "where", "part", "slug"),
    [
        ("dz1", "5-4-tanh-3", "a", "activations-and-their-slopes"),
        ("l1", "Regularisation: L1", "lambda", "l1-l2-and-dropout"),
        ("l1", "Lesson 14: L1, L2 and dropout", "lambda", "l1-l2-and-dropout"),
        (r"sgd, \Delta\theta", "Optimizers: the rule of sgd", r"\Delta\theta", None),
        ("dW", "Dense on symbols", None, None),
    ],
)
def test_an_equation_has_its_formula_and_its_lesson(name, where, part, slug):
    proofs = [said(name, where), said("l1", "Lesson 14: L1, L2 and dropout")]
    tex, found = formula(proofs, 0), lesson(proofs, proofs[0])
    assert (tex is None) == (part is None)
    assert part is None or (part in tex and " = " in tex)
    assert (found and found.slug) == slug


def test_one_network_under_three_losses_has_three_equations_for_its_loss():
    proofs = [said("L", "4-3-tanh-3")] * 3
    assert len({formula(proofs, k) for k in range(3)}) == 3


def test_names_have_no_latex():
    assert name_text(said(r"sgd, \Delta\theta", "")) == "sgd, Δθ"
