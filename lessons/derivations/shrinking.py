"""What a penalty on the weights does to a step of gradient descent, and to a network that learns few digits."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from sympy import Abs, IndexedBase, Symbol

from core.config import Config
from core.datasets import Digits, Split
from core.datasets.digits import split
from core.datasets.mnist import read_bytes
from core.network import Network
from core.optimizers import SGD
from core.regularizers import Penalty
from core.training import Run, train
from lessons.derivations.regularizers import l1 as slope_of_l1
from lessons.derivations.regularizers import l2 as slope_of_l2
from lessons.engine.algebra.derivative import Partial
from lessons.engine.algebra.indices import total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.derivation import Step
from lessons.engine.forms.powers import printed
from lessons.engine.proof.theorem import Theorem, compared, slopes
from lessons.engine.proof.witnesses import difference
from lessons.engine.twins.definitions import D, H, i, j
from lessons.exercises import Asked, Context, equation
from lessons.exercises.subject import Subject
from lessons.page.digits import first_digits

W, dW, after = (IndexedBase(name, real=True) for name in ("W", "dW", "W′"))
R, lr = Symbol("R"), Symbol("lr", positive=True)
RATES = {"l1": Symbol("lambda_1", positive=True), "l2": Symbol("lambda_2", positive=True)}
VALUES = {"l1": total(Abs(W[i, j]), i, j), "l2": total(W[i, j] ** 2, i, j) / 2}
SLOPES = {"l1": slope_of_l1, "l2": slope_of_l2}
STRENGTH, RATE = 0.3, 0.1


def _core(kind):
    """(network, θ, gradient of the loss, penalty, arrays) of core."""
    rng, network = np.random.default_rng(0), Network.from_text("3-4")
    theta, g = rng.standard_normal((2, network.size))
    arrays = {
        "W": theta[:12].reshape(3, 4),
        "dW": g[:12].reshape(3, 4),
        "lr": RATE,
        str(RATES[kind]): STRENGTH,
        str(D): 3,
        str(H): 4,
    }
    return network, theta, g, Penalty(STRENGTH * (kind == "l1"), STRENGTH * (kind == "l2")), arrays


def penalty(kind: str) -> Theorem:
    """What the weights cost."""
    steps = (Step(RATES[kind] * VALUES[kind]),)

    def witness():
        network, theta, _, of_core, arrays = _core(kind)
        return {"core": difference(evaluate(steps[-1].expr, arrays), of_core.value(network, theta))}

    def numbers():
        network, theta, _, of_core, arrays = _core(kind)
        return arrays | {"R": of_core.value(network, theta)}

    title = f"Regularisation: what {kind.upper()} costs"
    return Theorem(R, steps, f"{kind} penalty", title, witness, numbers=numbers)


def step(kind: str) -> Theorem:
    """Where a weight arrives in a step down the loss and the penalty."""
    slope = SLOPES[kind]().rhs
    steps = [
        Step(W[i, j] - lr * (dW[i, j] + Partial(R, W[i, j]))),
        Step(W[i, j] - lr * (dW[i, j] + slope)),
    ]
    if kind == "l2":
        steps.append(Step(W[i, j] * (1 - lr * RATES[kind]) - lr * dW[i, j]))
    else:
        steps.append(Step(W[i, j] - lr * slope - lr * dW[i, j]))

    def numbers():
        network, theta, g, of_core, arrays = _core(kind)
        slope_of_r = slopes(RATES[kind] * VALUES[kind], W[i, j], arrays)
        by_core = theta + SGD().step(g + of_core.gradient(network, theta), (), 1, RATE)
        return arrays | {Partial(R, W[i, j]): slope_of_r, "W′": by_core[:12].reshape(3, 4)}

    title, free = f"Regularisation: a step with {kind.upper()}", (i, j)
    witness = compared(steps, numbers, {"core": lambda arrays: arrays["W′"]}, free)
    return Theorem(after[i, j], tuple(steps), f"{kind} step", title, witness, numbers=numbers, free=free)


def step_of_one_weight() -> Subject:
    """The step with L2 of a single weight, to be typed: with w, its gradient g, lr and λ."""
    names = {
        W[i, j]: Symbol("w"),
        dW[i, j]: Symbol("g"),
        RATES["l2"]: Symbol("λ"),
        Partial(R, W[i, j]): Symbol("λ") * Symbol("w"),
    }
    steps = [Step(s.expr.xreplace(names)) for s in step("l2").steps[1:]]
    letters = "w g lr λ"

    def sample(seed):
        return dict(zip(letters.split(), np.random.default_rng(seed).uniform(0.2, 0.9, 4), strict=True))

    return equation(Symbol("w'"), steps, sample, letters)


def nearer_to_zero(context: Context) -> Asked:
    """Which penalty takes more off a weight of a certain size."""
    weight = float(context.draw("weight").choice([0.01, 0.1, 4.0, 9.0]))
    network, theta = Network.from_text("1-1"), np.array([weight, 0.0])
    left = [weight - 0.1 * float(Penalty(l1, l2).gradient(network, theta)[0]) for l1, l2 in ((0.05, 0), (0, 0.05))]
    return Asked(
        f"A weight of {weight:g} makes no difference to the loss. It takes a step with a learning rate of 0.1 under "
        "L1, and another one under L2, both with a strength of 0.05. Which penalty brings it nearer to zero?",
        ("L1", "L2"),
        int(left[1] < left[0]),
        f"L1 leaves {printed(left[0], '.5g')}, L2 leaves {printed(left[1], '.5g')}.",
    )


PLAIN = Config(  # plain gradient descent, because only there a penalty does what `step` says
    network="784-48-relu-10",
    optimizer="sgd",
    schedule="constant",
    learning_rate=0.2,
    batch_size=50,
    epochs=40,
    examples=600,
    validation=0,
)
AGAINST = {
    "nothing": PLAIN,
    "L1": replace(PLAIN, l1=0.002),
    "L2": replace(PLAIN, l2=0.02),
    "dropout": replace(PLAIN, network="784-48-relu-dropout0.5-10"),
}
DRAWN = 0.4  # the share of labels that are drawn at random


class Learnt(NamedTuple):
    """What became of a run on digits many of whose labels are wrong."""

    by_heart: float  # the share of wrong labels that it gives back
    unseen: float  # accuracy on 1,000 test digits
    largest: float  # weight of the first layer
    tiny: float  # the share of weights of the first layer below 0.001


@lru_cache(maxsize=1)
def learn_wrong_labels() -> dict[str, Learnt]:
    """Each way against learning by heart, on the same digits with the same wrong labels."""
    images, labels = first_digits(PLAIN.examples)
    test_images, test_labels = read_bytes("t10k")
    judging = split(test_images[:1_000], test_labels[:1_000], np.float32)
    rng = np.random.default_rng(0)
    told = np.where(rng.random(len(labels)) < DRAWN, rng.integers(0, 10, len(labels)), labels)
    wrong = told != labels
    found = {}
    for name, config in AGAINST.items():
        run, few = Run.start(config), Split(images.astype(np.float32), told)
        for _ in train(run, Digits(few, few, few)):
            pass
        guesses, new = (run.network.predict(run.theta, x).argmax(axis=1) for x in (few.images[wrong], judging.images))
        first = run.network.parameters[0]
        weights = np.abs(first.of(run.theta).ravel())
        shares = (guesses == told[wrong]).mean(), (new == judging.labels).mean(), weights.max(), (weights < 1e-3).mean()
        found[name] = Learnt(*map(float, shares))
    return found
