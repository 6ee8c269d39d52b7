"""Linux lists every lock with the process that has it; so one can be told who keeps a store from being written."""

import os
from pathlib import Path
from typing import NamedTuple

import psutil

from dashboard.runs.header import FILE

LOCKS = Path("/proc/locks")
WRITES = {f"{FILE}-shm": 120, FILE: 0x40000001}  # the byte that belongs to whoever writes, with a log and without


class Writer(NamedTuple):
    """A process that is writing to a store, and whether it was stopped in the middle of it."""

    pid: int
    stopped: bool


def who_writes(folder: Path) -> Writer | None:
    """Another process that is writing to the store in `folder` now, where that can be known."""
    try:
        name, byte = next((name, byte) for name, byte in WRITES.items() if (folder / name).exists())
        inode = os.stat(folder / name).st_ino
        locks = [line.split()[-5:] for line in LOCKS.read_text().splitlines() if "->" not in line]
        found = [int(pid) for kind, pid, file, first, last in locks if _is_it(kind, file, first, last, inode, byte)]
        if not found or found[0] in (0, os.getpid()):
            return None
        return Writer(found[0], psutil.Process(found[0]).status() == psutil.STATUS_STOPPED)
    except (OSError, ValueError, StopIteration, psutil.Error):  # another system, or it has ended by now
        return None


def _is_it(kind: str, file: str, first: str, last: str, inode: int, byte: int) -> bool:
    end = float("inf") if last == "EOF" else int(last)
    return kind == "WRITE" and file.endswith(f":{inode}") and int(first) <= byte <= end
