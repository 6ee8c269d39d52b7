"""Each loss has a way to be told."""

import numpy as np

from core.losses import Loss, Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy
from lessons.walks.answers.answer import Answer
from lessons.walks.answers.distances import Distances
from lessons.walks.answers.shares import Shares
from lessons.walks.answers.yes_or_no import YesOrNo

ANSWERS: dict[type[Loss], type[Answer]] = {
    SoftmaxCrossEntropy: Shares,
    SigmoidCrossEntropy: YesOrNo,
    Quadratic: Distances,
}


def answer(loss: Loss, z, p, y) -> Answer:
    """What one digit got, told as its loss tells it: z, p and y (K,)."""
    truth = int(y.argmax())
    rival = int(np.argsort(-np.where(np.arange(len(p)) == truth, -np.inf, p))[0])
    return ANSWERS[type(loss)](z, p, truth, rival, float(loss.each(z[None], y[None])[0]))
