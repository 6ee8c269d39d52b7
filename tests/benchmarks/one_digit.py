"""One digit, forward and backward with everything recorded; and all finite differences of a layer."""

from time import perf_counter

import numpy as np

from core.checks import central_difference, each_parameter, each_weight
from core.initializers import initialize
from core.network import Network
from tests.benchmarks import contenders
from tests.benchmarks.timing import in_turn, verdict

NETWORK = Network.from_text("784-128-relu-64-relu-10")


def main() -> None:
    rivals = {"core": recorded_by_core(), "read": recorded_by_core(read=True), "torch": recorded_by_torch()}
    seconds = in_turn(rivals, times=50, rounds=15)
    micro = {name: f"{1e6 * each:.0f} µs" for name, each in seconds.items()}
    print("\nOne digit through 784-128-64-10 and back, every value and gradient kept")
    print(f"core {micro['core']}, and {micro['read']} with ∂L/∂θ read; PyTorch with hooks {micro['torch']}")
    print(f"  as it is recorded  {verdict(seconds['core'] / seconds['torch'], 0.3)}")
    print(f"  with ∂L/∂θ read    {verdict(seconds['read'] / seconds['torch'], 0.6)}")

    theta, x, label = (
        initialize(NETWORK, "he", 0, np.float64),
        contenders.X[7:8].astype(np.float64),
        int(contenders.LABELS[7]),
    )
    began = perf_counter()
    each_weight(NETWORK, theta, x, label, layer=0)
    quick = perf_counter() - began
    some = np.random.default_rng(0).choice(100_352, 500, replace=False)
    began = perf_counter()
    each_parameter(NETWORK, theta, x, [label], some, central_difference)
    textbook = (perf_counter() - began) / len(some) * 100_352
    print(
        f"\n100,352 finite differences: {1e3 * quick:.0f} ms; by the textbook loop {textbook:.1f} s  "
        f"{verdict(quick / textbook, 0.01)}"
    )


def recorded_by_core(read: bool = False):
    """Of the weights' gradients the two factors are kept; `read` multiplies them out, as PyTorch does."""
    theta, x, label = initialize(NETWORK, "he", 0), contenders.X[7:8], contenders.LABELS[7:8]

    def passes(n):
        for _ in range(n):
            trace = NETWORK.trace(theta, x, label)
            if read:
                _ = trace.gradient

    return passes


def recorded_by_torch():
    import torch

    torch.set_num_threads(1)
    model, record = contenders.torch_model(str(NETWORK)), {}
    for k, module in enumerate(model):
        module.register_forward_hook(lambda module, x, y, k=k: record.__setitem__(k, (y.detach(), y.retain_grad())))
    x = torch.from_numpy(contenders.X[7:8].copy()).requires_grad_()  # core records the gradient of the pixels, too
    label = torch.from_numpy(contenders.LABELS[7:8].copy())

    def passes(n):
        for _ in range(n):
            model.zero_grad(set_to_none=True)
            x.grad = None
            torch.nn.functional.cross_entropy(model(x), label).backward()

    return passes
