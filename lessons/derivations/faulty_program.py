"""A program with one wrong line may still learn, and that is why its gradients have to be checked."""

from functools import lru_cache

import numpy as np

from core.initializers import initialize
from core.layers import Activate, Dense
from core.network import Network
from lessons.derivations.program import PLAIN, learn, lines
from lessons.engine.forms.powers import printed
from lessons.exercises import Asked, CannotAsk, Context
from lessons.page.digits import first_digits

OUTCOMES = (
    "It learns about as well.",
    "It learns, but clearly less.",
    "It learns nothing: it ends no better than guessing.",
)


def left_out(context: Context) -> Asked:
    """What becomes of the program when one of its lines has a usual mistake in it."""
    network = context.network
    if network.input_shape != (784,) or not all(isinstance(layer, Dense | Activate) for layer in network.layers):
        raise CannotAsk("The page is written for dense layers with an activation after each. Choose such a network.")
    _, backward, update = lines(network)
    last = network.parameters[-1].name.removeprefix("b")
    faults = {
        "takes no step with its biases": {line: "" for line in update if line.startswith("b")},
        "takes no step with the weights of its last layer": {
            line: "" for line in update if line.startswith(f"W{last}")
        },
        "forgets to divide by N": {line: line.replace(" / N", "") for line in backward if " / N" in line},
        "adds lr times each gradient instead of taking it away": {
            line: line.replace("- lr", "+ lr") for line in update
        },
    }
    name = str(context.draw("left out").choice([*faults]))
    right, wrong = (_end(network, tuple(instead.items())) for instead in ({}, faults[name]))
    guessing = float(np.log(network.classes))
    ends = printed(wrong, ".3g") if np.isfinite(wrong) else "more than a computer can hold"
    return Asked(
        f"Somebody types the page, and the program {name}. It takes 50 steps over 200 digits, as above. What comes of "
        "it?",
        OUTCOMES,
        2 if not wrong < 0.95 * guessing else 1 if wrong > 1.2 * right else 0,
        f"The last ten mini-batches have a mean loss of {ends}; with every line right it is "
        f"{printed(right, '.3g')}, and guessing has {guessing:.3g}.",
    )


@lru_cache(maxsize=32)
def _end(network: Network, instead: tuple[tuple[str, str], ...]) -> float:
    """The mean loss of the last ten of fifty steps; the program without a fault is asked for again and again."""
    images, labels = first_digits(PLAIN.examples)
    theta = initialize(network, "he", 0, np.float64)
    rate, size, epochs = PLAIN.learning_rate, PLAIN.batch_size, PLAIN.epochs
    with np.errstate(all="ignore"):
        losses, _ = learn(network, theta, images, labels, size, epochs, rate, 0, dict(instead))
    return float(np.mean(losses[-10:]))
