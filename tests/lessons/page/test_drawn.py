"""What is to be seen says so itself, and a value by default; a curve is computed or proved, and never typed."""

import ast
from pathlib import Path

import numpy as np
import pytest

from lessons.derivations import descent
from lessons.derivations.batch import spread_of_a_mean
from lessons.page.drawn import Curve, Picture, Plot

LESSONS = Path(__file__).parents[3] / "lessons"
FILES = [*sorted(LESSONS.glob("[0-9]*.py")), *sorted((LESSONS / "derivations").rglob("*.py"))]
ELEMENTARY = {"exp", "log", "log1p", "sin", "cos", "tanh", "power", "square"}


def test_pixels_are_ink_and_curves_are_values_where_nothing_else_is_said():
    assert Picture(np.zeros((2, 2)), "").shows == "ink"
    curve = Curve("a", [0, 1], [0, 1])
    assert curve.role == "value"
    assert (Plot((curve,), "x", "y", "").marks, Plot((curve,), "x", "y", "").log) == ((), False)


def typed(source: str) -> list[str]:
    """The heights of curves that are arithmetic, where they stand or where their name was given."""
    tree = ast.parse(source)
    given = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    curves = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Curve"]
    heights = [curve.args[2] for curve in curves if len(curve.args) > 2]
    return [ast.unparse(h) for h in heights if _is_formula(given.get(h.id, h) if isinstance(h, ast.Name) else h)]


def _is_formula(e: ast.AST) -> bool:
    """Sums, products and powers of names, and elementary functions; what another function is asked with is none."""
    match e:
        case ast.BinOp(right=ast.Constant(value=1.0)):  # changes the type alone
            return _is_formula(e.left)
        case ast.BinOp():
            return True
        case ast.Subscript():
            return _is_formula(e.value)
        case ast.Call(func=func) if (name := ast.unparse(func)).startswith("np."):
            return name.removeprefix("np.") in ELEMENTARY or any(map(_is_formula, e.args))
        case ast.Call():
            return False
    return any(map(_is_formula, ast.iter_child_nodes(e)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_curve_is_typed(path):
    assert typed(path.read_text(encoding="utf-8")) == []


def test_a_typed_curve_is_found():
    assert typed("Curve('bowl', steps, (1 - rate) ** steps)") == ["(1 - rate) ** steps"]
    assert typed("losses = np.log1p(np.exp(z))\nCurve('loss', z, losses)") == ["losses"]
    assert typed("Curve('loss', steps, run.losses[k + 1])") == []


def test_along_a_letter_the_result_is_worked_out():
    bowl = descent.many_steps().along("t", range(4), {"w_0": 2.0, "lr": 0.5, "λ": 3.0})
    np.testing.assert_allclose(bowl, [2.0, -1.0, 0.5, -0.25])
    np.testing.assert_allclose(spread_of_a_mean().along("N", [1, 4], {r"\sigma^2": 8.0}), [8.0, 2.0])
