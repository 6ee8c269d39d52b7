"""The line of core that computes something is found in core's own file."""

from pathlib import Path

import pytest

from core.activations import ACTIVATIONS
from core.layers import Dense
from lessons.engine.forms.source import activation_row, statement

ROOT = Path(__file__).parents[4]


def test_the_line_that_assigns_or_else_the_one_that_returns():
    bias = statement(Dense.parameter_gradients, "db")
    assert (bias.file, bias.function) == ("core/layers.py", "Dense.parameter_gradients")
    assert bias.text.startswith("db = ")
    lines = (ROOT / bias.file).read_text(encoding="utf-8").splitlines()
    assert lines[bias.line - 1].strip().startswith(bias.text.splitlines()[0])
    assert statement(Dense.forward, "no such name").text.startswith("return ")


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_activation_is_found_by_its_row(name):
    row = activation_row(name)
    assert row.text.lstrip("(").startswith(f'Activation("{name}"')
    assert row.function == "ACTIVATIONS"
