"""Where a loss has more than one slope, no program is accused of having taken another."""

import numpy as np
import pytest

from core.diagnosis.kinks import conventions, crossed, doubtful
from core.diagnosis.order import arrays, one_pass
from core.diagnosis.planting import with_layers, with_methods
from core.diagnosis.rounding import tolerances
from tests.support.passes import Case, case


def on_a_kink() -> Case:
    """Two units of the first layer stand on 0 for every example: all that enters them is 0."""
    one = case(0)
    w, b = one.network.unpack(one.theta)[0]
    w[:, :2], b[:2] = 0, 0
    return one


@pytest.mark.parametrize("slope", [1.0, 0.5])
def test_any_slope_at_zero_is_right(slope):
    one = on_a_kink()

    def back(right, layer, none, x, y, dy):
        return np.where(x == 0, slope * dy, right(none, x, y, dy))

    other = with_layers(one.network, {1: with_methods(one.network.layers[1], input_gradient=back)})
    given = one.arrays(other)
    assert np.abs(given["dW1"][:, :2]).max() > 1e-3  # they do differ
    assert one.diagnose(given).agrees
    assert one.diagnose({"dW1": given["dW1"]}).agrees
    assert one.diagnose(given | {"dW2": 2 * given["dW2"]}).first.name == "dW2"


def test_a_number_within_rounding_of_zero_may_stand_on_either_side():
    one = case(0)
    w, b = one.network.unpack(one.theta)[0]
    b[3] -= one_pass(one.network, one.theta, one.x, one.y).values[1][2, 3]
    b[3] += 4 * np.spacing(np.abs(b[3]))  # example 2 stands beside 0, as far as rounding lets it be seen
    trace = one_pass(one.network, one.theta, one.x, one.y)
    places = doubtful(trace, tolerances(trace, 2.2e-16))
    assert places == [(1, (2, 3))]
    other = arrays(one_pass(crossed(one.network, [(1, (2, 3))]), one.theta, one.x, one.y))
    assert not np.allclose(other["dW1"], one.arrays()["dW1"])
    assert one.diagnose({"dW1": other["dW1"], "db1": other["db1"], "dW2": other["dW2"]}).agrees


def test_any_of_several_equal_pixels_may_be_chosen():
    one = case(3)
    w, _ = one.network.unpack(one.theta)[1]
    w[0] = 0  # all pixels of that channel are equal
    trace = one_pass(one.network, one.theta, one.x, one.y)
    others = [arrays(one_pass(other, one.theta, one.x, one.y)) for other in conventions(trace)]
    apart = [other for other in others if not np.allclose(other["da1"], one.arrays()["da1"])]
    assert len(apart) == 3  # the last, and evenly; the first of a row is the first of a column
    for other in apart:
        assert one.diagnose({k: v for k, v in other.items() if k != "x"}).agrees


def test_a_gradient_for_each_of_several_equal_pixels_is_a_mistake():
    from core.diagnosis.catalogue import catalogue
    from core.diagnosis.planting import plant

    one = case(3)
    w, b = one.network.unpack(one.theta)[1]
    w[0], b[0] = 0, 1
    mistake = next(m for m in catalogue(one.network) if m.kind == "gradient to all ties")
    assert one.diagnose(one.arrays(plant(one.network, mistake))).kinds == ("gradient to all ties",)
