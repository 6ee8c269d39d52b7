"""What a derivation begins with is read off its first line."""

import pytest

from lessons.derivations import batch, descent, differences, initialization, optimizers, shrinking
from lessons.engine.chain.equations import derive
from lessons.registry import NETWORKS


@pytest.mark.parametrize(
    ("made", "begins"),
    [
        (batch.mean_of_gradients, "the slope of a mean is the mean of the slopes"),
        (descent.one_step, "a step against the slope"),
        (lambda: shrinking.step("l2"), "a step against both slopes"),
        (differences.one_sided, "the series of the loss, to $h^2$"),
        (differences.central, "the series on both sides: even powers of $h$ cancel"),
        (differences.imaginary, "of the series, only odd powers of $ih$ are imaginary"),
        (initialization.lecun, "$D v q = q$ solved for $v$"),
        (initialization.he, "half of $D v q$ is to be $q$"),
        (optimizers.momentum_limit, r"$\beta^t$ goes to zero"),
    ],
)
def test_a_derivation_begins_with(made, begins):
    assert made().reasons[0] == begins


def test_a_gradient_begins_with_the_chain_rule():
    gradients = [e for e in derive(NETWORKS[0]) if e.direction == "backward" and e.name != "dz2"]
    assert {e.reasons[0] for e in gradients} == {"the chain rule: every path from this entry to the loss"}
