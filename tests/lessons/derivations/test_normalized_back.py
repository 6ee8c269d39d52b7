"""What the lesson asks and says of batch normalisation is what core does."""

import numpy as np
import pytest

from core.network import Network
from lessons.derivations.normalized_back import first_of_batch, larger_weights
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.proof.named_arrays import arrays_of
from lessons.engine.proof.witnesses import difference

NETWORK = Network.from_text("5-4-bn-tanh-3")
RNG = np.random.default_rng(0)
TRACE = NETWORK.trace(RNG.standard_normal(NETWORK.size), RNG.standard_normal((6, 5)), np.array([0, 1, 2, 2, 1, 0]))


def test_the_first_digit_of_a_batch_is_as_core_has_it():
    arrays = arrays_of(TRACE)
    gamma, spread = arrays["gamma1"][2], float(np.sqrt(arrays["var1"][2] + 1e-5))
    one = {"du": gamma * arrays["du1"][:, 2], "xhat": arrays["xhat1"][:, 2], "N": 6, "s": spread}
    assert difference(evaluate(first_of_batch(), one), arrays["dz1"][0, 2]) < 1e-12


def test_larger_weights_leave_the_loss_and_shrink_their_gradient():
    x, labels = RNG.random((6, 784)), np.arange(6)
    (loss, length), (after, shorter) = (
        larger_weights(Network.from_text("784-5-bn-relu-10"), factor, x, labels) for factor in (1, 10)
    )
    assert after == pytest.approx(loss, rel=1e-3)
    assert shorter == pytest.approx(length / 10, rel=1e-2)
