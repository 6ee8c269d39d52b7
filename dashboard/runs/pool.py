"""A run begins at once in a process that is there already, with everything loaded: workers wait for it in a pool.

A worker trains one run after the other. It is told the next one by its standard input, whose end means that the server
is gone, and it says by its standard output that it is free. Nothing that a run depends on passes from one to the next.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

import psutil

from dashboard.runs.limits import Limits
from dashboard.runs.notice import MACHINE, ended_by_signal

UNWRITTEN = 74  # exit code of a worker that could not write down what it did
START = 120.0  # seconds that a worker may take to come up, on a machine that is short of everything
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class End(NamedTuple):
    """What became of a worker that has ended: an event of its run and a sentence; no event where nobody knows, and the
    lease of the run decides."""

    event: str = ""
    words: str = ""


class Given:
    """Whom an engine gives runs to: the run that it was given last, if it still has one, and the lease for that."""

    patience = START  # seconds in which it has to begin with a run

    def __init__(self) -> None:
        self.run = self.token = ""
        self.started = self.renewed = time.monotonic()
        self.step = -1  # of its run, when that was first looked at
        self.progressed = 0.0  # since when its run is seen to take steps
        self.asked = False  # to give its place to others
        self.was_up = False  # when it was given its run

    def give(self, run: str, token: str) -> None:
        self.run, self.token, self.step = run, token, -1
        self.started = self.renewed = time.monotonic()
        self.progressed, self.asked = 0.0, False

    def gets_on(self, step: int, now: float) -> bool:
        """Whether its run takes steps; one that gave its place away before it took any would never get on."""
        self.step = step if self.step < 0 else self.step
        if step > self.step and not self.progressed:
            self.progressed = now
        return self.progressed > 0


class Child(Given):
    """A worker that is a process of this machine."""

    def __init__(self, told: Mapping[str, str] | None = None) -> None:
        """It knows what this process knows, and what it is `told`, as variables of the environment. Raises OSError
        where no process can be started."""
        super().__init__()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.runs.worker"],
            env={**os.environ, **(told or {}), **ONE_THREAD},
            stdin=subprocess.PIPE,  # ends with this process, however it ends
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in the terminal is for the server, which lets its workers save
        )
        self.born: float | None = None  # when the process started: a number alone is used again
        with suppress(psutil.NoSuchProcess):
            self.born = psutil.Process(self.process.pid).create_time()
        self.over: str | None = None  # the token of the last run that it says it is through with; none at first
        self.listening = threading.Thread(target=self._listen, daemon=True)
        self.listening.start()

    def _listen(self) -> None:
        assert self.process.stdout
        with self.process.stdout as said:
            for line in said:
                self.over = line.decode().strip()

    def take(self, run: str, token: str) -> None:
        """Give it a run; raises OSError where it is gone."""
        self.give(run, token)
        self.was_up = self.over is not None
        assert self.process.stdin
        self.process.stdin.write(f"{run} {token}\n".encode())
        self.process.stdin.flush()

    def where(self) -> dict[str, Any]:
        """What is written of it beside its run, for a person who looks for it."""
        return {"pid": self.process.pid, "born": self.born}

    def end(self) -> End | None:
        """What became of it, if it has ended."""
        code = self.process.poll()
        return None if code is None else End("interrupt" if ended_by_signal(code) else "die", last_words(code))

    @property
    def is_through(self) -> bool:
        """Whether it says that it is through with the run that it was given."""
        return bool(self.run) and self.over == self.token

    def hang_up(self) -> None:
        """Close the pipe that tells a worker that its server is there."""
        with suppress(OSError):  # it ended before it heard all
            if self.process.stdin:
                self.process.stdin.close()


def last_words(code: int) -> str:
    """What is to be said of a worker that could not speak, by its exit code."""
    if code == -9:
        return "Its process was killed, by a person or by the system for want of memory."
    if ended_by_signal(code):
        return f"{MACHINE} before this run trained."
    if code == UNWRITTEN:
        return "It could not write down what it did: the disk is full, or the store was locked for long."
    return f"Its process ended without a word (code {code})."


class Pool:
    """The workers of an engine, those with a run and those without: processes of this machine."""

    def __init__(self, told: Mapping[str, str] | None = None) -> None:
        self.told = told
        self.children: list[Child] = []

    def places(self, limits: Limits) -> int:
        """How many runs may train at once."""
        return limits.workers

    def pids(self) -> list[int]:
        return [child.process.pid for child in self.children]

    def busy(self) -> Iterator[Child]:
        return (child for child in self.children if child.run)

    def free(self) -> Child:
        """A worker without a run, best one that is up already; a new one where there is none. Raises OSError."""
        found = [child for child in self.children if not child.run and child.process.poll() is None]
        if not found:
            found = [Child(self.told)]
            self.children += found
        return min(found, key=lambda child: child.over is None)

    def fill(self, places: int) -> None:
        """Have a worker for every place before somebody asks for it; one at a time, so that no page waits for many."""
        if len(self.children) < places and all(child.over is not None for child in self.children):
            self.children.append(Child(self.told))

    def dismiss(self, grace: float) -> list[Child]:
        """Let every worker save its run and leave within so many seconds; none stays. Those that had a run."""
        for child in self.children:
            child.hang_up()
        deadline = time.monotonic() + grace
        for child in self.children:
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
            child.listening.join()
        held = list(self.busy())
        self.children.clear()
        return held
