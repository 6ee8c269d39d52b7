"""Core as a patient has it: functions are compiled anew with the patient's lines in the place of their own."""

import ast
import inspect
import sys
import textwrap
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from core.layers import Dense, Layer
from lessons.clinic.patient import Patient
from lessons.clinic.places import Place


def with_lines(function: Callable, lines: list[tuple[Place, str]], **names: Any) -> Callable:
    """The function with other lines in it, which may also use these names."""
    text = textwrap.dedent(inspect.getsource(function))
    for place, wrong in lines:
        first = place.source.text.splitlines()[0]
        (line,) = (one for one in text.splitlines() if one.strip() == first)
        indent = line[: len(line) - len(line.lstrip())]
        text = text.replace(textwrap.indent(place.source.text, indent), textwrap.indent(wrong, indent))
    tree = ast.parse(text)
    tree.body[0].decorator_list = []  # type: ignore[attr-defined]
    space = {"np": np, **function.__globals__, **names}
    exec(compile(tree, function.__qualname__, "exec"), space)
    return space[function.__name__]


def rewrite(monkeypatch, patient: Patient, **names: Any) -> None:
    """Put the patient's lines into core until the test is over."""
    monkeypatch.setattr(Dense, "_write_gradients", Layer._write_gradients)  # a second spelling of two lines
    by_function = defaultdict(list)
    for place, wrong in patient.changed:
        by_function[place.function].append((place, wrong))
    for function, lines in by_function.items():
        *owners, name = function.__qualname__.split(".")
        if not owners:  # by whatever name modules have imported it
            other = with_lines(function, lines, **names)
            for module in [m for m in [*sys.modules.values()] if getattr(m, name, None) is function]:
                monkeypatch.setattr(module, name, other)
            continue
        owner = getattr(sys.modules[function.__module__], owners[0])
        if patient.slug == "the-course":
            other = _in_their_layers(function, lines)
        else:
            other = with_lines(function, lines, **names)
        is_property = isinstance(inspect.getattr_static(owner, name), property)
        monkeypatch.setattr(owner, name, property(other) if is_property else other)


def _in_their_layers(function: Callable, lines: list[tuple[Place, str]]) -> Callable:
    """dW is wrong in the second layer alone, db in the first."""
    (weights, biases) = (with_lines(function, [line]) for line in lines)

    def parameter_gradients(self, *given):
        dW, db = function(self, *given)
        return (
            weights(self, *given)[0] if (self.inputs, self.outputs) == (16, 16) else dW,
            biases(self, *given)[1] if self.inputs == 784 else db,
        )

    return parameter_gradients
