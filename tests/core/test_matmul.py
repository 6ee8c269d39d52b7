"""core's matmul is `@`, whichever way it goes about it."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy._core import _multiarray_umath

from core import matmul as products
from core.matmul import FEW, FEW_TRANSPOSED, SMALL, matmul, rows_at_once

RNG = np.random.default_rng(0)
ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[True, False], ids=["in groups", "whole"])
def groups(request, monkeypatch):
    """Both kinds of processor, whichever this one is."""
    monkeypatch.setattr(products, "groups_are_quick", lambda: request.param)
    rows_at_once.cache_clear()
    yield request.param
    rows_at_once.cache_clear()


SHAPES = [
    (64, 784, 128),
    (128, 784, 256),
    (63, 784, 128),
    (61, 784, 128),
    (64, 784, 800),
    (784, 64, 128),
    (8, 5, 3),
    (1, 784, 128),
    (784, 1, 128),
    (0, 3, 2),
]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("transposed", [False, True])
@pytest.mark.parametrize("dtype", [np.float32, np.float64, complex])
def test_it_is_the_product(groups, shape, transposed, dtype):
    m, k, n = shape
    a = RNG.standard_normal((k, m)).T if transposed else RNG.standard_normal((m, k))
    a, b = a.astype(dtype), RNG.standard_normal((k, n)).astype(dtype)
    true, tolerance = a @ b, 1e-4 if dtype == np.float32 else 1e-12
    found, out = matmul(a, b), np.full((m, n), np.nan, dtype)
    assert found.dtype == dtype
    np.testing.assert_allclose(found, true, rtol=tolerance, atol=tolerance)
    assert matmul(a, b, out) is out
    np.testing.assert_array_equal(out, found)


def test_it_writes_into_a_part_of_an_array(groups):
    a, b = RNG.standard_normal((64, 784)), RNG.standard_normal((784, 128))
    whole = np.zeros((64, 3, 128))
    matmul(a, b, whole[:, 1])
    np.testing.assert_allclose(whole[:, 1], a @ b, rtol=1e-10)
    matmul(a[:, :1], b[:1], whole[:, 2])
    np.testing.assert_allclose(whole[:, 2], a[:, :1] @ b[:1])
    assert not whole[:, 0].any()


@pytest.mark.parametrize("few", [FEW, FEW_TRANSPOSED])
def test_groups_are_small_and_leave_no_row_out(groups, few):
    for m, k, n in SHAPES:
        rows = rows_at_once(m, k, n, few)
        assert rows == m or (groups and few <= rows and m % rows == 0 and rows * k * n <= SMALL)
    assert (rows_at_once(64, 784, 128, FEW) == 8) is groups
    assert rows_at_once(61, 784, 128, FEW) == 61, "a prime number of rows stays whole"


@pytest.mark.parametrize(
    ("name", "quick"),
    [
        ("SkylakeX", True),
        ("Cooperlake", True),
        ("SapphireRapids", True),
        ("Haswell", False),
        ("Zen", False),
        ("", False),
    ],
)
def test_the_kernels_decide_and_no_clock_does(monkeypatch, name, quick):
    monkeypatch.setattr(products, "kernels", lambda: name)
    products.groups_are_quick.cache_clear()
    assert products.groups_are_quick() is quick
    products.groups_are_quick.cache_clear()


def test_what_is_read_crosswise_stays_whole(groups, monkeypatch):
    """Groups would read a transposed b again and again from places far apart."""
    monkeypatch.setattr(products, "rows_at_once", lambda *given: pytest.fail("b is not read in order"))
    a, b = RNG.standard_normal((128, 256)), RNG.standard_normal((784, 256)).T
    np.testing.assert_array_equal(matmul(a, b), a @ b)


TRAINED = """
from core import matmul
from core.config import Config
from core.training import Run, train
from tests.support.digits import few
import hashlib
run = Run.start(Config(network="784-128-relu-64-relu-10", batch_size=64, epochs=1))
for _ in train(run, few()):
    pass
print(matmul.kernels(), matmul.groups_are_quick(), hashlib.sha256(run.theta.tobytes()).hexdigest())
"""


def trained(kernels: str = "") -> tuple[str, str, str]:
    """The kernels of a fresh process, its decision, and the bits of θ that it has trained."""
    chosen = {"OPENBLAS_CORETYPE": kernels} if kernels else {}
    alike = {name: value for name, value in os.environ.items() if name != "OPENBLAS_CORETYPE"}
    done = subprocess.run(
        [sys.executable, "-c", TRAINED], cwd=ROOT, env=alike | chosen, capture_output=True, text=True, check=True
    )
    name, quick, bits = done.stdout.rstrip("\n").split(" ")
    return name, quick, bits


def test_every_process_decides_alike_however_busy_the_machine_is():
    with ThreadPoolExecutor(6) as crowd:  # more at once than there are processors, so that they hinder each other
        found = set(crowd.map(lambda _: trained(), range(12)))
    assert len(found) == 1


def test_both_decisions_train_and_are_told_apart():
    """The kernels for AVX2 run on every processor that has those for AVX-512, so here a process can take either."""
    if not (products.kernels() and _multiarray_umath.__cpu_features__.get("AVX512_SKX")):
        pytest.skip("Without AVX-512, or without OpenBLAS, there is one decision.")
    assert trained("Haswell")[:2] == ("Haswell", "False")
    assert trained("SkylakeX")[:2] == ("SkylakeX", "True")
