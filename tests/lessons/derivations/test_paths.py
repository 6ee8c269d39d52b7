"""The sum over all paths is the gradient, whatever bends the sums; one path left out is one path short."""

import numpy as np
import pytest

from core.initializers import initialize
from core.network import Network
from lessons.derivations.paths import all_paths, measured, paths_from, without_a_path
from lessons.engine.forms.latex import latex
from lessons.exercises import Context


@pytest.fixture(scope="module")
def trace():
    network = Network.from_text("784-7-tanh-6-tanh-10")
    rng = np.random.default_rng(0)
    return network.trace(initialize(network, "xavier", 0, np.float64), rng.random((1, 784)), np.array([3]))


def test_links_print_in_their_order_from_the_loss_back():
    first = latex(all_paths().steps[0].expr)
    assert (
        first.index(r"\partial z_{k}^{(3)}")
        < first.index(r"\partial a_{j}^{(2)}}{\partial z_{j}^{(2)}}")
        < first.index("a_{i}^{(1)}")
    )


def test_paths_add_up_to_what_the_loss_does(trace):
    for unit in range(7):
        found = paths_from(trace, unit)
        assert found.contributions.shape == (6, 10)
        assert found.contributions.sum() == pytest.approx(found.gradient, rel=1e-12)
        assert found.gradient == pytest.approx(measured(trace, unit), rel=1e-12)


def test_the_largest_paths_come_first(trace):
    found = paths_from(trace, 2)
    (unit, of, term), *others = found.largest(60)
    assert term == found.contributions[unit, of]
    assert abs(term) == np.abs(found.contributions).max()
    assert sum(t for *_, t in [(unit, of, term), *others]) == pytest.approx(found.gradient)


def test_a_path_cut_leaves_the_rest(trace):
    context = Context(trace.network, trace.theta, trace.values[0], np.array([3]))
    asked = without_a_path(context)
    unit = int(np.abs(trace.grads[2][0]).argmax())
    found = paths_from(trace, unit)
    rest = found.gradient - found.largest(1)[0][2]
    assert asked.right == (2 if rest * found.gradient < 0 else 0 if abs(rest) < abs(found.gradient) else 1)
