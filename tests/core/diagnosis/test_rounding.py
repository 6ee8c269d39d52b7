"""Right passes of other programs are right, in either precision; and a mistake just above rounding is seen."""

import numpy as np
import pytest

from core.diagnosis.order import one_pass
from core.diagnosis.rounding import slope_on_each_side, tolerances, unit_roundoff
from tests.support.passes import accused, case


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_right_passes_are_not_accused(dtype):
    assert accused(range(40), dtype) == []


@pytest.mark.parametrize(("dtype", "seen"), [(np.float32, 1e-4), (np.float64, 1e-12)])
def test_a_difference_above_rounding_is_seen(dtype, seen):
    one = case(0, dtype)
    given = one.arrays()
    for name in ("dW1", "z1", "p", "dz2"):
        largest = np.unravel_index(np.abs(given[name]).argmax(), given[name].shape)
        moved = given[name].copy()
        moved[largest] *= 1 + seen
        assert one.diagnose({name: moved}).first is not None, name


def test_what_rounding_may_do_grows_with_the_sums():
    rng = np.random.default_rng(0)
    found = []
    for inputs in (4, 4_000):
        from core.network import Network

        network = Network.from_text(f"{inputs}-5-tanh-3")
        theta = rng.standard_normal(network.size) / inputs**0.5
        trace = one_pass(network, theta, rng.random((8, inputs)), np.eye(3)[rng.integers(3, size=8)])
        found.append(tolerances(trace, 1e-7)["z1"] / np.abs(trace.values[1]).max())
    assert 5 < found[1] / found[0] < 100  # √1000 is 32


def test_the_coarsest_format_counts():
    assert unit_roundoff([np.float64, np.float32, np.int64]) == np.finfo(np.float32).eps
    assert unit_roundoff([np.int64]) == pytest.approx(2e-16)


def test_numbers_that_were_typed_may_be_rounded_to_their_last_digit():
    one = case(1)
    given = {"db1": np.round(one.arrays()["db1"], 6)}
    assert one.diagnose(given).agrees
    given["db1"][0] += 2e-6
    assert not one.diagnose({"db1": np.round(given["db1"], 6)}).agrees


def test_slopes_on_each_side_of_zero():
    from core.activations import ACTIVATIONS

    slopes = {name: slope_on_each_side(name) for name in ACTIVATIONS}
    kinked = {slopes for slopes in slopes.values() if abs(slopes[0] - slopes[1]) > 1e-6}
    assert kinked == {(0.0, 1.0), (0.01, 1.0)}
