"""Free memory that is kept is not fetched anew: the system has to hand out no new page."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FAULTS = """
import resource, sys
import numpy as np
from core import memory
if sys.argv[1] == "keep":
    memory.keep()
def some():
    for _ in range(200):
        vectors = [np.ones(500_000) for _ in range(3)]
some()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
some()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def faults(how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", FAULTS, how],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "MALLOC_MMAP_THRESHOLD_": "131072"},  # as it is before the C library learns otherwise
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux" or not os.confstr("CS_GNU_LIBC_VERSION"), reason="It is glibc's.")
def test_what_is_free_stays_at_hand():
    assert faults("keep") < 1_000 < 100_000 < faults("leave")
