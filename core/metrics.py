"""How good a network is on digits it is shown, measured without changing it."""

from dataclasses import dataclass

from core.losses import one_hot


@dataclass(frozen=True)
class Evaluation:
    """Mean loss and the share of examples whose most probable class is the label."""

    loss: float  # NaN for no examples
    accuracy: float
    examples: int


def evaluate(network, theta, digits, rows: int = 2_000) -> Evaluation:
    """Judge θ on `digits`, `rows` examples at a time so that memory stays small."""
    n, loss, right = len(digits.labels), 0.0, 0
    if n == 0:
        return Evaluation(float("nan"), float("nan"), 0)
    for start in range(0, n, rows):
        labels = digits.labels[start : start + rows]
        z = network.forward(theta, digits.images[start : start + rows])[-1]
        loss += float(network.loss.value(z, one_hot(labels, network.classes, z.dtype))) * len(labels)
        right += int((z.argmax(axis=1) == labels).sum())
    return Evaluation(loss / n, right / n, n)
