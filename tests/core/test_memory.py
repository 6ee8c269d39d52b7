"""Free memory that is kept is not fetched anew: the system has to hand out no new page. What is given back is gone."""

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

RESIDENT = """
import sys, threading
import numpy as np
import psutil
from core import memory
if sys.argv[1] == "give back":
    memory.give_back()
together = threading.Barrier(8)
def some():
    for _ in range(3):
        together.wait()
        np.ones(2_000_000)
    together.wait()
np.ones(2_000_000)
before = psutil.Process().memory_info().rss
threads = [threading.Thread(target=some) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
print(psutil.Process().memory_info().rss - before)
"""
glibc = pytest.mark.skipif(sys.platform != "linux" or not os.confstr("CS_GNU_LIBC_VERSION"), reason="It is glibc's.")


def printed(program: str, how: str, **environment: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", program, how],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def faults(how: str) -> int:
    return printed(FAULTS, how, MALLOC_MMAP_THRESHOLD_="131072")  # as it is before the C library learns otherwise


@glibc
def test_what_is_free_stays_at_hand():
    assert faults("keep") < 1_000 < 100_000 < faults("leave")


@glibc
def test_what_several_threads_freed_is_given_back():
    assert printed(RESIDENT, "give back") < 8e6 < 30e6 < printed(RESIDENT, "leave")
