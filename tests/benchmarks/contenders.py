"""A training step by core and by others: the same network, batch, data and rule.

Each function returns another that takes n steps. Data lie in memory as the contender likes them.
"""

import warnings
from itertools import cycle, pairwise

import numpy as np

from core import memory, threads
from core.config import Config
from core.datasets import load
from core.training import Run, train

DIGITS = load(Config(validation=0))
X, LABELS = DIGITS.train.images, DIGITS.train.labels
RATE = {"sgd": 0.01, "adam": 1e-4}


def spelled(sizes) -> str:
    return "-".join([str(sizes[0]), *(f"{n}-relu" for n in sizes[1:-1]), str(sizes[-1])])


def batches(size):
    permutation = np.random.default_rng(0).permutation(len(X))
    return cycle([permutation[k : k + size] for k in range(0, len(X) - size, size)])


def core(text, size, optimizer):
    config = Config(
        network=text,
        batch_size=size,
        optimizer=optimizer,
        epochs=10_000,
        learning_rate=RATE[optimizer],
        schedule="constant",
    )
    stream = train(Run.start(config), DIGITS)

    def steps(n):
        for _ in range(n):
            next(stream)

    return steps


def cores(text, size, optimizer):
    """core on one thread and on all, each by its name."""
    memory.keep()

    def on(count, some):
        def steps(n):
            threads.use(count)
            some(n)
            threads.use(1)

        return steps

    return {f"core {count}": on(count, core(text, size, optimizer)) for count in sorted({1, threads.most()})}


def products(sizes, size):
    """The matrix products of a step, and nothing else, into memory that is there."""
    rng = np.random.default_rng(0)
    values = [rng.random((size, n), np.float32) for n in sizes]
    weights = [rng.random(shape, np.float32) for shape in pairwise(sizes)]
    gradients = [np.empty_like(W) for W in weights]

    def steps(n):
        for _ in range(n):
            for k, W in enumerate(weights):
                np.matmul(values[k], W, out=values[k + 1])
            for k in reversed(range(len(weights))):
                np.matmul(values[k].T, values[k + 1], out=gradients[k])
                if k:
                    np.matmul(values[k + 1], weights[k].T, out=values[k])

    return steps


def torch_model(text):
    """The same layers in PyTorch."""
    from torch import nn

    from core.export.pytorch import sequential
    from core.network import Network

    return eval(sequential(Network.from_text(text)), {"nn": nn})


def torch_optimizer(model, optimizer, fused, rate):
    import torch

    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[optimizer]
    return kind(model.parameters(), lr=rate, fused=fused)


def torch(text, size, optimizer, fused, threads):
    import torch

    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    x, labels = torch.from_numpy(X), torch.from_numpy(LABELS)
    model = torch_model(text)
    rule = torch_optimizer(model, optimizer, fused, RATE[optimizer])
    stream = cycle([torch.from_numpy(batch) for batch, _ in zip(batches(size), range(len(X) // size), strict=False)])

    def steps(n):
        torch.set_num_threads(threads)
        for _ in range(n):
            batch = next(stream)
            rule.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(model(x[batch]), labels[batch]).backward()
            rule.step()

    return steps


def sklearn(sizes, size, optimizer):
    from sklearn.neural_network import MLPClassifier

    warnings.filterwarnings("ignore")
    rule = {"solver": optimizer, "learning_rate_init": RATE[optimizer], "momentum": 0, "alpha": 0}
    model = MLPClassifier(sizes[1:-1], batch_size=size, max_iter=1, **rule)
    labels = LABELS
    model.partial_fit(X[:size], labels[:size], classes=np.arange(10))

    def steps(n):  # one call a stretch of digits: its epochs are cut into batches inside
        model.partial_fit(X[: n * size], labels[: n * size])

    return steps


def jax(sizes, size, optimizer):
    import jax
    import jax.numpy as jnp

    keys = jax.random.split(jax.random.PRNGKey(0), len(sizes) - 1)
    shapes = zip(keys, sizes[:-1], sizes[1:], strict=True)
    parameters = [(jax.random.normal(key, (i, o)) * (2 / i) ** 0.5, jnp.zeros(o)) for key, i, o in shapes]
    rate, (beta1, beta2) = RATE[optimizer], (0.9, 0.999)

    def loss(parameters, x, labels):
        for W, b in parameters[:-1]:
            x = jax.nn.relu(x @ W + b)
        W, b = parameters[-1]
        return -jnp.take_along_axis(jax.nn.log_softmax(x @ W + b), labels[:, None], axis=1).mean()

    @jax.jit
    def sgd(state, x, labels):
        parameters, *_ = state
        gradient = jax.grad(loss)(parameters, x, labels)
        return (jax.tree.map(lambda p, g: p - rate * g, parameters, gradient),)

    @jax.jit
    def adam(state, x, labels):
        parameters, m, v, t = state
        g = jax.grad(loss)(parameters, x, labels)
        t = t + 1
        m = jax.tree.map(lambda m, g: beta1 * m + (1 - beta1) * g, m, g)
        v = jax.tree.map(lambda v, g: beta2 * v + (1 - beta2) * g * g, v, g)
        c1, c2 = 1 - beta1**t, 1 - beta2**t
        return jax.tree.map(lambda p, m, v: p - rate * (m / c1) / (jnp.sqrt(v / c2) + 1e-8), parameters, m, v), m, v, t

    zeros = jax.tree.map(jnp.zeros_like, parameters)
    box = [(parameters,) if optimizer == "sgd" else (parameters, zeros, zeros, 0.0)]
    rule, stream, labels = {"sgd": sgd, "adam": adam}[optimizer], batches(size), LABELS.astype(np.int32)

    def steps(n):
        for _ in range(n):
            batch = next(stream)
            box[0] = rule(box[0], X[batch], labels[batch])
        jax.block_until_ready(box[0])

    return steps
