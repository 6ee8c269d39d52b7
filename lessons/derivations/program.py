"""The whole algorithm as one page of NumPy: every line of mathematics on it is a derived equation, printed as code."""

from collections.abc import Mapping
from types import MappingProxyType

from core.activations import ACTIVATIONS
from core.config import Config
from core.layers import Activate
from core.losses import one_hot
from core.network import Network
from core.orders import shuffled
from lessons.engine.chain.equations import derive
from lessons.engine.forms.numpy_line import run

PLAIN = Config(  # what the page does, as settings of core
    optimizer="sgd",
    schedule="constant",
    learning_rate=0.1,
    batch_size=20,
    epochs=5,
    examples=200,
    validation=0,
)


def lines(network: Network) -> tuple[list[str], list[str], list[str]]:
    """(forward, backward, update) of a network of rows; nobody asks for the gradient of the pixels."""
    equations = [e for e in derive(network) if e.numpy is not None and e.name != "dx"]
    forward, backward = ([str(e.numpy) for e in equations if e.direction == way] for way in ("forward", "backward"))
    return forward, backward, [f"{p.name} = {p.name} - lr * d{p.name}" for p in network.parameters]


def page(network: Network, lr: float, batch_size: int, epochs: int) -> str:
    """A program that learns from `digits.npz`, which `WRITES` writes; it needs NumPy and nothing else."""
    used = dict.fromkeys(layer.activation for layer in network.layers if isinstance(layer, Activate))
    rows = [ACTIVATIONS[name] for name in used if name != "tanh"]
    bent = [f"def {row.name}(z):\n    return {row.numpy.format(x='z')}\n\n" for row in rows]
    forward, backward, update = ("\n".join(" " * 8 + line for line in part) for part in lines(network))
    drawn = "\n".join(
        f"{p.name} = rng.standard_normal({p.shape}) * np.sqrt(2 / {p.shape[0]})"
        if p.letter == "W"
        else f"{p.name} = np.zeros({p.shape[0]})"
        for p in network.parameters
    )
    return TEMPLATE.format(
        bent="\n".join(bent),
        drawn=drawn,
        N=batch_size,
        lr=lr,
        epochs=epochs,
        forward=forward,
        backward=backward,
        update=update,
    )


WRITES = """import numpy as np
from core.datasets.mnist import read_bytes

images, labels = read_bytes("train")
np.savez("digits.npz", images=images.reshape(-1, 784) / 255, labels=labels)
"""

TEMPLATE = """import numpy as np

digits = np.load("digits.npz")  # images (digits, 784) from 0 to 1, labels (digits,)
images, labels = digits["images"], digits["labels"]
N, lr = {N}, {lr}

{bent}
rng = np.random.default_rng(0)
{drawn}

for epoch in range({epochs}):
    places = rng.permutation(len(images))
    for batch in places[: len(places) // N * N].reshape(-1, N):
        x, y = images[batch], np.eye(10)[labels[batch]]

{forward}

{backward}

{update}

    print(epoch + 1, L)
"""


def step(network: Network, arrays: dict, instead: Mapping[str, str] = MappingProxyType({})) -> dict:
    """The arrays after every line has been run once, in its order. The lines are those of the page, read as text;
    some may be run `instead` of others, and nothing instead of a line that is left out."""
    forward, backward, update = ([instead.get(line, line) for line in part] for part in lines(network))
    known = dict(arrays)
    for line in (*forward, *backward):
        known[line.split(" = ")[0].replace("_", "′")] = run(line, known)
    for line in filter(None, update):
        known[line.split(" = ")[0]] = run(line, known)
    return known


def learn(
    network: Network,
    theta,
    images,
    labels,
    batch_size: int,
    epochs: int,
    lr: float,
    seed: int,
    instead: Mapping[str, str] = MappingProxyType({}),
) -> tuple[list[float], dict]:
    """The loss before each step, and the parameters at the end, of the page's lines on core's order of digits."""
    known = {p.name: p.of(theta) for p in network.parameters} | {"N": batch_size, "lr": lr}
    losses = []
    for epoch in range(epochs):
        for batch in shuffled(seed, epoch, len(labels)).reshape(-1, batch_size):
            known = step(network, known | {"x": images[batch], "y": one_hot(labels[batch], network.classes)}, instead)
            losses.append(float(known["L"]))
    return losses, {p.name: known[p.name] for p in network.parameters}
