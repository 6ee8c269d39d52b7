"""What was done to a sum is read off its letters before and after."""

from sympy import KroneckerDelta

from lessons.derivations import optimizers, paths, softmax
from lessons.engine.algebra.indices import total
from lessons.engine.chain.equations import derive
from lessons.engine.reasons.closed_list import reason
from lessons.engine.twins.definitions import W, i, j, n, x
from lessons.registry import NETWORKS


def test_brackets_that_pick_are_counted():
    one = x[n, i] * KroneckerDelta(i, j)
    assert reason(total(one, i), x[n, j], False) == r"the $\mathbf{1}[\cdot]$ picks one term of its sum"
    two = total(one * W[i, j] * KroneckerDelta(n, i), i, n)
    assert reason(two, x[j, j] * W[j, j], False) == r"each $\mathbf{1}[\cdot]$ picks one term of its sum"


def test_what_counts_as_0_beyond_its_edges_has_the_name_that_it_has_in_the_network():
    said = {why for network in NETWORKS for e in derive(network) for why in e.reasons if "edges" in why}
    assert all(r"$W^{(1)}$ counts as 0" in why or r"{\partial v^{(0)}}$ counts as 0" in why for why in said)
    assert said


def test_sums_that_end():
    assert optimizers.momentum_velocity().reasons[1:] == ("the rule, unrolled to the first step", "the geometric sum")
    assert softmax.smoothed_labels().reasons[1:] == ("the sum taken apart", "each row of labels sums to one")
    assert any("stands before the sum over $k$" in why for why in paths.all_paths().reasons)
