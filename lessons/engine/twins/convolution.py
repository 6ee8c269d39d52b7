"""The twins of the layers for images: a window that slides, pools, and the way from row to image and back."""

from functools import lru_cache

from sympy import IndexedBase

from lessons.engine.algebra.indices import index, rewrite, total
from lessons.engine.algebra.places import Largest, Quotient, Remainder, Winner, pixel_address, pixel_number
from lessons.engine.twins.definitions import Definition, Rule, Twin, W, b, c, h, n, size, w, x, z

F, ROWS, COLUMNS, PLACES = size("F"), size("rows"), size("columns"), size("places")
KERNEL_HEIGHT, KERNEL_WIDTH = size("kernel_height"), size("kernel_width")
f, r, q, i = index("f", F), index("r", ROWS), index("q", COLUMNS), index("i", PLACES)
v, s = map(IndexedBase, ("v", "s"))


@lru_cache
def conv(stride: int, padding: int) -> Twin:
    """The image x has ROWS × COLUMNS pixels, the output HEIGHT × WIDTH; x is 0 outside."""
    i, j = index("i", KERNEL_HEIGHT), index("j", KERNEL_WIDTH)
    under = x[c, stride * h + i - padding, stride * w + j - padding, n]
    return Twin(
        (Definition(z[f, h, w, n], total(W[f, c, i, j] * under, c, i, j) + b[f]),), x[c, r, q, n], (W[f, c, i, j], b[f])
    )


def _moved(name: str, found) -> Rule:
    """A sum over places, of which one alone counts, is what stands at that place."""
    return Rule(name, lambda e: rewrite(e, lambda part: found if part.func.__name__ == "Sum" else None))


@lru_cache
def image(height: int, width: int) -> Twin:
    there = IndexedBase("dv")[(*pixel_address(i, height, width), n)]
    return Twin(
        (Definition(v[c, h, w, n], x[n, pixel_number(c, h, w, height, width)]),),
        x[n, i],
        rules=(_moved("v", there),),
    )


@lru_cache
def flatten(height: int, width: int) -> Twin:
    there = IndexedBase("dv")[n, pixel_number(c, h, w, height, width)]
    return Twin(
        (Definition(v[n, i], x[(*pixel_address(i, height, width), n)]),),
        x[c, h, w, n],
        rules=(_moved("v", there),),
    )


@lru_cache
def average_pool(k: int) -> Twin:
    i, j = index("i", k), index("j", k)
    there = IndexedBase("ds")[c, Quotient(r, k), Quotient(q, k), n]
    return Twin(
        (Definition(s[c, h, w, n], total(x[c, k * h + i, k * w + j, n], i, j) / k**2),),
        x[c, r, q, n],
        rules=(_moved("s", there),),
        gradient_line="dcorner",
    )


@lru_cache
def max_pool(k: int) -> Twin:
    corners = [(i, j) for i in range(k) for j in range(k)]
    row, column = Quotient(r, k), Quotient(q, k)
    own_square = [x[c, k * row + i, k * column + j, n] for i, j in corners]
    wins = Winner(k * Remainder(r, k) + Remainder(q, k), *own_square)

    def to_own_square(e):
        return IndexedBase("ds")[c, row, column, n] * wins

    tie = "of several equal largest numbers in a square, the first is kept"
    return Twin(
        (Definition(s[c, h, w, n], Largest(*(x[c, k * h + i, k * w + j, n] for i, j in corners))),),
        x[c, r, q, n],
        rules=(Rule("s", to_own_square, tie),),
        gradient_line="dcorner",
    )
