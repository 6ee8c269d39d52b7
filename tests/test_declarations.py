"""An operation is declared once: a new activation is one row in core and one formula in lessons, and nothing else."""

import ast
import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from core.activations import ACTIVATIONS, Activation
from lessons.engine.algebra import functions

ROOT = Path(__file__).parents[1]
DECLARED = {"core/activations.py", "lessons/engine/algebra/functions.py"}
PRINTED = {"lessons/published/courses.py", "lessons/published/frameworks.py"}  # those of which others printed values
CHOSEN = {  # files that need one of them as an example, for its slope, or as a start
    "core/vocabulary.py",  # relu, in the message on a word that is no layer
    "core/weights/fitted.py",  # relu, in the message that asks for an activation
    "core/weights/keras.py",  # sigmoid: Keras writes what a loss brings as the last layer
    "lessons/derivations/bending.py",
    "lessons/derivations/depth.py",
    "lessons/derivations/initialization.py",  # those that send something where all weights are 0
    "lessons/derivations/paths.py",
    "lessons/derivations/whole.py",
    "lessons/derivations/program.py",  # tanh needs no definition in NumPy
    "lessons/engine/forms/numpy_line.py",  # NumPy and SymPy have a tanh too
    "lessons/engine/forms/tree.py",
    "lessons/engine/twins/losses.py",  # sigmoid: binary cross-entropy brings it
    "lessons/registry.py",  # those that take symbols
    "lessons/walks/worked.py",  # sentences on what a sigmoid makes of a sum, and ReLU
    "lessons/walks/bent.py",  # sentences on the slope of a sigmoid, and of tanh
    "lessons/walks/the_way_back.py",  # the same
    "dashboard/shared/settings_in_words.py",  # identity bends nothing
    "dashboard/views/lessons/touches/depth.py",
    "dashboard/views/lessons/touches/slope.py",
    "dashboard/views/train/form/portrait.py",  # identity bends nothing
    "dashboard/views/train/form/rows.py",  # relu, of a row that is added
}


@cache
def whole_strings(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def files_that_name(*names: str) -> set[str]:
    """The Python files of the rooms, lessons' pages left out, that have one of the names as a string."""
    files = [path for room in ("core", "lessons", "dashboard") for path in (ROOT / room).rglob("*.py")]
    pages = re.compile(r"\d\d_")
    return {
        path.relative_to(ROOT).as_posix()
        for path in files
        if not pages.match(path.name) and whole_strings(path) & set(names)
    }


@pytest.mark.parametrize("name", ["leaky", "elu", "gelu", "softplus"])
def test_an_activation_that_is_nobodys_example_stands_in_two_files(name):
    assert files_that_name(name) - PRINTED == DECLARED


def test_no_other_file_names_an_activation():
    assert files_that_name(*ACTIVATIONS) == DECLARED | CHOSEN | PRINTED


def test_in_the_browser_one_file_prints_their_symbols():
    """What it does not know it prints upright, by its name. Another one speaks of the sigmoid that a loss brings."""
    named = re.compile(rf"\b({'|'.join(set(ACTIVATIONS) - {'tanh', 'identity'})})\b")
    files = (ROOT / "dashboard").rglob("*.js")
    found = {path.name for path in files if named.search(path.read_text(encoding="utf-8"))}
    assert found <= {"printer.js", "answer.js"}


@pytest.mark.parametrize("row", ACTIVATIONS.values(), ids=ACTIVATIONS)
def test_a_row_is_whole(row):
    assert all(getattr(row, column.name) for column in fields(Activation))
    assert functions.ACTIVATIONS[row.name].latex
