"""A network that reads digits takes its time: for each layer, each weight and each number that it writes.

The figures were measured in float32 on one core; in float64 all of it takes two and a half times as long. They are no
clock: the same network reads the same digits on any machine. Where they are wrong they are too high.
"""

from math import prod

from core.network import Network
from dashboard.shared.steppable import NUMBERS_AT_ONCE, numbers

LOOK_THROUGH = 1.8  # seconds in search of a digit
LOOK = 0.5  # of one look at a run, which has more to do

LAYER, LINE = 7e-6, 4e-6  # seconds to begin a layer, and a line of what a convolution gives
NUMBER, COLUMN = 0.5e-9, 0.45e-9  # to write a number of a wire, and one of the columns of a convolution
WEIGHT, TERM, PRODUCT = 0.1e-9, 0.02e-9, 0.015e-9  # to fetch a weight, to multiply by it, and the same in an image
POINT = 0.45e-9  # to write a number of a new θ
BACK = 6  # times as long: forward and back, in the dear case
WIDTH = {"float32": 1, "float64": 2}  # of a number
SLOWER = {"float32": 1.0, "float64": 2.5}


def reading(network: Network, together: int, precision: str = "float32") -> float:
    """Seconds in which so many digits go through the network together, forward."""
    begun, each = LAYER * len(network.layers), NUMBER * sum(map(prod, network.shapes))
    for parameter in network.parameters:
        if parameter.letter != "W":
            continue
        units, *sides = network.shapes[parameter.layer + 1]
        if sides:  # a convolution: its columns are laid out line by line
            begun += LINE * sides[0]
            each += (COLUMN / units + PRODUCT) * parameter.size * prod(sides)
        else:
            begun += WEIGHT * parameter.size
            each += TERM * parameter.size
    return SLOWER[precision] * (begun + each * together)


def looked_through(
    network: Network, digits: int, seconds: float = LOOK_THROUGH, precision: str = "float32"
) -> tuple[int, int]:
    """How many of the digits there is time for, and how many of them go together."""
    together = min(1_000, _room(network, precision))
    most = int(seconds * together / reading(network, together, precision))
    return min(digits, max(1, most)), together


def at_each_point(network: Network, points: int, most: int, precision: str = "float32") -> int:
    """How many digits there are time and memory to read at each of so many θ in one look; 0: not even for one."""
    begun = reading(network, 0, precision)
    each = reading(network, 1, precision) - begun
    left = LOOK / points - begun - SLOWER[precision] * POINT * network.size
    return max(0, min(most, int(left / each), _room(network, precision)))


def _room(network: Network, precision: str) -> int:
    """How many digits fit into memory together."""
    return max(1, NUMBERS_AT_ONCE // (WIDTH[precision] * numbers(network, 1)))
