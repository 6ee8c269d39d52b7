"""What people get wrong in the four equations of a dense layer."""

from collections.abc import Iterator

import numpy as np

from core.diagnosis.kinds import BACK, FORWARD, LAST, PARAMETERS, Wrong, multiples, over_all, transposed


def other_weights(right, layer, parameters, *arrays):
    """With Wᵀ where W belongs."""
    W, b = parameters
    return right((W.T, b), *arrays)


def with_bias(times: int):
    """With so many b."""

    def forward(right, layer, parameters, x):
        W, b = parameters
        return right((W, times * b), x)

    return forward


def of_the_output(right, layer, parameters, x, y, dy):
    return right(parameters, y, y, dy)


def mean_over_units(right, layer, parameters, x, y, dy):
    d = right(parameters, x, y, dy)
    return np.full_like(d, d.mean())


def other_axis(right, layer, parameters, x, y, dy):
    d, other = right(parameters, x, y, dy), dy.sum(axis=1)
    return other if other.shape == d.shape else d


def forward(layer) -> Iterator[Wrong]:
    if layer.inputs == layer.outputs:
        yield Wrong("transposed forward", "its weights are transposed: it is x Wᵀ + b", other_weights)
    yield Wrong("bias left out", "the bias is not added", with_bias(0))
    yield Wrong("bias twice", "the bias is added twice", with_bias(2))
    yield Wrong("bias subtracted", "the bias is taken away where it is to be added", with_bias(-1))


def back(layer) -> Iterator[Wrong]:
    if layer.inputs == layer.outputs:
        yield Wrong("transpose missing", "a transpose is missing: it is dz W where dz Wᵀ belongs", other_weights)
    yield from multiples()


def weights(layer) -> Iterator[Wrong]:
    yield LAST
    yield from multiples()
    if layer.inputs == layer.outputs:
        yield Wrong("transposed", "it is transposed: dzᵀ x where xᵀ dz belongs", transposed)
        yield Wrong("output for input", "it is made of what left the layer, not of what entered it", of_the_output)


def bias(layer) -> Iterator[Wrong]:
    yield LAST
    yield Wrong("summed over classes", "it is summed over the units too, so all biases move alike", over_all)
    yield Wrong("mean over units", "it is averaged over the units, so all biases move alike", mean_over_units)
    yield Wrong("wrong axis", "it is summed over the units; it is to be summed over the examples", other_axis)
    yield from multiples()


EQUATIONS = ((FORWARD, "", forward), (BACK, "", back), (PARAMETERS, "W", weights), (PARAMETERS, "b", bias))
