"""How a slope was worked out is read off what stands in its place."""

import pytest

from lessons.derivations import bending, depth, descent, distance, logits, neuron, paths
from lessons.engine.chain.equations import derive
from lessons.registry import NETWORKS


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (neuron.by_weight, "each term of the sum differentiated"),
        (neuron.by_bias, "every other term has slope 0"),
        (lambda: bending.steepness("relu"), "each piece differentiated"),
        (lambda: bending.steepness("tanh"), "differentiated"),
        (lambda: bending.steepness("softplus"), "which is an activation itself"),
        (distance.pull, "each square differentiated"),
        (depth.sigmoid_slope, "from its output $a$"),
        (descent.one_step, "the slope of the bowl"),
        (logits.by_its_own_logit, "the quotient rule"),
        (paths.one_path, "each link differentiated"),
    ],
)
def test_a_slope_was_worked_out_by(made, said):
    assert said in made().reasons


def test_a_slope_from_the_output_names_it():
    said = {e.reasons[k] for network in NETWORKS[:14] for e in derive(network) for k in range(len(e.reasons))}
    assert "the slope of the activation, from its output $a$" in said
    assert "the slope of the activation, from its output $p$" in said
    assert "the slope of the activation" in said
