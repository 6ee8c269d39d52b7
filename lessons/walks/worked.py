"""Worked out by hand: each sum of a small pass with all its numbers, as one would write it down."""

from collections.abc import Callable

import numpy as np

from core.activations import ACTIVATIONS
from core.losses import Loss, Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy
from lessons.walks.numbers import Numbers, four

FEW = 2  # examples, up to which all parts of a sum are written down


def coloured(v: float, role: str) -> str:
    return f"[{four(v)}]{{{role}}}"


def slope(v: float) -> str:
    return coloured(v, "up" if v > 0 else "down")


def sums(s: Numbers, k: int) -> list[str]:
    """Each sum of dense layer k, forward."""
    x, z = s.one(s.wires[k]), s.one(s.wires[k + 1])
    W, b = (s.arrays[f"{letter}{s.network.numbers[k]}"] for letter in "Wb")
    return [
        f"{s.said(s.wires[k + 1], j)}: "
        + " + ".join(f"{coloured(x[i], 'value')} · {coloured(W[i, j], 'parameter')}" for i in range(len(x)))
        + f" {'−' if b[j] < 0 else '+'} {coloured(abs(b[j]), 'parameter')} = {coloured(z[j], 'value')}"
        for j in range(len(z))
    ]


def bent(s: Numbers, k: int) -> str:
    """What activation k makes of each number."""
    z, a = s.one(s.wires[k]), s.one(s.wires[k + 1])
    name = ACTIVATIONS[s.layers[k].activation].title
    how = {
        "sigmoid": "Sigmoid makes of each sum 1 / (1 + e to the power of −z), between 0 and 1",
        "relu": "ReLU sends each sum on if it is positive, and 0 if it is not",
    }.get(s.layers[k].activation, f"{name} bends each sum")
    made = ", ".join(f"of {coloured(z[j], 'value')} it makes {coloured(a[j], 'value')}" for j in range(len(z)))
    return f"{how}: {made}."


def _squares(p, y) -> str:
    parts = (f"({four(a)} {minus(b)})² / 2 = {four((a - b) ** 2 / 2)}" for a, b in zip(p, y, strict=True))
    return "Half the squared distance of each output from what was wanted: " + ", ".join(parts)


def _shares(p, y) -> str:
    parts = (
        f"−ln {four(a)} = {four(-np.log(a))}" if b == 1 else f"−{four(b)} · ln {four(a)} = {four(-b * np.log(a))}"
        for a, b in zip(p, y, strict=True)
        if b
    )
    return "Minus the natural logarithm of the share of what was wanted: " + ", ".join(parts)


def _replies(p, y) -> str:
    def cost(a, b):
        size = -(b * np.log(a) + (1 - b) * np.log1p(-a))
        if b in (0, 1):
            return f"{f'−ln {four(a)}' if b else f'−ln (1 − {four(a)})'} = {four(size)}"
        return f"−{four(b)} · ln {four(a)} − {four(1 - b)} · ln (1 − {four(a)}) = {four(size)}"

    parts = (cost(a, b) for a, b in zip(p, y, strict=True))
    return "Minus the natural logarithm of what the right reply to each got: " + ", ".join(parts)


COSTS: dict[type[Loss], Callable] = {Quadratic: _squares, SoftmaxCrossEntropy: _shares, SigmoidCrossEntropy: _replies}
WHY = {
    Quadratic: "Raise an output by a little, h: its distance, p − y, grows by h, the square of that by 2 (p − y) h, "
    "and half of it by (p − y) h. That is what the half is for.",
    SoftmaxCrossEntropy: "The loss is ln (total) − z of what was wanted, for p is e to the z as a part of the total. "
    "Raise a sum by a little, h: ln (total) grows by its share, p h; and what was wanted takes y h off.",
    SigmoidCrossEntropy: "Put p = 1 / (1 + e to the −z) into the loss, and it is ln (1 + e to the z) − y z. Raise z by "
    "a little, h: the logarithm grows by p h, and y h is taken off.",
}


def beside(s: Numbers) -> str:
    """What goes in with the first of a few examples, and what was wanted of it."""
    x, y = s.arrays["x"], s.trace.y

    def row(numbers, role):
        return ", ".join(coloured(v, role) for v in numbers)

    return "; ".join(
        f"with it {'go' if x.shape[1] > 1 else 'goes'} {row(x[m], 'value')}, for which {row(y[m], 'truth')} "
        f"{'were' if y.shape[1] > 1 else 'was'} wanted"
        for m in range(1, s.together)
    )


def total(s: Numbers) -> str:
    """The loss of the first example, and of the others."""
    each = s.network.loss.each(s.trace.values[-1], s.trace.y)
    if s.together > FEW:
        return f"In all {four(each[0])} for this one"
    others = ", ".join(four(v) for v in each[1:])
    return f"In all {four(each[0])} for this one; worked out alike, {others} for the other{'s' * (s.together > 2)}"


def loss(s: Numbers) -> str:
    """What each output costs."""
    return COSTS[type(s.network.loss)](s.p, s.trace.y[0])


def shares(s: Numbers) -> str:
    """How softmax makes the outputs of the last sums."""
    z = s.one(s.logits)
    e = np.exp(z)
    parts = (f"e to the {four(q)} is {four(r)}" for q, r in zip(z, e, strict=True))
    made = (f"{four(r)} / {four(e.sum())} = {four(p)}" for r, p in zip(e, s.p, strict=True))
    return (
        f"Softmax makes shares of the sums: each becomes e to its power, which is never negative, and gets its part of "
        f"the total. {', '.join(parts)}; the total is {four(e.sum())}. So p is {', '.join(made)}."
    )


def minus(y: float) -> str:
    """Less y."""
    return f"{'−' if y >= 0 else '+'} {four(abs(y))}"


def blames(s: Numbers) -> str:
    p, y = s.p, s.trace.y[0]
    return "; ".join(f"for output {k}, {four(p[k])} {minus(y[k])} = {slope(p[k] - y[k])}" for k in range(len(p)))


def weights(s: Numbers, k: int) -> list[str]:
    """The gradient of each weight of layer k: what came in, times the blame; with the others', where there are any."""
    source, target, n = s.wires[k], s.wires[k + 1], s.network.numbers[k]
    x, d, whole = s.arrays[source], s.arrays[f"d{target}"], s.arrays[f"dW{n}"]
    shown = range(s.together if s.together <= FEW else 1)  # the examples whose part is written down
    return [
        f"from {s.said(source, i)} to {s.said(target, j)}: "
        + " + ".join(f"{coloured(x[m, i], 'value')} · {slope(d[m, j])}" for m in shown)
        + f" = {slope(sum(x[m, i] * d[m, j] for m in shown))}"
        + (f" ({slope(whole[i, j])} with the others)" if s.together > FEW else "")
        for i, j in np.ndindex(whole.shape)
    ]


def arriving(s: Numbers, k: int) -> list[str]:
    """The blame that arrives at each number that came into layer k."""
    source, target = s.wires[k], s.wires[k + 1]
    W, d, back = s.arrays[f"W{s.network.numbers[k]}"], s.one(f"d{target}"), s.one(f"d{source}")
    return [
        f"{s.said(source, i)}: "
        + " + ".join(f"{coloured(W[i, j], 'parameter')} · {slope(d[j])}" for j in range(len(d)))
        + f" = {slope(back[i])}"
        for i in range(len(back))
    ]


def passing(s: Numbers, k: int) -> list[str]:
    """What of the blame passes activation k, at each number."""
    before, after = s.wires[k], s.wires[k + 1]
    slopes, arriving, passing = s.bend(k), s.one(f"d{after}"), s.one(f"d{before}")
    return [
        f"{s.said(before, j)}: {slope(arriving[j])} · {four(slopes[j])} = {slope(passing[j])}"
        for j in range(len(slopes))
    ]


def moved(s: Numbers) -> list[str]:
    """Each parameter after the step, the last layer's first."""
    rate, found = s.ahead.rate, []
    for parameter in sorted(s.network.parameters, key=lambda q: (-q.layer, q.letter)):
        old, gradient = s.arrays[parameter.name], s.arrays[f"d{parameter.name}"]
        for entry in np.ndindex(old.shape):
            found.append(
                f"{parameter.name}[{','.join(map(str, entry))}]: {coloured(old[entry], 'parameter')} − {four(rate)} · "
                f"{slope(gradient[entry])} = {coloured(old[entry] - rate * gradient[entry], 'parameter')}"
            )
    return found
