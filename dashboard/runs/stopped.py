"""A process that is stopped in the middle of a write keeps the store locked for everybody, for as long as it is
stopped. No lock is ever taken from a process that lives, so a worker that does this is ended.
"""

import time
from contextlib import suppress

import psutil

from dashboard.runs.store import Record

MESSAGE = "Its process was stopped while it wrote, which kept everybody else from writing, so it was ended."
GONE = 5.0  # seconds that the system may take to end a process


def end_stopped(record: Record | None) -> bool:
    """End the worker of this run if its process is stopped; whether it was."""
    if record is None or record.pid is None:
        return False
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(record.pid)
        if process.create_time() == record.born and process.status() == psutil.STATUS_STOPPED:
            process.kill()
            _await_end(process)
            return True
    return False


def _await_end(process: psutil.Process) -> None:
    """Wait until it holds nothing any more; its exit code is left to whoever started it."""
    deadline = time.monotonic() + GONE
    with suppress(psutil.NoSuchProcess):
        while process.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
            time.sleep(0.01)
