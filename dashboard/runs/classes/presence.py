"""Who of a class is here, and where, is known while they are here and written down nowhere."""

import threading
import time
from typing import NamedTuple

GONE = 15.0  # seconds without a word after which somebody is no longer here
LONGEST = 2_000  # characters of a place
MOST = 20_000  # students, of all classes


class Seen(NamedTuple):
    """Where a browser said that it is, and when (a monotonic clock)."""

    place: str
    at: float


class Presence:
    """Browsers and their places; several threads ask and tell."""

    def __init__(self) -> None:
        self._seen: dict[int, Seen] = {}
        self._lock = threading.Lock()

    def tell(self, student: int, place: str) -> None:
        with self._lock:
            self._seen.pop(student, None)  # the newest last
            self._seen[student] = Seen(place[:LONGEST], time.monotonic())
            while len(self._seen) > MOST:
                del self._seen[next(iter(self._seen))]

    def where(self, student: int) -> str | None:
        """The place of a student who is here, or nothing."""
        seen = self._seen.get(student)
        return seen.place if seen and time.monotonic() - seen.at < GONE else None


PRESENT = Presence()  # of this server
