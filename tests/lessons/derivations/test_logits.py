"""What is derived about logits is what core's softmax and cross-entropy do."""

import numpy as np

from core.losses import SoftmaxCrossEntropy
from core.network import Network
from lessons.derivations.logits import loses_most, measured_jacobian, raised
from lessons.exercises import Context

LOGITS = np.array([1.0, -2.0, 0.5, 3.0])


def test_the_measured_jacobian_is_that_of_plain_differences():
    h = 1e-6
    columns = [(raised(LOGITS, k, h) - raised(LOGITS, k, -h)) / (2 * h) for k in range(4)]
    assert np.allclose(measured_jacobian(LOGITS), np.stack(columns, axis=1), atol=1e-9)


def test_a_raised_logit_is_raised():
    assert np.allclose(raised(LOGITS, 1, 2.5), SoftmaxCrossEntropy().output(np.array([[1.0, 0.5, 0.5, 3.0]]))[0])


def test_the_likeliest_other_class_loses_most():
    network = Network.from_text("784-10")
    for seed in range(8):
        theta = np.random.default_rng(seed).standard_normal(network.size)
        context = Context(network, theta, np.full((1, 784), 0.02), np.array([1]), seed)
        p = context.trace().p[0]
        classes = [int(option.split()[-1]) for option in loses_most(context).options]
        assert classes[loses_most(context).right] == max(classes, key=lambda k: p[k])
