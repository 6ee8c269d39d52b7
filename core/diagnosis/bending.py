"""What people get wrong where an activation bends each number, and where dropout leaves some out."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from core.activations import ACTIVATIONS
from core.diagnosis.kinds import BACK, FORWARD, Wrong, multiples


def without_slope(right, layer, parameters, x, y, dy):
    return dy


def value_for_slope(right, layer, parameters, x, y, dy):
    """σ for σ′."""
    return dy * y


def slope_of_output(right, layer, parameters, x, y, dy):
    """σ′(a) for σ′(z)."""
    return right(parameters, y, layer.forward(parameters, y), dy)


def slope_formula_of_input(right, layer, parameters, x, y, dy):
    """z (1 − z) for a (1 − a)."""
    return right(parameters, x, x, dy)


def slope_of_gradient(right, layer, parameters, x, y, dy):
    """f′(da) for f′(z)."""
    return right(parameters, dy, layer.forward(parameters, dy), dy)


def slope_twice(right, layer, parameters, x, y, dy):
    return right(parameters, x, y, right(parameters, x, y, dy))


def forward(layer) -> Iterator[Wrong]:
    yield Wrong("activation left out", "the activation is left out: it is z itself", lambda right, layer, none, x: x)
    yield Wrong("activation twice", "the activation is applied twice", lambda right, layer, none, x:
                right(none, right(none, x)))  # fmt: skip
    for other in ACTIVATIONS.values():
        if other.name != layer.activation:
            words = f"it is {other.title} of z, where the network has {ACTIVATIONS[layer.activation].title}"

            def instead(right, layer, none, x, other=other):
                return other.f(x)

            yield Wrong("another activation", words, instead)


def back(layer) -> Iterator[Wrong]:
    own = ACTIVATIONS[layer.activation].title
    yield Wrong("slope left out", f"the slope of the {own} is left out", without_slope)
    yield Wrong("σ for σ′", f"it is multiplied by the value of the {own}, where its slope belongs", value_for_slope)
    yield Wrong("σ′ of a for σ′ of z", f"the slope of the {own} is taken at a, where it belongs at z", slope_of_output)
    yield Wrong("slope formula fed z", f"the slope of the {own} is worked out from its value, and was given z",
                slope_formula_of_input)  # fmt: skip
    yield Wrong("slope twice", f"the slope of the {own} is multiplied twice", slope_twice)
    yield Wrong("mask of the gradient", f"the slope of the {own} is taken at the gradient that arrives, not at z",
                slope_of_gradient)  # fmt: skip
    for other in ACTIVATIONS.values():
        if other.name != layer.activation:

            def instead(right, layer, none, x, y, dy, other=other):
                return dy * other.slope(x, other.f(x))

            yield Wrong("slope of another activation", f"it is multiplied by the slope of {other.title}; this is {own}",
                        instead)  # fmt: skip
    yield from multiples()


def scaled(by):
    """What dropout makes, with another scale in place of 1 / (1 − q), on the way forward and on the way back; where
    q is 0, as in a network in use, nothing is scaled."""

    def factor(layer):
        return by(layer.rate) if layer.rate else 1

    def forward(right, layer, none, x):
        return right(none, x) * factor(layer)

    def back(right, layer, none, x, y, dy):
        return right(none, x, y, dy) * factor(layer)

    return forward, back


def another_mask(right, layer, none, x, y, dy):
    return replace(layer, key=(*layer.key, 1)).mask(x) * dy


DROPPED = (
    ("dropout scaled by p for 1 − p", "what stays is divided by q, the share that is left out, and not by 1 − q",
     lambda q: (1 - q) / q),
    ("dropout unscaled", "what stays is not divided by 1 − q", lambda q: 1 - q),
    ("dropout multiplied", "what stays is multiplied by 1 − q, where it is to be divided", lambda q: (1 - q) ** 2),
)  # fmt: skip


def drop_forward(layer) -> Iterator[Wrong]:
    for kind, words, by in DROPPED:
        yield Wrong(kind, words, scaled(by)[0])
    yield Wrong("dropout left out", "nothing is left out", lambda right, layer, none, x: x)


def drop_back(layer) -> Iterator[Wrong]:
    for kind, words, by in DROPPED:
        yield Wrong(f"{kind}, backward", f"on the way back {words}", scaled(by)[1])
    yield Wrong("mask left out", "the mask of dropout is not applied on the way back", without_slope)
    if not hasattr(layer, "stays"):
        yield Wrong("another mask", "on the way back another mask is drawn than on the way forward", another_mask)
    yield from multiples()


def is_kinked(name: str) -> bool:
    """Whether the slope of an activation jumps at 0."""
    left, right = np.array([-1e-12]), np.array([1e-12])
    f = ACTIVATIONS[name]
    return bool(abs(float(f.slope(right, f.f(right))[0]) - float(f.slope(left, f.f(left))[0])) > 1e-6)


EQUATIONS = ((FORWARD, "", forward), (BACK, "", back))
DROPOUT = ((FORWARD, "", drop_forward), (BACK, "", drop_back))
