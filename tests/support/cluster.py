"""A cluster of Dask on this machine, of processes as an owner would start them."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUIET = {"DASK_LOGGING__DISTRIBUTED": "error", "DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD": "spawn"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def cluster(folder: Path, workers: int = 1) -> Iterator[str]:
    """The address of a scheduler that has so many workers of two threads. They share no home with anybody, but for a
    store that is a file: then a run says where it is."""
    known = {name: text for name, text in os.environ.items() if not name.startswith("CHAINRULE_")} | QUIET
    if "CHAINRULE_TEST_STORE" in os.environ:
        known |= {"CHAINRULE_HOME": str(folder / "home")}
    port = free_port()
    dask = [sys.executable, "-m", "dask"]
    quiet = ["--no-dashboard", "--host", "127.0.0.1"]
    commands = [[*dask, "scheduler", *quiet, "--port", str(port)]]
    worker = [*dask, "worker", f"tcp://127.0.0.1:{port}", *quiet, "--nthreads", "2", "--local-directory", str(folder)]
    commands += [worker] * workers
    processes = [subprocess.Popen(command, env=known) for command in commands]
    try:
        yield f"dask://127.0.0.1:{port}"
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            process.wait(60)
