"""The leases of runs in the store: given, renewed, found to have run out.

Time is the store's own: no clock of an engine, a worker or another computer is asked.
"""

import secrets
import sqlite3
from typing import NamedTuple

from dashboard.runs.states import ACTIVE, EVENTS

LEASE = 10.0  # seconds from one renewal to the end
NOW = "((julianday('now') - 2440587.5) * 86400.0)"  # seconds since 1970, as the store sees it
LATER = f"{NOW} + {LEASE}"
# One that ends too late: the clock was set back.
OUT = f"(expires IS NULL OR expires <= {NOW} OR expires > {LATER} + 1)"
UNDER_WAY = f"status IN ({', '.join(repr(status) for status in ACTIVE)})"


class Overdue(NamedTuple):
    """A lease that has run out, as it was seen."""

    run: str
    token: str | None  # none in a store of version 2
    expires: float | None


class Leases:
    """What the store knows of who holds a run. Whoever inherits this has a connection."""

    connection: sqlite3.Connection

    def claim(self, run: str, places: int | None = None) -> str | None:
        """Take a run out of the line; the token of its lease, or None where another was quicker or no place is free.

        All engines on the store count the same `places`.
        """
        token = secrets.token_hex(8)
        room = f"AND (SELECT count(*) FROM runs WHERE {UNDER_WAY}) < ?"  # noqa: S608
        with self.transaction():  # type: ignore[attr-defined]  # who counts is alone
            changed = self.connection.execute(
                f"UPDATE runs SET status = ?, token = ?, expires = {LATER}, pid = NULL, born = NULL "  # noqa: S608
                f"WHERE id = ? AND status = ? {room if places is not None else ''}",
                (
                    *(EVENTS["claim"].after, token, run, *EVENTS["claim"].before),
                    *(() if places is None else (places,)),
                ),
            )
        return token if changed.rowcount == 1 else None

    def renew(self, run: str, token: str) -> bool:
        """Whether this token still holds the run, which it does for another LEASE from now."""
        changed = self.connection.execute(
            f"UPDATE runs SET expires = {LATER} WHERE id = ? AND token = ?",  # noqa: S608
            (run, token),
        )
        return changed.rowcount == 1

    def holds(self, run: str, token: str) -> bool:
        """Whether this token still holds the run; nothing is written."""
        return bool(self.connection.execute("SELECT 1 FROM runs WHERE id = ? AND token = ?", (run, token)).fetchone())

    def overdue(self) -> list[Overdue]:
        """The leases under way that have run out by the store's clock."""
        rows = self.connection.execute(f"SELECT id, token, expires FROM runs WHERE {UNDER_WAY} AND {OUT}")  # noqa: S608
        return [Overdue(*row) for row in rows]

    def expire(self, seen: Overdue, message: str, patience: float = 0.0) -> bool:
        """Take a run from whoever held it, unless the lease was renewed since it was `seen`.

        It does not wait for a lock: the holder may be waiting for the same lock, to renew.
        """
        (usual,) = self.connection.execute("PRAGMA busy_timeout").fetchone()
        self.connection.execute(f"PRAGMA busy_timeout = {round(1_000 * patience)}")
        try:
            changed = self.connection.execute(
                f"UPDATE runs SET status = ?, message = ?, token = NULL, expires = NULL "  # noqa: S608
                f"WHERE id = ? AND token IS ? AND expires IS ? AND {UNDER_WAY} AND {OUT}",
                (EVENTS["expire"].after, message, *seen),
            )
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {usual}")
        return changed.rowcount == 1
