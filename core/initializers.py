"""Where θ starts: weights drawn at random, biases zero.

Independent weights of variance v turn inputs of mean square q into pre-activations of variance
in · v · q. Most rules pick v so that signals keep their size from layer to layer.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np


def normal(rng, inputs, units, spread):
    return spread * rng.standard_normal((inputs, units))


def uniform(rng, inputs, units, spread):
    """Evenly between ±√3 spread, which has that standard deviation."""
    return spread * rng.uniform(-(3**0.5), 3**0.5, (inputs, units))


def transposed(rng, inputs, units, spread):
    """The same numbers as `normal` draws for weights that a program keeps as (units, inputs)."""
    return normal(rng, units, inputs, spread).T


def orthogonal(rng, inputs, units, spread):
    """Columns, or rows if there are fewer of them, of length 1 and at right angles."""
    q, r = np.linalg.qr(rng.standard_normal((max(inputs, units), min(inputs, units))))
    q *= np.sign(np.diag(r))  # without it q is not spread evenly over all rotations
    return q if inputs >= units else q.T


@dataclass(frozen=True)
class Initializer:
    """A rule for weights, given the number of inputs and outputs of each unit."""

    variance: Callable[[int, int], float]
    draw: Callable = normal
    bias_spread: float = 0.0
    replays: tuple[str, ...] = ()  # the rules that a published program drew by, one after the other; the last one stays


INITIALIZERS = {
    "he": Initializer(lambda inputs, outputs: 2 / inputs),  # He et al. 2015, section 2.2: for ReLU
    "xavier": Initializer(lambda inputs, outputs: 2 / (inputs + outputs)),  # Glorot & Bengio 2010, eq. 12
    "lecun": Initializer(lambda inputs, outputs: 1 / inputs),  # LeCun et al. 1998, “Efficient BackProp”, section 4.6
    "he uniform": Initializer(lambda inputs, outputs: 2 / inputs, uniform),
    "xavier uniform": Initializer(
        lambda inputs, outputs: 2 / (inputs + outputs), uniform
    ),  # Glorot & Bengio 2010, eq. 16
    "lecun uniform": Initializer(lambda inputs, outputs: 1 / inputs, uniform),
    "orthogonal": Initializer(
        lambda inputs, outputs: 1 / max(inputs, outputs), orthogonal
    ),  # Saxe, McClelland & Ganguli 2014
    "normal": Initializer(lambda inputs, outputs: 0.01**2),  # small, whatever the layer
    "uniform": Initializer(lambda inputs, outputs: 0.05**2 / 3, uniform),  # between ±0.05
    "unit normal": Initializer(lambda inputs, outputs: 1, bias_spread=1),  # Nielsen 2015, chapter 1, biases too
    "nielsen": Initializer(lambda inputs, outputs: 1 / inputs, bias_spread=1),  # Nielsen 2015, chapter 3, biases too
    "nielsen, replayed": Initializer(lambda inputs, outputs: 1 / inputs, bias_spread=1, replays=("nielsen",)),
    "unit normal, replayed": Initializer(
        lambda inputs, outputs: 1, bias_spread=1, replays=("nielsen", "unit normal")
    ),  # his network draws the other one when it is made
    "zeros": Initializer(lambda inputs, outputs: 0),  # to see what goes wrong: all units of a layer stay alike
}


def initialize(network, rule: str | Initializer, seed: int, dtype=np.float32, before: int = 0):
    """A fresh θ for `network` by a rule or the name of one; equal seeds give equal θ. Normalisations start as the
    identity.

    A rule that replays a published program goes on in the stream of its chance after `before` networks drawn by its
    first rule.
    """
    rule, theta = INITIALIZERS[rule] if isinstance(rule, str) else rule, np.zeros(network.size, dtype)
    if not rule.replays:
        _draw(theta, network, rule, np.random.default_rng((seed, 0)), network.parameters)
        return theta
    stream = np.random.RandomState(seed)
    in_turn = sorted(network.parameters, key=lambda parameter: parameter.letter == "W")  # all biases, then all weights
    for drawn in (*rule.replays[:1] * before, *rule.replays):
        _draw(theta, network, replace(INITIALIZERS[drawn], draw=transposed), stream, in_turn)
    return theta


def _draw(theta, network, rule, rng, parameters):
    for parameter in parameters:
        array = parameter.of(theta)
        match parameter.letter:
            case "W":
                inputs, outputs = network.layers[parameter.layer].fans()
                dense = array.ndim == 2
                units = outputs if dense else len(array)
                weights = rule.draw(rng, inputs, units, np.sqrt(rule.variance(inputs, outputs)))  # (inputs, units)
                array[...] = weights if dense else weights.T.reshape(array.shape)
            case "b" if rule.bias_spread:
                array[...] = rule.bias_spread * rng.standard_normal(len(array))
            case "gamma":
                array[...] = 1
