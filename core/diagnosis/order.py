"""A pass leaves its arrays behind in one order: forward to the loss, then back to each gradient.

    x, z1, a1, … p, loss, dz3, dW3, db3, da2 … dz1, dW1, db1, dx, W1_new, b1_new …

The gradient of a wire comes first, then those of the parameters before it. `W1_new` is W1 after the step.
"""

from core import losses
from core.network import Network, Trace

P, LOSS, NEW = "p", "loss", "_new"


def forward_names(network: Network) -> list[str]:
    return [*network.wires[1:], P, LOSS]


def backward_names(network: Network) -> list[str]:
    """The gradients in the order in which they come about."""
    names = []
    for k in reversed(range(len(network.layers))):
        names.append(f"d{network.wires[k + 1]}")
        names += [f"d{p.name}" for p in network.parameters if p.layer == k]
    return [*names, "dx"]


def all_names(network: Network) -> list[str]:
    return [*forward_names(network), *backward_names(network), *(f"{p.name}{NEW}" for p in network.parameters)]


def wire_below(network: Network, name: str) -> int:
    """The wire that a pass has to come down to until this array is there."""
    for k in range(len(network.layers)):
        if name in (f"d{p.name}" for p in network.parameters if p.layer == k):
            return k + 1
        if name == f"d{network.wires[k]}":
            return k
    return len(network.layers) if name[0] != "d" and not name.endswith(NEW) else 0


def targets(network: Network, labels, dtype):
    """The rows y (N, K), of whole-number labels (N,) or of rows."""
    return losses.targets(labels, network.classes, dtype)


def one_pass(network: Network, theta, x, y) -> Trace:
    """One pass forward and back for target rows y (N, K)."""
    return back(network, theta, network.forward(theta, x), y)


def back(network: Network, theta, values, y, down_to: int = 0) -> Trace:
    """The rest of a pass, from the values on the wires; gradients below wire `down_to` are not worked out."""
    p, loss = network.loss.judge(values[-1], y)
    grads = network.wire_gradients(theta, values, network.loss.gradient(p, y), down_to)
    return Trace(network, theta, values, p, y, loss, grads)


def arrays(trace: Trace) -> dict:
    """Every array of a pass by its name."""
    network = trace.network
    wires = zip(network.wires, trace.values, trace.grads, strict=True)
    found = {P: trace.p, LOSS: trace.loss}
    for name, value, grad in wires:
        found |= {name: value} if grad is None else {name: value, f"d{name}": grad}
    return found | {f"d{p.name}": p.of(trace.gradient) for p in network.parameters}
