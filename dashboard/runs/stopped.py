"""A process that is stopped in the middle of a write keeps the store locked for everybody, for as long as it is
stopped. No lock is ever taken from a process that lives, so a worker that does this is ended.
"""

import time
from contextlib import suppress

import psutil

WORKER = "dashboard.runs.worker"
MESSAGE = "Its process was stopped while it wrote, which kept everybody else from writing, so it was ended."
GONE = 5.0  # seconds that the system may take to end a process


def end_stopped(run: str) -> bool:
    """End the worker of this run if its process is stopped; whether it was."""
    found = False
    for process in psutil.process_iter(["cmdline", "status"]):
        words = process.info["cmdline"] or []
        if process.info["status"] == psutil.STATUS_STOPPED and words[-3:-1] == [WORKER, run]:
            found = True
            with suppress(psutil.NoSuchProcess):
                process.kill()
                _await_end(process)
    return found


def _await_end(process: psutil.Process) -> None:
    """Wait until it holds nothing any more; its exit code is left to whoever started it."""
    deadline = time.monotonic() + GONE
    while process.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.01)
