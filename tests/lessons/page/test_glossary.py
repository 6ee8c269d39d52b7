"""Words explain themselves where they first stand, and nowhere else."""

from itertools import pairwise

import numpy as np
import pytest
from sympy import KroneckerDelta

from core.activations import ACTIVATIONS
from core.batchnorm import BatchNorm
from core.convolution import Conv
from core.datasets.mnist import read_bytes
from core.dropout import Dropout
from core.initializers import initialize
from core.layers import Dense
from core.losses import SoftmaxCrossEntropy, one_hot
from core.network import Network
from core.optimizers import OPTIMIZERS, SGD, Momentum
from core.orders import shuffled
from core.pooling import AveragePool, MaxPool
from core.regularizers import Penalty
from lessons.derivations.softmax import jacobian
from lessons.page.glossary import GLOSSARY, terms


def explained(text, met=None):
    return [(word, term) for word, term in terms(text, set() if met is None else met) if term]


def test_every_meaning_is_a_sentence():
    assert all(meaning.endswith(".") for meaning in GLOSSARY.values())


def test_a_word_is_explained_once():
    assert explained("The Softmax, and the softmax again; the loss.") == [("Softmax", "softmax"), ("loss", "loss")]
    met = {"softmax"}
    assert explained("softmax and loss", met) == [("loss", "loss")]
    assert met == {"softmax", "loss"}


def test_the_text_stays_what_it_was():
    text = "# The loss\nA **mini-batch** has `loss` and $loss$ in [loss](loss); pre-activation.\n"
    assert "".join(word for word, _ in terms(text, set())) == text
    assert explained(text) == [("mini-batch", "mini-batch"), ("loss", "loss"), ("pre-activation", "pre-activation")]


def test_a_part_of_a_word_is_not_the_word():
    assert explained("lossless, unit-free, biased") == []


Z = np.array([[-2.0, -0.3, 0.4, 3.1], [0.2, 1.7, -1.1, 0.6]])
LABELS = np.array([3, 1])
NETWORK = Network.from_text("5-4-bn-relu-3")
TRACE = NETWORK.trace(
    np.random.default_rng(0).standard_normal(NETWORK.size), np.random.default_rng(1).random((6, 5)), np.arange(6) % 3
)


def normalised():
    x, _ = BatchNorm().normal(Z.repeat(3, axis=0) * np.arange(1, 7)[:, None])
    return np.abs(x.mean(axis=0)).max() < 1e-12 and 0.999 < x.var(axis=0).min() <= x.var(axis=0).max() < 1


def averaged():
    alone = [PLAIN.trace(THETA, X[k : k + 1], ROWS[k : k + 1]).gradient for k in range(2)]
    return np.allclose(PLAIN.trace(THETA, X, ROWS).gradient, np.mean(alone, axis=0))


def fades():
    memory, steps = Momentum().start(np.zeros(1)), []
    for k in range(6):
        steps.append(abs(Momentum().step(np.ones(1) * (k == 0), memory, k + 1, 1.0, np.ones(1))[0]))
    return steps[0] > 0 and all(later < earlier for earlier, later in pairwise(steps))


PLAIN = Network.from_text("5-4-relu-3")
THETA = np.random.default_rng(0).standard_normal(PLAIN.size)
X, ROWS = np.random.default_rng(1).random((2, 5)), np.array([2, 0])
SOFTMAX = SoftmaxCrossEntropy()
PASS = PLAIN.trace(THETA, X, ROWS)


def moved(by):
    """What 0.1 more on one weight of the first unit changes in what that unit receives."""
    theta = THETA.copy()
    PLAIN.unpack(theta)[0][0][0, 0] += by
    return (PLAIN.forward(theta, X)[1] - PASS.values[1])[:, 0]


def lowered():
    after = THETA + SGD().step(PASS.gradient, (), 1, 0.01)
    return PLAIN.trace(after, X, ROWS).loss < PASS.loss


def makes_steps():
    for rule in OPTIMIZERS.values():
        step = rule.step(np.ones(2), rule.start(np.ones(2)), 1, 0.1, np.ones(2))
        if step.shape != (2,) or (step >= 0).any():
            return False
    return True


def drawn(seed):
    return initialize(PLAIN, "he", seed)


def backwards():
    """The gradient on the input, each layer from the one after it alone."""
    d = (PASS.p - PASS.y) / len(X)
    for k in reversed(range(len(PLAIN.layers))):
        d = PLAIN.layers[k].input_gradient(PLAIN.unpack(THETA)[k], PASS.values[k], PASS.values[k + 1], d)
    return d


def along_every_path():
    """The slope of the loss by one pixel: the slopes along each path multiplied, the paths added."""
    first, last, bends = PLAIN.unpack(THETA)[0][0], PLAIN.unpack(THETA)[2][0], PASS.values[1][0] > 0
    return sum(first[0, j] * bends[j] * last[j, k] * PASS.grads[-1][0, k] for j in range(4) for k in range(3))


def patch_everywhere():
    patch = Conv(1, 1, 2, 2)
    parameters, image = (RNG.standard_normal((1, 1, 2, 2)), np.zeros(1)), RNG.standard_normal((1, 5, 5, 1))
    there, aside = (patch.forward(parameters, np.roll(image, by, axis=2)) for by in (0, 1))
    return np.allclose(there[:, :, :-1], aside[:, :, 1:])


def rise(h):
    """Of the square, from 1 on, where its slope is 2."""
    return ((1 + h) ** 2 - 1) / h


RNG = np.random.default_rng(2)
# a meaning that is a formula: its words, and what core makes of it
MEANT = {
    "ReLU": ("is z where z is positive, and 0 elsewhere",
             lambda: (ACTIVATIONS["relu"].f(Z) == np.where(Z > 0, Z, 0)).all()),
    "softmax": ("e to each of them, over the sum",
                lambda: np.allclose(SOFTMAX.output(Z), np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True))),
    "cross-entropy": ("The loss −log p of the probability p given to the right class",
                      lambda: np.isclose(
                          SOFTMAX.value(Z[:1], one_hot(LABELS[:1], 4)), -np.log(SOFTMAX.output(Z)[0, 3]))),
    "one-hot": ("1 at one place and 0 elsewhere", lambda: (one_hot(LABELS, 4) == np.eye(4)[LABELS]).all()),
    "batch normalisation": ("mean 0 and a variance of almost 1 over the mini-batch", normalised),
    "mini-batch": ("whose gradients are averaged for one step", averaged),
    "momentum": ("earlier gradients, which fade away step by step", fades),
    "bias": ("A number added to what a unit receives, whatever the input",
             lambda: np.allclose(np.diff(Dense(2, 1).forward((np.ones((2, 1)), np.array([0.7])), Z[:, :2])
                                         - Z[:, :2].sum(axis=1, keepdims=True), axis=0), 0)),
    "gradient": ("in the shape of those numbers", lambda: TRACE.gradient.shape == TRACE.theta.shape),
    "error signal": ("by a pre-activation, written δ", lambda: TRACE.grads[1].shape == TRACE.values[1].shape),
    "pooling": ("the largest, or the mean, of each small patch",
                lambda: [kind(2).forward((), Z.reshape(1, 2, 4, 1)).ravel().tolist() for kind in (MaxPool, AveragePool)]
                == [[1.7, 3.1], pytest.approx([-0.1, 0.75])]),
    "parameters": ("weights, biases, and the γ and β of a normalisation",
                   lambda: {p.letter for p in NETWORK.parameters} == {"W", "b", "gamma", "beta"}),
    "round-off": ("about 16 digits", lambda: 15 < -np.log10(np.finfo(float).eps) < 17),
    "kink": ("the slope from the left and the slope from the right differ",
             lambda: ACTIVATIONS["relu"].slope(-1e-9, 0.0) != ACTIVATIONS["relu"].slope(1e-9, 1e-9)),
    "epoch": ("One pass over all digits", lambda: sorted(shuffled(0, 1, 9)) == list(range(9))),
    # those that are words: what they speak of, in core
    "activation": ("its pre-activation, bent by a function",
                   lambda: (PASS.values[2] == ACTIVATIONS["relu"].f(PASS.values[1])).all()),
    "pre-activation": ("The weighted sum that a unit receives, before its activation bends it",
                       lambda: np.allclose(PASS.values[1], X @ PLAIN.unpack(THETA)[0][0] + PLAIN.unpack(THETA)[0][1])),
    "logits": ("The last pre-activations, from which softmax makes probabilities",
               lambda: np.allclose(PASS.p, SOFTMAX.output(PASS.values[-1]))),
    "hidden layer": ("between the input and the output",
                     lambda: [value.shape[1] for value in PASS.values] == [5, 4, 4, 3]),
    "unit": ("One number of a layer", lambda: PASS.values[1][0].size == 4),
    "weights": ("The factors with which a unit weighs its inputs",
                lambda: np.allclose(moved(0.1), 0.1 * X[:, 0])),
    "label": ("What a digit really is", lambda: (read_bytes("t10k")[1][:3] == [7, 2, 1]).all()),
    "loss": ("One number that says how wrong the network is; learning lowers it",
             lambda: np.ndim(PASS.loss) == 0 and lowered()),
    "learning rate": ("How far a step goes for a given gradient",
                      lambda: np.allclose(SGD().step(PASS.gradient, (), 1, 0.2), -0.2 * PASS.gradient)),
    "optimizer": ("turns a gradient into a step",
                  makes_steps),
    "initialisation": ("before the first step",
                       lambda: (drawn(3) == drawn(3)).all() and (drawn(3) != drawn(4)).any()),
    "backpropagation": ("from the last layer to the first, each layer from the one after it",
                        lambda: np.allclose(backwards(), PASS.grads[0])),
    "chain rule": ("The slope along a path is the product of the slopes of its parts; several paths are added",
                   lambda: np.allclose(along_every_path(), PASS.grads[0][0, 0])),
    "Jacobian": ("All slopes of several outputs by several inputs, in rows and columns",
                 lambda: jacobian().rhs.has(KroneckerDelta) and len(jacobian().free) == 3),
    "convolution": ("The same small patch of weights, laid on every place of an image", patch_everywhere),
    "dropout": ("Leaving out units at random",
                lambda: 0.2 < (Dropout(0.5).mask(np.ones((9, 9))) == 0).mean() < 0.8),
    "regularisation": ("a price on large weights, or dropout",
                       lambda: Penalty(0, 1).value(PLAIN, 2 * THETA) > Penalty(0, 1).value(PLAIN, THETA)),
    "truncation": ("replacing a slope with the rise over a step that is not infinitely small",
                   lambda: abs(rise(0.1) - 2) > 10 * abs(rise(0.001) - 2) > 0),
}  # fmt: skip


def test_every_word_is_worked_out():
    assert MEANT.keys() == GLOSSARY.keys()


@pytest.mark.parametrize("word", MEANT)
def test_a_meaning_that_is_a_formula_is_core_s(word):
    words, holds = MEANT[word]
    assert words in GLOSSARY[word]
    assert holds()
