"""Who of a class is here, and where, is known while they are here and written down nowhere.

The processes that are one server tell each other, by datagrams within this machine that the secret of their home signs.
"""

import json
import socket
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import NamedTuple

from dashboard.shared.secret import signed, verified

HERE, PURPOSE, LARGEST = "127.0.0.1", "presence", 65_535
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
        self._socket: socket.socket | None = None
        self._others: list[int] = []

    def share(self, port: int, others: Iterable[int]) -> None:
        """Tell the processes at the ports of the others, and hear them at this one. Raises OSError."""
        self._others = list(others)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((HERE, port))
        threading.Thread(target=self._listen, args=(self._socket,), daemon=True).start()

    def _listen(self, own: socket.socket) -> None:
        while True:
            with suppress(ConnectionError, ValueError):  # one of them is starting anew, or a stranger spoke
                told = verified(PURPOSE, own.recv(LARGEST).decode())
                if told:
                    self._note(*json.loads(told))

    def tell(self, student: int, place: str) -> None:
        self._note(student, place)
        if self._socket:
            told = signed(PURPOSE, json.dumps([student, place[:LONGEST]])).encode()
            for port in self._others:
                with suppress(OSError):
                    self._socket.sendto(told, (HERE, port))

    def _note(self, student: int, place: str) -> None:
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
