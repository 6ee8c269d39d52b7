"""A worker is asked to leave by the end of its server or by the machine, which says so to a process with a signal.

    the server closes, or dies       standard input ends; until then each line of it names a run to train
    the machine shuts down, `kill`   SIGTERM; SIGINT and SIGHUP mean the same

Either way it saves its run, says in the store who asked, and goes. Where a signal meets it before it can listen, its
process ends there, and the engine that started it knows the signal by the exit code.
"""

import os
import queue
import signal
import threading

SERVER, MACHINE = "The server was closed", "The system or a person ended its process"
SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


class Leave(Exception):
    """Training ends here, for a reason that is an event of the run's states and a sentence."""

    def __init__(self, event: str, message: str = ""):
        self.event, self.message = event, message


class Notice:
    """Who has asked a worker to leave, once somebody has; until then, the runs that it is to train."""

    def __init__(self, who: str = ""):
        self.who = who
        self.work: queue.SimpleQueue[list[str]] = queue.SimpleQueue()  # a signal may meet its thread in the middle

    def give(self, who: str) -> None:
        self.who = self.who or who
        self.work.put([])

    def next_run(self, patience: float) -> list[str] | None:
        """The id and the token of the next run, as soon as there is one; nothing in them where the worker is to go, and
        None where there was no work for `patience` seconds."""
        try:
            return self.work.get(timeout=patience)
        except queue.Empty:
            return None

    def check(self, meanwhile: str) -> None:
        """Raises Leave where the worker is to go."""
        if self.who:
            raise Leave("interrupt", f"{self.who} while {meanwhile}.")


def listen() -> Notice:
    """The notice of this process: it hears the signals, and the end of what is written to standard input."""
    notice = Notice()

    def wait():
        begun = b""
        while read := os.read(0, 4096):
            *lines, begun = (begun + read).split(b"\n")
            for line in lines:
                notice.work.put(line.decode().split())
        notice.give(SERVER)

    threading.Thread(target=wait, daemon=True).start()
    for one in SIGNALS:
        signal.signal(one, lambda *_: notice.give(MACHINE))
    return notice


def ended_by_signal(code: int) -> bool:
    """Whether a process that left this exit code was asked to end before it could listen."""
    return -code in SIGNALS
