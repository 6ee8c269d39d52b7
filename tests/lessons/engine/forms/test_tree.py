"""A tree says the same as its expression: read by a second, independent reader, it gives the same numbers."""

import json

import numpy as np
import pytest

from core.activations import ACTIVATIONS
from lessons.engine.chain.equations import derive
from lessons.engine.proof.named_arrays import example
from lessons.registry import NETWORKS

CALLS = {
    "max": max,
    "winner": lambda place, *of: float(np.argmax(of) == place),
    "quotient": lambda a, b: a // b,
    "remainder": lambda a, b: a % b,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
    "abs": np.abs,
}


def entry(array, at):
    """The entry at these indices; outside of an array everything is 0."""
    return array[at] if all(0 <= k < size for k, size in zip(at, np.shape(array), strict=True)) else 0.0


def read(t, arrays, at):
    """The number that a tree denotes, with the indices at the values `at`."""
    if isinstance(t, int):
        return t
    match t["op"]:
        case "ref":
            return entry(arrays[t["name"]], tuple(int(read(i, arrays, at)) for i in t["indices"]))
        case "index":
            return at[t["name"]]
        case "number":
            return t["value"]
        case "symbol":
            return arrays[t["name"]]
        case "sum":
            low, high = read(t["low"], arrays, at), read(t["high"], arrays, at)
            return sum(read(t["of"], arrays, at | {t["index"]: k}) for k in range(low, high + 1))
        case "add":
            return sum(read(a, arrays, at) for a in t["args"])
        case "mul":
            return np.prod([read(a, arrays, at) for a in t["args"]])
        case "pow":
            return float(read(t["base"], arrays, at)) ** read(t["exponent"], arrays, at)
        case "call":
            values = [np.asarray(read(a, arrays, at)) for a in t["args"]]
            return CALLS[t["name"]](*values) if t["name"] in CALLS else ACTIVATIONS[t["name"]].f(*values)
        case "delta":
            a, b = (read(a, arrays, at) for a in t["args"])
            return float(a == b)
        case "cases":
            return next(read(value, arrays, at) for value, c in t["args"] if holds(c, arrays, at))
    raise AssertionError(t)


def holds(c, arrays, at):
    if c["op"] == "otherwise":
        return True
    a, b = (read(side, arrays, at) for side in c["args"])
    return {">": a > b, ">=": a >= b, "<": a < b, "<=": a <= b}[c["relation"]]


@pytest.mark.parametrize("network", NETWORKS, ids=str)
def test_a_tree_gives_the_numbers_of_core(network):
    arrays = example(network, examples=2)
    for equation in derive(network):
        declared = json.loads(json.dumps(equation.tree()))
        want = arrays[equation.name]
        assert [i["low"] for i in declared["indices"]] == [0] * want.ndim
        letters = [i["index"] for i in declared["indices"]]
        got = np.array(
            [read(declared["rhs"], arrays, dict(zip(letters, at, strict=True))) for at in np.ndindex(want.shape)]
        )
        np.testing.assert_allclose(got, want.ravel(), rtol=1e-12, atol=1e-15, err_msg=equation.name)
