"""The engine starts the next run in line whenever a place is free, and notices workers that died.

It is a thread of the server. Pages do not call it: they write to the store and read from it. Engines of several servers
on one store agree by its rows alone: a run is one engine's, and then its worker's, for as long as the lease lasts.
"""

import os
import subprocess
import sys
import threading
import time
import traceback
from dataclasses import dataclass

from dashboard.runs.curves import BEHIND
from dashboard.runs.lease import RENEW
from dashboard.runs.limits import Limits, surplus
from dashboard.runs.line import line_up
from dashboard.runs.notice import MACHINE, ended_by_signal
from dashboard.runs.overwritten import raise_mark
from dashboard.runs.store import ACTIVE, ENDED, Store, StoreError, open_store
from dashboard.runs.thinning import GRAIN
from dashboard.runs.watch import Watch
from dashboard.runs.worker import UNWRITTEN

TIDY = 60.0  # seconds
TICK = 0.1  # seconds from Train to the start of the worker, at most
GRACE = 5.0  # seconds that a worker may take to save and leave
START = 120.0  # seconds that it may take to come up, on a machine that is short of everything
CLOSED = "The server was closed while this run trained, and its process did not save it in time."


@dataclass
class Child:
    """A worker that this engine started: what it trains, and the lease that it was given."""

    run: str
    token: str
    process: subprocess.Popen
    started: float
    renewed: float


class Engine(threading.Thread):
    """Owns the workers it started."""

    def __init__(self) -> None:
        super().__init__(name="engine", daemon=True)
        self.closing = threading.Event()
        self.children: list[Child] = []
        self.watch = Watch()
        self.limits = Limits.from_environment()
        self.tidied = 0.0

    def run(self) -> None:
        while not self.closing.is_set():
            try:
                with open_store() as store:
                    while not store.replaced() and not self.closing.wait(TICK):
                        self.tick(store)
            except StoreError as error:  # a page says so too; try again, it may pass
                print(error, file=sys.stderr)
                self.closing.wait(GRACE)
            except Exception:  # a fault of ours in one tick must not leave everybody in line for ever
                traceback.print_exc()
                self.closing.wait(GRACE)
        self.dismiss()

    def tick(self, store: Store) -> None:
        """Note who died, then fill the free places."""
        for child in list(self.children):
            code = child.process.poll()
            if code is None:
                self.renew(store, child)
            else:
                event = "interrupt" if ended_by_signal(code) else "die"
                store.move(child.run, event, _last_words(code), child.token)
                hang_up(child.process)  # once that is written: where it cannot be, the next tick tries again
                self.children.remove(child)
        self.watch.look(store)
        active = store.records(*ACTIVE)
        free = self.limits.workers - len(active)
        if free > 0:
            for record in line_up(store.records("queued"), active)[:free]:
                self.start_worker(store, record.id)

        if time.monotonic() - self.tidied > TIDY:
            self.tidied = time.monotonic()
            self.tidy(store)

    def renew(self, store: Store, child: Child) -> None:
        """Hold a run for a worker that is still coming up; once it has begun, that is its own business."""
        now = time.monotonic()
        if now - child.renewed > RENEW and now - child.started < START:
            child.renewed = now
            record = store.record(child.run)
            if record and record.status == "starting":
                store.renew(child.run, child.token)

    def tidy(self, store: Store) -> None:
        """Delete the runs that are too many, and thin the curves of a run from before they were thinned."""
        raise_mark(store.connection)
        ended = store.records(*ENDED)
        for record in surplus(ended, self.limits.runs):
            store.clear(record.id)
        for record in ended:
            if record.step >= 2 * BEHIND and not store.thinned_to(record.id, "loss", GRAIN):
                store.thin(record.id)
                break  # the next one in a minute: nobody shall wait for this

    def start_worker(self, store: Store, run: str) -> None:
        token = store.claim(run, self.limits.workers)
        if token is None:
            return  # another server on this store was quicker
        environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        try:
            process = subprocess.Popen(
                [sys.executable, "-m", "dashboard.runs.worker", run, token],
                env=environment,
                stdin=subprocess.PIPE,  # ends with this process, however it ends
                start_new_session=True,  # Ctrl-C in the terminal is for the server, which lets its workers save
            )
        except OSError as error:
            store.move(run, "fail", f"No process could be started for it: {error.strerror}.", token)
            return
        self.children.append(Child(run, token, process, *[time.monotonic()] * 2))

    def dismiss(self) -> None:
        """Let every worker save its run and leave; none outlives the server."""
        for child in self.children:
            hang_up(child.process)
        deadline = time.monotonic() + GRACE
        for child in self.children:
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
        if not self.children:
            return
        try:
            with open_store() as store:
                for child in self.children:  # where it has not said so itself
                    store.move(child.run, "interrupt", CLOSED, child.token)
        except StoreError as error:
            print(error, file=sys.stderr)
        self.children.clear()


def hang_up(process: subprocess.Popen) -> None:
    """Close the pipe that tells a worker that its server is there."""
    if process.stdin:
        process.stdin.close()


def _last_words(code: int) -> str:
    if code == -9:
        return "Its process was killed, by a person or by the system for want of memory."
    if ended_by_signal(code):
        return f"{MACHINE} before this run trained."
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
