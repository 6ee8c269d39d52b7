"""A matrix product, worked out in the order that is quickest on this processor."""

import ctypes
from functools import cache, lru_cache

import numpy as np
from numpy._core import _multiarray_umath  # type: ignore[attr-defined]

from core.threads import cut, each

SMALL = 1_000_000  # multiplications: up to here OpenBLAS need not rearrange b first, if it has kernels for that
FEW, FEW_TRANSPOSED = 8, 24  # rows: b is read again for each group, and that has to be worth it
SHARED = 12_000_000  # multiplications: from here on threads share them
SHARE, SHARES = 20_000_000, 8  # how many in a share, how many shares at most
GRAIN = 16  # numbers that a kernel works on at once
WITHOUT_REARRANGING = {"SkylakeX", "Cooperlake", "SapphireRapids"}  # the kernels for AVX-512


def matmul(a, b, out=None):
    """a @ b, (M, K) by (K, N), into `out` (M, N) if there is one: the same sums as `@`, sooner.

    One column times one row is np.dot's, which takes a seventh of the time and wants a contiguous
    `out`; so is one row times anything, in two thirds of it. What is larger than small is cut into
    groups of a's rows, if small products are quicker here. What is larger still is cut across the
    longer side of the result, so that threads can share it.
    """
    if (len(b) == 1 or len(a) == 1) and (out is None or out.flags.c_contiguous):
        return np.dot(a, b, out=out)
    if len(a) * b.size <= SMALL:
        return np.matmul(a, b, out=out)
    few = FEW if a.flags.c_contiguous else FEW_TRANSPOSED
    rows = rows_at_once(len(a), *b.shape, few) if b.flags.c_contiguous else len(a)
    shares = 1 if rows < len(a) else shares_of(len(a), *b.shape)
    if rows == len(a) and shares == 1:
        return np.matmul(a, b, out=out)
    if out is None:
        out = np.empty((len(a), b.shape[1]), np.result_type(a, b))
    if rows < len(a):
        np.matmul(a.reshape(-1, rows, len(b)), b, out=out.reshape(-1, rows, b.shape[1]))
    elif len(a) > b.shape[1]:
        each(lambda i: np.matmul(a[i], b, out=out[i]), cut(len(a), shares, GRAIN))
    else:
        each(lambda j: np.matmul(a, b[:, j], out=out[:, j]), cut(b.shape[1], shares, GRAIN))
    return out


def shares_of(m: int, k: int, n: int) -> int:
    """Into how many products to cut that of (m, k) and (k, n): by its size alone, so that one thread adds up alike."""
    return 1 if m * k * n < SHARED else min(max(m * k * n // SHARE, 2), SHARES)


@lru_cache
def rows_at_once(m: int, k: int, n: int, few: int) -> int:
    """How many of the m rows of (m, k) to multiply by (k, n) at once: all, or at least `few`."""
    most = SMALL // max(k * n, 1)  # of no examples there is nothing to multiply
    if m <= most or not groups_are_quick():
        return m
    return next((rows for rows in range(most, few - 1, -1) if m % rows == 0), m)


@cache
def groups_are_quick() -> bool:
    """Whether this processor is quicker with groups: a question to OpenBLAS, not to a clock.

    Sums in another order end in other bits, so the same seed repeats a run only if every process
    decides alike. Groups of eight rows take 0.6 to 0.97 of the whole product's time with the kernels
    for AVX-512, and 1.3 to 1.6 of it with those for AVX2, which OpenBLAS also chooses for some
    processors that have AVX-512. So what counts is its choice.
    """
    return kernels() in WITHOUT_REARRANGING


def kernels() -> str:
    """What OpenBLAS calls the kernels it chose for this processor; nothing where it cannot be asked."""
    numpy = ctypes.CDLL(_multiarray_umath.__file__)  # the library that is loaded; its symbols include its BLAS's
    for name in ("scipy_openblas_get_corename64_", "openblas_get_corename64_", "openblas_get_corename"):
        if ask := getattr(numpy, name, None):
            ask.restype = ctypes.c_char_p
            return ask().decode()
    return ""
