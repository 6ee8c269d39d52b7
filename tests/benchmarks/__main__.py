"""`python -m tests.benchmarks [NAME…]`: core beside others, on this machine, now.

Contenders take turns, many times; the median of each counts. Ratios are the result: whatever slows
the machine down slows down all of them. One BLAS thread for core; the others as they do best.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when NumPy is imported

import sys

from tests.benchmarks import accuracy, convolution, grid, one_digit, wear

PARTS = {"grid": grid, "accuracy": accuracy, "convolution": convolution, "one_digit": one_digit, "wear": wear}

if __name__ == "__main__":
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before this began; above 0.5, do not trust what "
        "follows."
    )
    for name in sys.argv[1:] or PARTS:
        PARTS[name].main()
