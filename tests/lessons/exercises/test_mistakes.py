"""A mistake is made from the right formula, and says what is wrong with it."""

from sympy import IndexedBase, Symbol

from lessons.engine.algebra.functions import Applied, Slope
from lessons.engine.algebra.indices import index, total
from lessons.engine.forms.arrays import ColumnSums, Product, Transposed
from lessons.engine.twins.definitions import N, n
from lessons.exercises.mistakes import array_mistakes, mistakes, places, spoken

i, j = index("i", 3), index("j", 3)
x, W1, b1, z1, dz1 = map(IndexedBase, ("x", "W1", "b1", "z1", "dz1"))


def test_each_usual_mistake_is_another_formula():
    slope = Slope(Symbol("tanh"), z1[j])
    right = slope * total(W1[j, i] * dz1[i], i)
    found = {m.wrong: m.words for m in mistakes([right])}
    assert right not in found
    assert found[-right] == "The sign is flipped."
    assert "where its slope" in found[right.xreplace({slope: Applied(Symbol("tanh"), z1[j])})]
    assert "(the slope of the activation) is missing" in found[right / slope]
    assert "wrong order" in found[slope * total(W1[i, j] * dz1[i], i)]


def test_the_mean_over_a_batch_enters_once():
    right = total(x[n, i], n) / N
    found = {m.wrong: m.words for m in mistakes([right], batch=True)}
    assert "1/N is missing" in found[right * N]
    assert "1/N too many" in found[right / N]


def test_without_indices_transposes_and_axes_go_wrong():
    words = [m.words for m in array_mistakes(Product(Transposed(x[n, i]), dz1[n, j]))]
    assert "A transpose is missing: it is `x.T`." in words
    assert "The two sides of the product are swapped: it is `x.T @ dz1`." in words
    assert "wrong axis" in " ".join(m.words for m in array_mistakes(ColumnSums(dz1[n, j])))


def test_every_place_can_be_filled_anew():
    e = total(x[i] * W1[i, j], i) + b1[j]
    assert all(put(part) == e for part, put in places(e))
    assert spoken(W1[i, j]) == "$W_{ij}^{(1)}$ (the weight)"
