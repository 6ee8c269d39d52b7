"""A training step of multilayer perceptrons, beside PyTorch, scikit-learn, JAX and bare matrix products."""

from tests.benchmarks import contenders
from tests.benchmarks.timing import in_turn, verdict

SMALL, MIDDLE, WIDE, DEEP = (784, 128, 64, 10), (784, 256, 128, 10), (784, 800, 10), (784, 512, 256, 10)
GRID = [(SMALL, 16), (SMALL, 32), *((sizes, size) for sizes in (SMALL, MIDDLE, WIDE, DEEP) for size in (64, 128))]


def main(rounds: int = 9) -> None:
    print("A training step, in µs (medians of turns), and core's time as a ratio to theirs")
    for sizes, size in GRID:
        text = contenders.spelled(sizes)
        for optimizer in ("sgd", "adam"):
            rivals = {
                **contenders.cores(text, size, optimizer),
                "products": contenders.products(sizes, size),
                "scikit-learn": contenders.sklearn(sizes, size, optimizer),
                "jax": contenders.jax(sizes, size, optimizer),
            }
            for threads in (1, 2):
                for fused in (False, True):
                    name = f"torch {threads}{' fused' if fused else ''}"
                    rivals[name] = contenders.torch(text, size, optimizer, fused, threads)
            seconds = in_turn(rivals, times=40, rounds=rounds)
            print(f"\n{text}, batch {size}, {optimizer}")
            print("  " + "  ".join(f"{name} {1e6 * s:.0f}" for name, s in seconds.items()))
            for line in judged(sizes, size, optimizer, seconds):
                print("  " + line)


def judged(sizes, size, optimizer, seconds):
    """A line for each target that speaks about this network and batch."""
    core = min(s for name, s in seconds.items() if name.startswith("core"))
    torch = {name: s for name, s in seconds.items() if name.startswith("torch")}
    best, sgd = min(torch.values()), optimizer == "sgd"
    one_thread = min(s for name, s in torch.items() if name.startswith("torch 1"))
    if sizes == SMALL:
        yield f"against PyTorch at its best     {verdict(core / best, 0.7 if sgd else 0.9)}"
    if sizes == MIDDLE:
        yield f"against PyTorch, one thread     {verdict(seconds['core 1'] / one_thread, 0.9)}"
    if sizes in (WIDE, DEEP):
        yield f"against PyTorch at its best     {verdict(core / best, 1.0 if sgd else 1.3)}"
    yield f"against scikit-learn            {verdict(core / seconds['scikit-learn'], 0.5)}"
    if size >= 64:
        yield f"against the products alone      {verdict(seconds['core 1'] / seconds['products'], 2.3)}"
    if size >= 32:
        yield f"against JAX, jit a step         {verdict(core / seconds['jax'], 1.0)}"
