"""A twin is its forward equations: the last of them is the output."""

from lessons.engine.algebra.indices import size_of
from lessons.engine.twins.definitions import Definition, N, Twin, a, entry, j, n, size, x, z


def test_the_output_is_the_last_left_side():
    twin = Twin((Definition(z[n, j], 2 * x[n, j]), Definition(a[n, j], z[n, j] ** 2)), x[n, j])
    assert twin.output == a[n, j]
    assert twin.parameters == ()
    assert twin != Twin(twin.definitions, twin.input)  # each is its own


def test_a_number_on_a_wire_is_of_a_row_or_of_an_image():
    assert entry(1) == (n, j)
    assert [str(i) for i in entry(3)] == ["c", "h", "w", "n"]
    assert size_of(n) == N
    assert size("Q").is_positive
