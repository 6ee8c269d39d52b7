"""`python -m tests.benchmarks [PART…]`: core beside others, on this machine, now.

Contenders take turns, many times; the median of each counts. Ratios are the result: whatever slows
the machine down slows down all of them. One BLAS thread for core; the others as they do best.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is imported

import argparse
from importlib import import_module

PARTS = {
    "grid": "a training step of multilayer perceptrons, beside PyTorch, scikit-learn, JAX and bare matrix products",
    "accuracy": "the time to an accuracy on the test digits, beside PyTorch",
    "convolution": "a training step of LeNet-5, beside PyTorch",
    "cores": "a training step on all cores beside one, on an idle machine and beside busy programs",
    "one_digit": "one digit there and back with everything recorded, and all finite differences of a layer",
    "wear": "whether the optimizer slows down as its memory decays",
    "photographs": "test digits as people photograph them, right of forty of each kind, and how long one takes to read",
    "diagnosis": "right passes accused, planted mistakes named, and the time that a diagnosis takes",
    "glances": "what a person waits for at a glance: an equation, a check, a curve, a drawing",
    "replays": "Nielsen's published curves, whole: how many of their points are met, and in how many seconds",
    "hostile": "links, uploads and formulas as nobody honest would write them, and the bits of 200 processes",
}


def read(words: list[str] | None = None) -> list[str]:
    """The parts that a command line asks for; all of them where it names none."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description="core beside others, on this machine, now. Without a name: all parts.",
        epilog="parts:\n" + "\n".join(f"  {name:12} {what}" for name, what in PARTS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    chosen = parser.parse_args(words).parts
    for name in chosen:
        if name not in PARTS:
            parser.error(f"there is no part “{name}”; there are {', '.join(PARTS)}")
    return chosen or list(PARTS)


def main() -> None:
    chosen = read()
    load, kernels = os.getloadavg()[0], import_module("core.matmul").kernels()
    print(f"{os.cpu_count()} cores, load {load:.1f} before this began; above 0.5, do not trust what follows.")
    if os.environ.get("OPENBLAS_CORETYPE"):
        print(f"OPENBLAS_CORETYPE keeps core to the kernels of {kernels}; PyTorch and JAX take those of the processor.")
    for name in chosen:
        import_module(f"tests.benchmarks.{name}").main()


if __name__ == "__main__":
    main()
