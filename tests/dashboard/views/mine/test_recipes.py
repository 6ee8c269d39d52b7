"""Each recipe writes a file that is read; PyTorch's and JAX's are run in tests/torch/compare.py."""

import numpy as np
import pytest

from core.diagnosis.files import diagnose_file
from dashboard.views.mine.recipes import NUMPY, RECIPES


def setting():
    rng = np.random.default_rng(0)
    shapes = {"W1": (784, 64), "b1": (64,), "W2": (64, 10), "b2": (10,)}
    arrays = {name: 0.05 * rng.standard_normal(shape) for name, shape in shapes.items()}
    return {"np": np, "x": rng.random((16, 784)), "labels": rng.integers(10, size=16), **arrays}


def test_numpys_pass_is_right(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(NUMPY, setting())
    found = diagnose_file(tmp_path / "mine.npz")
    assert found.agrees, found.headline()
    assert len(found.findings) == 8


def test_a_line_of_it_that_is_changed_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(NUMPY.replace(" / len(x)", ""), setting())
    found = diagnose_file(tmp_path / "mine.npz")
    assert (found.first.name, found.kinds) == ("dz2", ("1/N missing",))


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_is_five_lines(name):
    assert len(RECIPES[name].splitlines()) == 5
