"""A worker's side of its lease: it writes while it holds the run, and not a byte afterwards."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.runs.faults import StoreError
from dashboard.runs.store import Store, open_store

RENEW = 2.0  # seconds


class Lost(Exception):
    """The run is somebody else's now, or deleted: there is nothing left to do for its former holder."""


class Lease:
    """What a worker may do in the store."""

    def __init__(self, store: Store, run: str, token: str | None = None):
        """Hold a run by the token that it was claimed by, or claim it; where that fails, nothing can be written."""
        self.store, self.run = store, run
        self.token = (store.claim(run) or "") if token is None else token

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written within is written by the holder, or not at all. Raises Lost."""
        if self.store.replaced():
            raise Lost
        with self.store.transaction(alone=False):
            if not self.store.renew(self.run, self.token):
                raise Lost
            yield

    def check(self) -> None:
        """Raises Lost."""
        if self.store.replaced() or not self.store.holds(self.run, self.token):
            raise Lost

    def move(self, event: str, message: str = "", **columns) -> bool:
        """Whether the event happened; columns of the run are set with it."""
        return not self.store.replaced() and self.store.move(self.run, event, message, self.token, **columns)

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """While this lasts, a thread renews the lease, whatever the worker is busy with."""
        over = threading.Event()
        thread = threading.Thread(target=self._renew, args=(over,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _renew(self, over: threading.Event) -> None:
        held = True
        while held and not over.is_set():
            try:
                with open_store(self.store.folder) as store:
                    while held and not store.replaced():
                        held = store.renew(self.run, self.token)
                        if over.wait(RENEW):
                            return
            except (StoreError, sqlite3.Error):  # locked or full: it may pass
                pass
            over.wait(RENEW)
