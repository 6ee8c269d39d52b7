"""Every equation in a docstring of core is read, worked out, and compared with what the code beside it gives."""

import ast
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import activations, losses
from core.metrics import interval
from core.network import Network
from core.optimizers import OPTIMIZERS, move
from core.regularizers import MaxNorm, Penalty
from lessons.engine.proof.named_arrays import arrays_of
from tests.support.written import NotRead, Numbers, equations, worked_out

ROOT = Path(__file__).parents[1]
RNG = np.random.default_rng(5)
TOLERANCE = 1e-9
GREEK = {"gamma": "γ", "beta": "β"}

# What is told in words, each beside the test that looks at the code.
IN_WORDS = {
    "core/pooling.py MaxPool: dx = ds": "tests/core/test_layers.py",
    "core/pooling.py AveragePool: dx = ds / k²": "tests/core/test_layers.py",
}
NO_EQUATIONS = ("core/__init__.py", "core/datasets", "core/weights", "core/diagnosis", "core/schedules.py")


@dataclass(frozen=True)
class Written:
    """What the docstring of a class means: the letters on its right sides, and what its left sides must be."""

    numbers: Numbers
    left: dict[str, Any] = field(default_factory=dict)


def large(one):
    """The same with an ε that is seen."""
    return replace(one, epsilon=0.3) if hasattr(one, "epsilon") else one


def of_layer(text: str, at: int, sizes: dict[str, int], axes=(), **more) -> Written:
    """A layer of a network, in a pass on random numbers."""
    network = Network.from_text(text).at(3, 0)
    network = replace(network, layers=tuple(map(large, network.layers)))
    theta = 0.6 * RNG.standard_normal(network.size)
    n = sizes.get("n", 6)
    x = RNG.standard_normal((n, *network.input_shape))
    trace = network.trace(theta, x, RNG.integers(0, network.classes, n))
    layer, all_arrays = network.layers[at], arrays_of(trace)
    arrays = {"x": trace.values[at], layer.symbol: trace.values[at + 1]}
    arrays |= {"dx": trace.grads[at], f"d{layer.symbol}": trace.grads[at + 1]}
    for parameter in (p for p in network.parameters if p.layer == at):
        letter = GREEK.get(parameter.letter, parameter.letter)
        arrays |= {letter: parameter.of(theta), f"d{letter}": parameter.of(trace.gradient)}
    arrays |= {name: make(layer, trace.values[at], all_arrays) for name, make in more.items()}
    return Written(Numbers(arrays, sizes, dict(axes)), arrays)


def dense() -> Written:
    return of_layer("5-4-tanh-3", 0, {"n": 6, "i": 5, "j": 4}, {"n": 0})


def activate() -> Written:
    found = of_layer("5-4-tanh-3", 1, {})
    arrays = {("z" if name == "x" else "dz" if name == "dx" else name): array for name, array in found.left.items()}
    function, slope = np.tanh, lambda z: 1 - np.tanh(z) ** 2
    return Written(Numbers(arrays, functions={"f": function, "f′": slope}), arrays)


def conv() -> Written:
    sizes = {"f": 3, "c": 2, "i": 3, "j": 2, "h": 4, "w": 4, "n": 2, "r": 7, "q": 6}
    return of_layer("2x7x6-conv3x3x2s2p1-tanh-flatten-3", 1, sizes, s=lambda *_: np.array(2), p=lambda *_: np.array(1))


def pool(word: str) -> Callable[[], Written]:
    sizes = {"c": 2, "h": 2, "w": 2, "n": 6, "i": 2, "j": 2}
    return lambda: of_layer(f"2x4x4-{word}2-flatten-3", 1, sizes, k=lambda *_: np.array(2))


def in_order(at: int) -> Callable[[], Written]:
    sizes = {"c": 2, "h": 3, "w": 4, "n": 6}
    given = {"H": lambda *_: np.array(3), "W": lambda *_: np.array(4)}
    return lambda: of_layer("2x3x4-tanh-flatten-3", at, sizes, **given)


def dropout() -> Written:
    return of_layer("5-8-tanh-dropout0.3-3", 2, {}, m=lambda layer, x, _: layer.mask(x))


def batch_norm() -> Written:
    return of_layer(
        "5-4-bn-tanh-3",
        1,
        {"n": 6},
        {"n": 0},
        μ=lambda layer, x, _: layer.statistics(x)[0],
        **{"σ²": lambda layer, x, _: layer.statistics(x)[1], "x̂": lambda layer, x, _: layer.normal(x)[0]},
        ε=lambda layer, *_: np.array(layer.epsilon),
        N=lambda *_: np.array(6),
    )


def standardize() -> Written:
    network = Network.from_text("5-4-bn-tanh-3").in_use([(np.arange(4.0), np.arange(1.0, 5.0))])
    layer = large(network.layers[1])
    x, du, gamma, beta = (RNG.standard_normal(shape) for shape in ((6, 4), (6, 4), 4, 4))
    u = layer.forward((gamma, beta), x)
    grads = dict(zip(("dγ", "dβ"), layer.parameter_gradients((gamma, beta), x, u, du), strict=True))
    arrays = {"x": x, "u": u, "du": du, "γ": gamma, "β": beta, "μ": np.arange(4.0), "σ²": np.arange(1.0, 5.0)} | grads
    arrays |= {"dx": layer.input_gradient((gamma, beta), x, u, du), "ε": np.array(layer.epsilon)}
    arrays["x̂"] = layer.normal(x)[0]
    return Written(Numbers(arrays, axes={"n": 0}), arrays)


def layer_norm() -> Written:
    found = of_layer(
        "5-4-ln-tanh-3", 1, {"n": 6, "f": 4}, {"n": 0, "f": 1}, ε=lambda layer, *_: np.array(layer.epsilon)
    )
    x = found.left["x"]
    more = {
        "μ": x.mean(axis=1, keepdims=True),
        "σ²": x.var(axis=1, keepdims=True),
        "g": found.left["γ"] * found.left["du"],
        "F": np.array(4),
    }
    spread = np.sqrt(more["σ²"] + found.left["ε"])
    more["x̂"] = (x - more["μ"]) / spread
    return Written(replace(found.numbers, arrays=found.left | more), found.left | more)


def loss(name: str) -> Callable[[], Written]:
    def written() -> Written:
        one, z = losses.LOSSES[name], RNG.standard_normal((6, 4))
        y = np.eye(4)[RNG.integers(0, 4, 6)]
        p = one.output(z)
        arrays = {"z": z, "p": p, "y": y, "N": np.array(6)}
        left = {"p": p, "L": one.value(z, y), "dz": one.gradient(p, y)}
        return Written(Numbers(arrays, {"n": 6, "k": 4, "m": 4}), left)

    return written


def smoothed() -> Written:
    y = np.eye(4)[RNG.integers(0, 4, 6)]
    return Written(Numbers({"y": y, "ε": np.array(0.1), "K": np.array(4)}), {"y": losses.smooth(y, 0.1)})


def optimizer(name: str, **letters: str) -> Callable[[], Written]:
    def written() -> Written:
        one, lr, t, theta = large(OPTIMIZERS[name]), 0.03, 3, RNG.standard_normal(7)
        g = RNG.standard_normal(7)
        memory = [np.abs(RNG.standard_normal(7)) for _ in one.start(theta)]
        before = [m.copy() for m in memory]
        step = one.step(g.copy(), memory, t, lr, theta)
        kept = {"adam": "mv", "adagrad": "s", "rmsprop": "s"}.get(name, "v")
        arrays = {"g": g, "lr": np.array(lr), "t": np.array(t), "θ": theta, **dict(zip(kept, before, strict=False))}
        arrays |= {letter: np.array(getattr(one, of)) for letter, of in letters.items()}
        left = dict(zip(kept, memory, strict=False)) | {"Δθ": step}
        if name == "adam":
            left |= {"m̂": memory[0] / (1 - one.beta1**t), "v̂": memory[1] / (1 - one.beta2**t)}
        if name == "adamw":
            memory = [m.copy() for m in before]
            arrays["Adam's Δθ"] = large(OPTIMIZERS["adam"]).step(g.copy(), memory, t, lr, theta)
        return Written(Numbers(arrays), left)

    return written


def moved() -> Written:
    theta, step = RNG.standard_normal(5), RNG.standard_normal(5)
    after = theta.copy()
    move(after, step)
    return Written(Numbers({"θ": theta, "Δθ": step}), {"θ": after})


def penalty() -> Written:
    network = Network.from_text("5-4-tanh-3")
    theta, both = RNG.standard_normal(network.size), Penalty(0.3, 0.7, "both")
    left = {"R": both.value(network, theta), "dθ": both.gradient(network, theta)}
    return Written(Numbers({"θ": theta, "λ₁": np.array(0.3), "λ₂": np.array(0.7)}), left)


def max_norm() -> Written:
    network = Network.from_text("5-4-3")
    theta = RNG.standard_normal(network.size)
    parameter = network.parameters[0]
    after = parameter.of(theta + MaxNorm(1.5).step(network, theta))
    return Written(Numbers({"w": parameter.of(theta), "c": np.array(1.5)}), {"w": after})


def wilson() -> Written:
    k, n, z = 37, 50, 1.7
    low, high = interval(k, n, z)
    letters = {"k": k, "n": n, "z": z, "p": k / n, "h": (high - low) / 2 * (1 + z * z / n)}
    found = {name: np.array(float(value)) for name, value in letters.items()}
    return Written(Numbers(found), found | {"low": np.array(low), "high": np.array(high)})


WRITTEN: dict[str, Callable[[], Written]] = {
    "core/activations.py ": activate,
    "core/layers.py Dense": dense,
    "core/layers.py Activate": activate,
    "core/convolution.py Conv": conv,
    "core/pooling.py MaxPool": pool("maxpool"),
    "core/pooling.py AveragePool": pool("avgpool"),
    "core/images.py Image": in_order(0),
    "core/images.py Flatten": in_order(2),
    "core/dropout.py Dropout": dropout,
    "core/batchnorm.py BatchNorm": batch_norm,
    "core/batchnorm.py Standardize": standardize,
    "core/normalization.py LayerNorm": layer_norm,
    "core/losses.py ": loss("cross-entropy"),
    "core/losses.py smooth": smoothed,
    "core/losses.py SoftmaxCrossEntropy": loss("cross-entropy"),
    "core/losses.py SigmoidCrossEntropy": loss("binary cross-entropy"),
    "core/losses.py Quadratic": loss("quadratic"),
    "core/descent.py SGD": optimizer("sgd"),
    "core/descent.py Momentum": optimizer("momentum", β="beta"),
    "core/descent.py Nesterov": optimizer("nesterov", β="beta"),
    "core/adaptive.py AdaGrad": optimizer("adagrad", ε="epsilon"),
    "core/adaptive.py RMSprop": optimizer("rmsprop", ε="epsilon", ρ="rho"),
    "core/adaptive.py Adam": optimizer("adam", ε="epsilon", **{"β₁": "beta1", "β₂": "beta2"}),
    "core/adaptive.py AdamW": optimizer("adamw", λ="decay"),
    "core/metrics.py interval": wilson,
    "core/optimizers.py move": moved,
    "core/regularizers.py Penalty": penalty,
    "core/regularizers.py MaxNorm": max_norm,
}


def docstrings():
    """(file and name, docstring) of everything in core that has equations of its own."""
    for path in sorted((ROOT / "core").rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        if file.startswith(NO_EQUATIONS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (text := ast.get_docstring(node)):
                yield f"{file} {getattr(node, 'name', '')}", text


BY_PLACE = {place: equations(text) for place, text in docstrings()}
WHERE = [(place, *one) for place, those in BY_PLACE.items() for one in those]
READ = [one for one in WHERE if f"{one[0]}: {one[1]} = {one[3]}" not in IN_WORDS]


def difference(place: str, left: str, relation: str, right: str) -> float:
    """How far what is written is from what the code gives; what was assigned before it holds already."""
    written = WRITTEN[place]()
    arrays = dict(written.numbers.arrays)
    for before, sign, _ in BY_PLACE[place]:
        if before == left:
            break
        if sign == "←":
            arrays[before] = written.left[before]
    arrays |= {name: written.left[name] for name in ("m̂", "v̂") if name in written.left}
    name = left.partition("_")[0]
    found = worked_out(left, right, replace(written.numbers, arrays=arrays))
    expected = np.asarray(written.left[name])
    if expected.size != found.size:
        raise NotRead(f"{found.shape} is not {expected.shape}")
    return float(np.abs(found.reshape(expected.shape) - expected).max())


@pytest.fixture(autouse=True)
def same_numbers(monkeypatch):
    monkeypatch.setattr("tests.test_docstrings.RNG", np.random.default_rng(5))


NAMES = [f"{place}: {left}" for place, left, *_ in READ]


@pytest.mark.parametrize(("place", "left", "relation", "right"), READ, ids=NAMES)
def test_what_is_written_is_what_is_computed(place, left, relation, right):
    assert difference(place, left, relation, right) < TOLERANCE


ERRORS = {"+": "−", "−": "+", "²": "³", "ᵀ": "", "√": "", "/": "·", "½": "1", "′": "", "₁": "₂", "₂": "₁"}


@pytest.mark.parametrize(("place", "left", "relation", "right"), READ, ids=NAMES)
def test_an_error_in_it_is_found(place, left, relation, right):
    for k, sign in enumerate(right):
        wrong = right[:k] + ERRORS[sign] + right[k + 1 :] if sign in ERRORS else ""
        if not wrong or wrong.replace("·", "/") == right.replace("²", "·"):
            continue
        assert is_seen(place, left, relation, wrong), wrong


def is_seen(place, left, relation, wrong) -> bool:
    """Whether what is written is no equation, or gives other numbers."""
    with np.errstate(all="ignore"):
        try:
            return not difference(place, left, relation, wrong) <= TOLERANCE
        except (NotRead, KeyError, ValueError, TypeError):
            return True


def test_the_slope_of_gelu_is_what_is_written():
    z = RNG.standard_normal(9)
    u, slope = (np.sqrt(2 / np.pi) * one for one in (z + 0.044715 * z**3, 1 + 3 * 0.044715 * z**2))
    right = ast.get_docstring(ast.parse(inspect.getsource(activations.gelu_slope)).body[0]).partition(" where ")[0]
    numbers = Numbers({"z": z, "t": np.tanh(u), "u′": slope})
    found = worked_out("slope", right, numbers)
    np.testing.assert_allclose(found, activations.gelu_slope(z, None), rtol=1e-12)
    assert np.abs(worked_out("slope", right.replace("−", "+"), numbers) - found).max() > TOLERANCE


def test_no_equation_is_passed_over():
    """A line with a relation and a mathematical sign is read, or stands among those in words."""
    for place, text in docstrings():
        known = [right for _, _, right in BY_PLACE[place]]
        for line in (re.sub(r"\s+", " ", one) for one in text.splitlines()):
            if re.search(r"\S (=|←) ", line) and re.search("[Σ⊙√Δᵀ²]", line) and "gelu" not in place:
                assert any(right in line for right in known), line
    assert set(IN_WORDS) <= {f"{place}: {left} = {right}" for place, left, _, right in WHERE}


def test_nothing_else_has_letters_of_its_own():
    assert {place for place, *_ in READ} == set(WRITTEN)
