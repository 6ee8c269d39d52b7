"""How long a network reads is known before it reads, so that nobody waits for more than a look."""

import pytest

from core.network import Network
from dashboard.shared.reading_time import LOOK, POINT, at_each_point, looked_through, reading
from dashboard.shared.steppable import numbers

LENET = "1x28x28-conv6x5x5p2-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10"
DEAR = "1x28x28-conv32x3x3p1-relu-conv32x3x3p1-relu-maxpool2-conv64x3x3p1-relu-maxpool2-flatten-128-relu-10"
COLUMNS = "784x1x1-conv1200x1x1-conv1x10x10p9-flatten-10"  # nearly all of its time goes into laying them out


def test_time_is_that_of_layers_weights_and_numbers():
    assert reading(Network.from_text("784-5-relu-10"), 0) == pytest.approx(3 * 7e-6 + 0.1e-9 * (784 * 5 + 50))
    one, two = (reading(Network.from_text("784-5-relu-10"), n) for n in (1, 2))
    assert two - one == pytest.approx(0.5e-9 * (784 + 5 + 5 + 10) + 0.02e-9 * (784 * 5 + 50))
    assert reading(Network.from_text(COLUMNS), 1) > 5e-3  # measured: 6
    image = Network.from_text("1x28x28-conv2x3x3p1-flatten-10")
    assert reading(image, 0) == pytest.approx(4 * 7e-6 + 28 * 4e-6 + 0.1e-9 * 2 * 784 * 10)


def test_numbers_of_twice_the_width_take_longer_than_twice_the_time():
    network = Network.from_text(LENET)
    assert reading(network, 3, "float64") == 2.5 * reading(network, 3)
    wide, usual = (looked_through(network, 10**9, precision=kind)[0] for kind in ("float64", "float32"))
    assert wide == pytest.approx(usual / 2.5, rel=0.02)


@pytest.mark.parametrize("text", ["784-32-relu-10", "784-800-relu-800-relu-10", LENET])
def test_all_digits_are_looked_through_in_networks_that_people_choose(text):
    assert looked_through(Network.from_text(text), 10_000) == (10_000, 1_000)


@pytest.mark.parametrize(
    "text", [DEAR, "1x28x28-" + "conv2x3x3p1-relu-" * 20 + "flatten-10", "784x1x1-conv1200x1x1-flatten-10"]
)
def test_as_many_are_looked_through_as_there_is_time_and_room_for(text):
    network = Network.from_text(text)
    most, together = looked_through(network, 10_000)
    assert 500 < most <= 10_000
    assert numbers(network, together) <= 20_000_000


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("text", [DEAR, LENET, "784-6200-relu-10", "784-128-relu-64-relu-10"])
def test_so_many_points_with_so_many_digits_each_take_no_longer_than_a_look(text, precision):
    network, slower = Network.from_text(text), {"float32": 1.0, "float64": 2.5}[precision]
    for points in (49, 121, 361):
        digits = at_each_point(network, points, 400, precision)
        if digits:
            assert points * (reading(network, digits, precision) + slower * POINT * network.size) <= LOOK
    assert at_each_point(Network.from_text(COLUMNS), 361, 400) == 0
