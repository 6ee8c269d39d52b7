"""core's matmul is `@`, whichever way it goes about it."""

import numpy as np
import pytest

from core import matmul as products
from core.matmul import FEW, FEW_TRANSPOSED, SMALL, matmul, rows_at_once

RNG = np.random.default_rng(0)


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


@pytest.mark.parametrize(("share", "quick"), [(0.66, True), (0.9, False), (1.6, False)])
def test_groups_have_to_be_clearly_quicker(monkeypatch, share, quick):
    whole, seconds = iter([False, True]), {False: share, True: 1.0}
    monkeypatch.setattr(products, "repeat", lambda product, number, repeat: [9.0, seconds[next(whole)]])
    products.groups_are_quick.cache_clear()
    assert products.groups_are_quick() is quick
    products.groups_are_quick.cache_clear()
