"""A run that lost its worker goes on by itself, wherever there is a place, from its last checkpoint: to the same bits.

A worker that saves a new checkpoint makes up for those that died before it. Where three in a row die without one, the
run itself is the likely cause, as one that asks for more memory than there is: then a person decides.
"""

import time

from dashboard.runs.states import TRIES
from dashboard.runs.store import Store

AWAY = 7 * 24 * 3600.0  # seconds that all servers may be away and still take up what they left
SETTLE = 2.0  # seconds of looking on: where a machine shuts down, its workers leave before its engine does
WENT_ON = "It went on by itself from its last checkpoint."


class Returning:
    """The runs that lost their workers, and since when this engine has seen them so."""

    def __init__(self) -> None:
        self.seen: dict[str, float] = {}

    def look(self, store: Store, settle: float = SETTLE) -> None:
        """Put those in line again that have been without a worker for so many seconds."""
        now, seen = time.monotonic(), {}
        for record in reversed(store.records("interrupted", "lost")):
            if record.tries >= TRIES or max(record.created, record.heartbeat) < time.time() - AWAY:
                continue
            seen[record.id] = self.seen.get(record.id, now)
            if now - seen[record.id] >= settle:
                words = f"{record.message} {WENT_ON}".strip() if record.status == "lost" else ""
                in_vain = record.pid is not None  # else no worker had it: a cluster was short of them
                store.move(record.id, "take up", words, tries=record.tries + in_vain)
        self.seen = seen
