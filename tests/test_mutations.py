"""An error of one percent, planted in any line that computes a gradient, is found by the tests."""

import ast
import inspect
import textwrap

import numpy as np
import pytest

from core import batchnorm, convolution, dropout, images, layers, losses, normalization, pooling, regularizers
from core.activations import ACTIVATIONS, Activation
from tests.core import test_activations, test_layers, test_losses, test_regularizers

GRADIENTS = ("input_gradient", "parameter_gradients", "_write_gradients", "gradient")


def is_gradient(line) -> bool:
    """Whether a statement gives a d<name> its value, fills one, or returns one. Fresh memory is no value yet."""
    match line:
        case ast.Expr(value=ast.Call(args=[_, *_], keywords=[*_, ast.keyword(arg="out", value=ast.Name(id=name))])):
            return name.startswith("d")
        case ast.Assign(targets=[target]) | ast.AugAssign(target=target):
            names = [n.id for n in ast.walk(target) if isinstance(n, ast.Name)]
            fresh = isinstance(line.value, ast.Call) and ast.unparse(line.value.func) in (
                "np.zeros",
                "np.zeros_like",
                "np.empty_like",
            )
            return names[0].startswith("d") and not fresh and not isinstance(target, ast.Tuple)
        case ast.Return(value=value):
            return value is not None and not isinstance(value, ast.Tuple)
    return False


def planted():
    """(class, method, line, the method with the error in that line)."""
    for module in (layers, images, convolution, pooling, normalization, batchnorm, dropout, losses, regularizers):
        for cls in vars(module).values():
            if not inspect.isclass(cls) or cls.__module__ != module.__name__ or cls is layers.Layer:
                continue
            for name in GRADIENTS:
                if name in vars(cls):
                    tree = ast.parse(textwrap.dedent(inspect.getsource(vars(cls)[name])))
                    for number, line in enumerate(n for n in ast.walk(tree) if is_gradient(n)):
                        text = ast.unparse(line)
                        yield pytest.param(cls, name, number, id=f"{cls.__name__}: {text[:70]}")


def with_error(cls, name, number):
    tree = ast.parse(textwrap.dedent(inspect.getsource(vars(cls)[name])))
    line = [n for n in ast.walk(tree) if is_gradient(n)][number]
    whole, at = (line.value.args, 0) if isinstance(line, ast.Expr) else (vars(line), "value")
    whole[at] = ast.BinOp(ast.Constant(1.01), ast.Mult(), whole[at])
    scope = dict(vars(inspect.getmodule(cls)))
    exec(compile(ast.fix_missing_locations(tree), "planted", "exec"), scope)
    return scope[name]


def found(cls) -> bool:
    """Whether a test of this class fails."""
    try:
        for layer, batch in test_layers.LAYERS:
            if isinstance(layer, cls):
                test_layers.test_input_gradient(layer, batch)
                test_layers.test_parameter_gradients(layer, batch)
                test_layers.test_what_the_network_keeps_are_the_parameter_gradients(layer, batch)
        for loss in losses.LOSSES.values():
            if isinstance(loss, cls):
                test_losses.test_gradient(loss)
        if cls is regularizers.Penalty:
            test_regularizers.test_gradient("both", 0.3, 0.7)
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize(("cls", "name", "number"), list(planted()))
def test_it_is_found(cls, name, number, monkeypatch):
    assert not found(cls)
    monkeypatch.setattr(cls, name, with_error(cls, name, number))
    assert found(cls)


def test_there_are_errors_to_plant():
    assert len(list(planted())) >= 25


@pytest.mark.parametrize("row", list(ACTIVATIONS.values()), ids=ACTIVATIONS)
def test_a_wrong_slope_is_found(row):
    wrong = Activation(row.name, row.f, lambda z, a: 1.01 * np.asarray(row.slope(z, a)))
    with pytest.raises(AssertionError):
        test_activations.test_slope_is_what_f_does(wrong)
