"""The loss of a mini-batch is a mean, and so is everything that follows from it."""

from itertools import combinations, product

import numpy as np
from sympy import IndexedBase, KroneckerDelta, Symbol

from core.checks import complex_step
from core.network import Network
from lessons.engine.algebra.derivative import Partial, collapse
from lessons.engine.algebra.indices import index, total
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.backward import adjoint
from lessons.engine.chain.derivation import Step
from lessons.engine.proof.named_arrays import arrays_of
from lessons.engine.proof.theorem import Theorem, compared
from lessons.engine.proof.witnesses import difference
from lessons.engine.twins.definitions import D, H, L, N, W, i, j, n, x, z
from lessons.exercises import Asked, Context
from lessons.page.digits import first_digits

DIGITS, DRAWS = 512, 1_000
POPULATION = np.array([0.3, -1.2, 2.0, 0.4])  # one number of the gradient, for each of four digits

each = IndexedBase("L")  # the loss of each digit
spread = Symbol(r"\sigma^2", positive=True)  # of one digit's number about the mean, squared


def mean_of_gradients() -> Theorem:
    """The gradient of the mean loss is the mean of the digits' own gradients; the 1/N comes in with δ."""
    steps = (
        Step(total(Partial(each[n], W[i, j]), n) / N),
        Step(total(x[n, i] * Partial(each[n], z[n, j]), n) / N),
        Step(total(x[n, i] * adjoint(z[n, j]), n)),
    )

    def numbers():
        network, rng = Network.from_text("6-5"), np.random.default_rng(0)
        theta, rows, labels = rng.standard_normal(network.size), rng.standard_normal((4, 6)), np.array([0, 3, 1, 3])
        whole = arrays_of(network.trace(theta, rows, labels))
        alone = [arrays_of(network.trace(theta, rows[k : k + 1], labels[k : k + 1])) for k in range(4)]
        return {
            "x": rows,
            "dz": whole["dz1"],
            "dW": whole["dW1"],
            str(N): 4,
            str(D): 6,
            str(H): 5,
            Partial(each[n], W[i, j]): np.stack([one["dW1"] for one in alone]),
            Partial(each[n], z[n, j]): np.concatenate([one["dz1"] for one in alone]),
            Partial(L, W[i, j]): _slopes(network, theta, rows, labels),
        }

    routes = {"core": lambda arrays: arrays["dW"], "complex step": lambda arrays: arrays[Partial(L, W[i, j])]}
    title, free = "The mini-batch: the mean of the gradients", (i, j)
    witness = compared(steps, numbers, routes, free)
    return Theorem(Partial(L, W[i, j]), steps, "mean of gradients", title, witness, numbers=numbers, free=free)


def _slopes(network: Network, theta, rows, labels):
    """∂L/∂W of a network with one layer, by complex step through core."""
    slopes = [complex_step(network, theta, rows, labels, direction) for direction in np.eye(network.size)]
    return np.reshape(slopes[: network.parameters[0].stop], network.parameters[0].shape)


def spread_of_a_mean() -> Theorem:
    """The mean squared distance of the mean of N independent numbers from what it stands for."""
    m = index("m", N)
    pairs = total(spread * KroneckerDelta(n, m), n, m) / N**2
    steps = (Step(collapse(pairs)),)

    def witness():
        means = np.array([np.mean(drawn) for drawn in product(POPULATION, repeat=3)])  # of every mini-batch of three
        found = np.mean((means - POPULATION.mean()) ** 2)
        return {"every mini-batch": difference(evaluate(steps[-1].expr, numbers()), found)}

    def numbers():
        return {str(spread): POPULATION.var(), str(N): 3}

    why = "the digits of a mini-batch are drawn independently of each other, so that one may come twice"
    title = "The spread of a mini-batch's mean"
    return Theorem(pairs, steps, "spread of a mean", title, witness, assumptions=(why,), numbers=numbers)


def without_return(size: int) -> float:
    """How far the spread is from σ²/size · (P − size)/(P − 1) if no digit of a mini-batch of P in all comes twice."""
    means, everyone = np.array([np.mean(drawn) for drawn in combinations(POPULATION, size)]), len(POPULATION)
    derived = POPULATION.var() / size * (everyone - size) / (everyone - 1)
    return difference(np.mean((means - POPULATION.mean()) ** 2), derived)


def own_gradients(network: Network, theta):
    """∂L/∂W of the last layer for each of the first few training digits alone, one row a digit."""
    trace = network.trace(theta, *first_digits(DIGITS))
    return (trace.values[-2][:, :, None] * trace.grads[-1][:, None] * DIGITS).reshape(DIGITS, -1)


def root_mean_square_error(rows, size: int, seed: int = 0) -> float:
    """How far the mean of `size` rows drawn at random is from the mean of all, over many such draws."""
    rng, chances = np.random.default_rng(seed), np.full(len(rows), 1 / len(rows))
    shares = rng.multinomial(size, chances, DRAWS) / size  # (DRAWS, digits)
    return float(np.sqrt(((shares @ rows - rows.mean(axis=0)) ** 2).sum(axis=1).mean()))


def squared_error_of_pairs(rows) -> float:
    """The mean squared distance of the mean of two from the mean of all, over every pair that can be drawn."""
    deviations = rows - rows.mean(axis=0)
    halves = [((deviation + deviations) ** 2).sum(axis=1).mean() / 4 for deviation in deviations]
    return float(np.mean(halves))


def main_directions(rows):
    """The same rows along the two directions in which they differ most, the principal ones: (digits, 2)."""
    deviations = rows - rows.mean(axis=0)
    *_, directions = np.linalg.svd(deviations, full_matrices=False)
    return rows @ directions[:2].T


def four_times(context: Context) -> Asked:
    """How much larger must a mini-batch be?"""
    factor = int(context.draw("factor").choice([2, 3, 10]))
    answers = [f"{factor} times as many", f"{factor**2} times as many", f"{2 * factor**3} times as many"]
    return Asked(
        f"Your mini-batches are too noisy: the error of their gradients should become {factor} times smaller. How "
        "many digits do you need in each?",
        tuple(answers),
        1,
        f"The squared error falls as 1/N, the error itself as one over the square root of N: {factor**2} times as "
        "many digits.",
    )
