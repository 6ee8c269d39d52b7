"""Ten logits of each kind: of a network that is sure or not, and right or not. The truth is a 4."""

import numpy as np

from core.losses import LOSSES
from lessons.walks.answers.answer import Answer
from lessons.walks.answers.by_loss import answer

Y = np.eye(10)[4]
LOGITS = {
    "unsure": np.linspace(-1.0, 0.8, 10),
    "sure and right": np.where(Y, 6.5, -4.0),
    "sure and wrong": np.where(np.arange(10) == 9, 9.0, -3.0),
    "nothing at all": np.zeros(10),
}


def told(loss: str, z) -> Answer:
    return answer(LOSSES[loss], z, LOSSES[loss].output(z[None])[0], Y)
