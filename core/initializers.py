"""Where θ starts: weights drawn at random, biases zero.

Independent weights of variance v turn inputs of mean square q into pre-activations of variance
in · v · q. Most rules pick v so that signals keep their size from layer to layer.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


def normal(rng, inputs, units, spread):
    return spread * rng.standard_normal((inputs, units))


def uniform(rng, inputs, units, spread):
    """Evenly between ±√3 spread, which has that standard deviation."""
    return spread * rng.uniform(-(3**0.5), 3**0.5, (inputs, units))


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
    "zeros": Initializer(lambda inputs, outputs: 0),  # to see what goes wrong: all units of a layer stay alike
}


def initialize(network, rule: str | Initializer, seed: int, dtype=np.float32):
    """A fresh θ for `network` by a rule or the name of one; equal seeds give equal θ. Normalisations start as the
    identity."""
    rng, rule = np.random.default_rng((seed, 0)), INITIALIZERS[rule] if isinstance(rule, str) else rule
    fresh = np.zeros(network.size, dtype)
    for parameter in network.parameters:
        array = parameter.of(fresh)
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
    return fresh
