"""What goes wrong in the step after a pass is named too, where the new parameters are given."""

import numpy as np
import pytest

from core.diagnosis.diagnosis import diagnose
from core.diagnosis.order import one_pass
from core.diagnosis.planting import plant_in_optimizer
from core.diagnosis.stepping import Update, of_optimizer
from core.diagnosis.wiring import new_weights, not_zeroed, old_weights, penalised
from core.optimizers import OPTIMIZERS
from tests.support.passes import case, names_it


def stepped(one, optimizer, wrong, t=4):
    """θ after a step of a wrong optimizer, and the update as it should be."""
    rng = np.random.default_rng(1)
    memory = tuple(0.01 * np.abs(rng.standard_normal(len(one.theta))) for _ in range(optimizer.memories))
    g = one_pass(one.network, one.theta, one.x, one.y).gradient
    after = one.theta + wrong.step(g, tuple(m.copy() for m in memory), t, 0.01, one.theta)
    return {f"{p.name}_new": p.of(after) for p in one.network.parameters}, Update(optimizer, 0.01, t, memory)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_mistake_in_an_optimizer_is_named(name):
    one, optimizer = case(9), OPTIMIZERS[name]
    given, update = stepped(one, optimizer, optimizer)
    assert diagnose(one.network, one.theta, one.x, one.y, given, update).agrees
    for mistake in of_optimizer(optimizer)[:-1]:
        given, update = stepped(one, optimizer, plant_in_optimizer(optimizer, mistake))
        found = diagnose(one.network, one.theta, one.x, one.y, given, update)
        assert names_it(found, mistake.kind), (name, mistake.kind, found.headline())


def test_a_bias_whose_gradient_is_nothing_but_rounding_is_not_accused():
    """Before batch normalisation; Adam makes a whole step of it, to either side."""
    one = case(2)
    given, update = stepped(one, OPTIMIZERS["adam"], OPTIMIZERS["adam"], t=1)
    update = Update(update.optimizer, update.lr)
    g = one_pass(one.network, one.theta, one.x, one.y).gradient.copy()
    (bias,) = (p for p in one.network.parameters if p.name == "b1")
    assert np.abs(bias.of(g)).max() < 1e-14
    g[bias.slice] *= -1
    after = one.theta + update.step(g, one.theta)
    given = {f"{p.name}_new": p.of(after) for p in one.network.parameters}
    assert diagnose(one.network, one.theta, one.x, one.y, given, update).agrees


@pytest.mark.parametrize("lr", [0.5, -0.03])
def test_weights_that_were_updated_too_soon_tell_their_learning_rate(lr):
    one = case(0)
    found = one.diagnose(one.arrays(new_weights(one.network, lr).make(one.network)))
    assert found.kinds == ("new weights for old",)
    assert f"(learning rate {lr:.4g})" in found.headline()


def test_a_penalty_tells_its_strength():
    one = case(0)
    found = one.diagnose(one.arrays(penalised(one.network, 0.01).make(one.network)))
    assert found.kinds == ("penalty added",)
    assert "0.01 times W is added" in found.headline()


def test_what_an_earlier_step_left_is_named_where_it_is_given():
    one = case(0)
    before, old = one.rng.standard_normal((2, one.network.size))
    update = Update(OPTIMIZERS["sgd"], 0.1, gradient_before=before, theta_before=old)
    for mistake in (not_zeroed(one.network, before), old_weights(one.network, old)):
        given = one.arrays(mistake.make(one.network))
        found = diagnose(one.network, one.theta, one.x, one.y, given, update)
        assert found.kinds == (mistake.kind,)
