"""A matrix product, worked out in the order that is quickest on this processor."""

from functools import lru_cache
from timeit import repeat

import numpy as np

SMALL = (
    1_000_000  # multiplications: up to here OpenBLAS need not rearrange b first, if it has kernels for that (AVX-512)
)
FEW, FEW_TRANSPOSED = 4, 24  # rows: b is read again for each group, and that has to be worth it


def matmul(a, b, out=None):
    """a @ b, (M, K) by (K, N), into `out` (M, N) if there is one: the same sums as `@`, sooner.

    One column times one row is np.dot's, which takes a seventh of the time and wants a contiguous
    `out`. What is larger is cut into groups of a's rows, if small products are quicker here.
    """
    if len(b) == 1 and (out is None or out.flags.c_contiguous):
        return np.dot(a, b, out=out)
    rows = rows_at_once(len(a), *b.shape, FEW if a.flags.c_contiguous else FEW_TRANSPOSED)
    if rows == len(a):
        return np.matmul(a, b, out=out)
    if out is None:
        out = np.empty((len(a), b.shape[1]), np.result_type(a, b))
    np.matmul(a.reshape(-1, rows, len(b)), b, out=out.reshape(-1, rows, b.shape[1]))
    return out


@lru_cache
def rows_at_once(m: int, k: int, n: int, few: int) -> int:
    """How many of the m rows of (m, k) to multiply by (k, n) at once: all, or at least `few`."""
    most = SMALL // (k * n)
    if m <= most or not groups_are_quick():
        return m
    return next((rows for rows in range(most, few - 1, -1) if m % rows == 0), m)


@lru_cache
def groups_are_quick() -> bool:
    """Whether this processor is quicker with groups; takes 2 ms.

    They took 0.66 of the whole product's time with AVX-512 and 1.6 of it without: far enough from
    the 0.8 between them that every process on one machine decides alike.
    """
    a, b = np.ones((16, 784), np.float32), np.ones((784, 128), np.float32)
    z = np.empty((16, 128), np.float32)

    def seconds(rows):
        return min(
            repeat(lambda: np.matmul(a.reshape(-1, rows, 784), b, out=z.reshape(-1, rows, 128)), number=1, repeat=20)
        )

    return seconds(FEW) < 0.8 * seconds(len(a))
