"""Every array of a pass by its name in core.

That is what flowed forward and back, the parameters and their gradients, and what layers work out inside.
"""

import numpy as np

from core.network import Network, Trace
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.chain.equations import derive, inner_names, twin_of


def arrays_of(trace: Trace) -> dict:
    """Every array of a pass by its name in core, those inside of layers too, and N, the number of examples."""
    network = trace.network
    arrays = {"p": trace.p, "y": trace.y, "L": np.asarray(trace.loss), "N": len(trace.y)}
    for wire, value, grad in zip(network.wires, trace.values, trace.grads, strict=True):
        arrays |= {wire: value, f"d{wire}": grad}
    for parameter in network.parameters:
        arrays[parameter.name] = parameter.of(trace.theta)
        arrays[f"d{parameter.name}"] = parameter.of(trace.gradient)
    for k, layer in enumerate(network.layers):
        for name, decide in twin_of(network, k).given.items():
            arrays[inner_names(network, k)[name]] = decide(layer, trace.values[k])
    for equation in derive(network):
        if equation.inner:
            arrays[equation.name] = evaluate(equation.rhs, arrays, equation.indices)
    return arrays


def example(network: Network, examples: int = 3, seed: int = 0) -> dict:
    """The arrays of one pass of `network` on random numbers in float64."""
    rng = np.random.default_rng(seed)
    theta = 0.6 * rng.standard_normal(network.size)  # biases too are not zero
    x = rng.standard_normal((examples, *network.input_shape))
    return arrays_of(network.trace(theta, x, rng.integers(0, network.classes, examples)))
