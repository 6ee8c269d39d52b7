"""The engine starts the next run in line whenever a place is free, and notices workers that died.

It is a thread of the server. Pages do not call it: they write to the store and read from it.
"""

import os
import subprocess
import sys
import threading
import time

import psutil

from dashboard.runs.limits import Limits, surplus
from dashboard.runs.line import line_up
from dashboard.runs.store import ACTIVE, ENDED, Record, Store, StoreError, open_store
from dashboard.runs.worker import UNWRITTEN

TIDY = 60.0  # seconds
TICK = 0.1  # seconds from Train to the start of the worker, at most
GRACE = 5.0  # seconds that a worker may take to come up, or to save and leave


class Engine(threading.Thread):
    """Owns the workers it started."""

    def __init__(self) -> None:
        super().__init__(name="engine", daemon=True)
        self.closing = threading.Event()
        self.workers: dict[str, subprocess.Popen] = {}
        self.limits = Limits.from_environment()
        self.tidied = 0.0

    def run(self) -> None:
        while not self.closing.is_set():
            try:
                with open_store() as store:
                    while not self.closing.wait(TICK):
                        self.tick(store)
            except StoreError as error:  # a page says so too; try again, it may pass
                print(error, file=sys.stderr)
                self.closing.wait(GRACE)
        self.dismiss()

    def tick(self, store: Store) -> None:
        """Note who died, then fill the free places."""
        for run, process in list(self.workers.items()):
            if process.poll() is not None:
                store.move(run, ACTIVE, "lost", _last_words(process.returncode))
                hang_up(self.workers.pop(run))  # once that is written: where it cannot be, the next tick tries again
        active = store.records(*ACTIVE)
        for record in active:
            if record.id not in self.workers and not alive(record):
                store.move(
                    record.id,
                    ACTIVE,
                    "lost",
                    "The process that trained it is gone, and so is the server that started it.",
                )
        free = self.limits.workers - len(active)
        if free > 0:
            for record in line_up(store.records("queued"), active)[:free]:
                self.start_worker(store, record)

        if time.monotonic() - self.tidied > TIDY:
            self.tidied = time.monotonic()
            self.tidy(store)

    def tidy(self, store: Store) -> None:
        """Delete the runs that are too many."""
        for record in surplus(store.records(*ENDED), self.limits.runs):
            store.delete(record.id)

    def start_worker(self, store: Store, record: Record) -> None:
        if not store.move(record.id, ("queued",), "starting"):
            return  # another server on this store was quicker
        store.update(record.id, heartbeat=time.time(), pid=None)
        environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        self.workers[record.id] = subprocess.Popen(
            [sys.executable, "-m", "dashboard.runs.worker", record.id],
            env=environment,
            stdin=subprocess.PIPE,  # ends with this process, however it ends
            start_new_session=True,  # Ctrl-C in the terminal is for the server, which lets its workers save
        )

    def dismiss(self) -> None:
        """Let every worker save its run and leave; none outlives the server."""
        for process in self.workers.values():
            hang_up(process)
        deadline = time.monotonic() + GRACE
        for process in self.workers.values():
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def hang_up(process: subprocess.Popen) -> None:
    """Close the pipe that tells a worker that its server is there."""
    if process.stdin:
        process.stdin.close()


def alive(record: Record) -> bool:
    """Whether the process that the run names still lives, and is that process and not a later one of the same
    number."""
    if record.pid is None:
        return time.time() - record.heartbeat < GRACE  # still coming up
    try:
        process = psutil.Process(record.pid)
        return abs(process.create_time() - (record.born or 0)) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _last_words(code: int) -> str:
    if code == -9:
        return "Its process was killed, by a person or by the system for want of memory."
    if code == UNWRITTEN:
        return "It could not write down what it did: the disk is full, or the store was locked for long."
    return f"Its process ended without a word (code {code})."


_engines: list[Engine] = []  # at most one a server; a script that Streamlit runs again must find it


def start_up() -> None:
    """Start the engine of this process, once."""
    if not _engines or not _engines[0].is_alive():
        _engines[:] = [Engine()]
        _engines[0].start()


def shut_down() -> None:
    """Stop the engine; its workers save and leave first."""
    for engine in _engines:
        engine.closing.set()
        engine.join(2 * GRACE)
    _engines.clear()
