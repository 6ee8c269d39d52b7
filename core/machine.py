"""What the last bits of a run depend on besides its configuration: the processor, the libraries, the threads.

A sum of floating-point numbers depends on the order in which it is added up, and that order is chosen by the BLAS for
the processor that it finds and for the threads that it has. Those of `core.threads` are not among them: they share
work that is cut by its size alone.
"""

import os
import platform
from functools import cache

import numpy as np

from core.matmul import kernels

WORDS = {"processor": "processor", "numpy": "NumPy", "blas": "BLAS", "threads": "number of threads"}


@cache
def machine() -> dict[str, str]:
    """What this process computes with, by name."""
    built = np.show_config(mode="dicts") or {}
    blas = built.get("Build Dependencies", {}).get("blas", {})
    features = built.get("SIMD Extensions", {}).get("found", [])
    kernel = kernels()
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    return {
        "processor": " ".join([platform.machine(), *features, *([kernel] if kernel else [])]),
        "numpy": np.__version__,
        "blas": f"{blas.get('name', 'unknown')} {blas.get('version', '')}".strip(),
        "threads": next((os.environ[name] for name in names if os.environ.get(name)), str(os.cpu_count())),
    }


def elsewhere(before: dict[str, str], now: dict[str, str]) -> str:
    """A sentence where a run goes on with something else than it was saved with, or nothing; old files do not say."""
    other = [WORDS[name] for name in WORDS if before.get(name, now[name]) != now[name]]
    if not other:
        return ""
    return f"It went on with another {' and another '.join(other)} than before, so its last bits may differ."
