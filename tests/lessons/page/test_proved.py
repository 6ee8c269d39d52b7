"""A formula carries its proof, and says where each line is new."""

from lessons.derivations.softmax import jacobian
from lessons.engine.proof.witnesses import Proof
from lessons.page.example import misread
from lessons.page.proved import Check, Formula


def test_what_a_line_is_the_first_to_say_stands_on_a_tint():
    colours = dict.fromkeys(("value", "parameter", "gradient", "truth", "loss"), "#111111") | {"tint": "#123456"}
    formula = Formula(jacobian().lhs, jacobian().steps, Proof("", "", {"complex step": 0.0}, 0.0))
    tinted = [line.right.count("#123456") for line in formula.lines(colours)]
    assert tinted == [0, 0, 3, 0]  # p comes in with the third line
    assert "#" not in "".join(line.right for line in formula.lines())
    assert formula.lines()[-1].right == rf"\boxed{{{formula.result().lines()[0].right}}}"


def test_what_the_witnesses_said_is_a_sentence():
    proof = Proof("dz1", "", {"core": 2e-16, "complex step": 0.0, "NumPy": 1e-15}, 0.0, ("a choice",))
    assert Formula(jacobian().lhs, jacobian().steps, proof).said == (
        "Compared with the network, complex-step differentiation and its NumPy line: differs by 1×10⁻¹⁵. "
        "Taken for granted: a choice."
    )
    assert Check("This and that", 0.0).said == "This and that: no difference."
    assert not Check("This and that", 1e-3).holds


def test_whole_arrays_come_with_their_line_of_numpy():
    (line,) = misread().rows_and_columns("dW2").lines()
    assert line.left == r"\frac{\partial L}{\partial W^{(2)}}"
    assert line.reason == "in NumPy: `dW2 = a1.T @ dz2`"
