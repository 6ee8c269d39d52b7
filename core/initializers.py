"""Where θ starts: weights drawn at random, biases zero.

Independent weights of variance v turn inputs of mean square q into pre-activations of variance
in · v · q. Each rule picks v so that signals keep their size from layer to layer.
"""

from math import prod

import numpy as np

INITIALIZERS = {
    # name        variance of a weight, from the number of inputs and outputs of its unit
    "he": lambda inputs, outputs: 2 / inputs,  # He et al. 2015, section 2.2: for ReLU
    "xavier": lambda inputs, outputs: 2 / (inputs + outputs),  # Glorot & Bengio 2010, eq. 12
}


def initialize(network, name: str, seed: int, dtype=np.float32):
    """A fresh θ for `network`, normal weights of the named variance; equal seeds give equal θ."""
    rng = np.random.default_rng((seed, 0))
    theta = np.zeros(network.size, dtype)
    for parameter in network.parameters:
        if parameter.name.startswith("W"):
            *_, inputs, outputs = parameter.shape
            spread = np.sqrt(INITIALIZERS[name](inputs, outputs))
            theta[parameter.start : parameter.stop] = spread * rng.standard_normal(prod(parameter.shape))
    return theta
