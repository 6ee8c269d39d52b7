"""An engine judges that a worker is gone: its lease has run out, and it stays so while the engine looks on.

The second half is for nights and pauses: where the whole computer slept, or the engine itself was stopped, or the store
was locked, all leases have run out at once and every worker is about to renew its own.
"""

import sqlite3
import time

from dashboard.runs import stopped
from dashboard.runs.leases import Overdue
from dashboard.runs.store import Store

SILENT = 3.0  # seconds of looking on
LOOK = 0.5  # seconds that one look counts for, at most
MESSAGE = "The process that trained it no longer answers."


class Watch:
    """The leases that have run out, and for how long this engine has seen them so."""

    def __init__(self) -> None:
        self.silent: dict[Overdue, float] = {}
        self.looked = time.monotonic()

    def look(self, store: Store) -> list[str]:
        """Take the runs whose holders are gone; their ids."""
        now = time.monotonic()
        passed, self.looked = min(now - self.looked, LOOK), now
        self.silent = {seen: self.silent.get(seen, -passed) + passed for seen in store.overdue()}
        taken = []
        for seen in [seen for seen, seconds in self.silent.items() if seconds >= SILENT]:
            try:
                if store.expire(seen, MESSAGE):
                    taken.append(seen.run)
            except sqlite3.OperationalError:  # locked: who waits for it may be the holder, or who stopped in its write
                if stopped.end_stopped(store.record(seen.run)) and store.expire(seen, stopped.MESSAGE, patience=1.0):
                    taken.append(seen.run)
                self.silent.clear()
                break
        return taken
