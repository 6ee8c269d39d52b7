"""A run begins at once in a process that is there already, with everything loaded: workers wait for it in a pool.

A worker trains one run after the other. It is told the next one by its standard input, whose end means that the server
is gone, and it says by its standard output that it is free. Nothing that a run depends on passes from one to the next.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import psutil

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Child:
    """A worker that this engine started: what it trains, if anything, and the lease that it was given for that."""

    def __init__(self) -> None:
        """Raises OSError where no process can be started."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.runs.worker"],
            env=os.environ | ONE_THREAD,
            stdin=subprocess.PIPE,  # ends with this process, however it ends
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in the terminal is for the server, which lets its workers save
        )
        self.born: float | None = None  # when the process started: a number alone is used again
        with suppress(psutil.NoSuchProcess):
            self.born = psutil.Process(self.process.pid).create_time()
        self.run = self.token = ""
        self.started = self.renewed = time.monotonic()
        self.step = -1  # of its run, when that was first looked at
        self.progressed = 0.0  # since when its run is seen to take steps
        self.asked = False  # to give its place to others
        self.was_up = False  # when it was given its run
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
        self.run, self.token, self.step = run, token, -1
        self.started = self.renewed = time.monotonic()
        self.progressed, self.asked, self.was_up = 0.0, False, self.over is not None
        assert self.process.stdin
        self.process.stdin.write(f"{run} {token}\n".encode())
        self.process.stdin.flush()

    def gets_on(self, step: int, now: float) -> bool:
        """Whether its run takes steps; one that gave its place away before it took any would never get on."""
        self.step = step if self.step < 0 else self.step
        if step > self.step and not self.progressed:
            self.progressed = now
        return self.progressed > 0

    @property
    def is_through(self) -> bool:
        """Whether it says that it is through with the run that it was given."""
        return bool(self.run) and self.over == self.token

    def hang_up(self) -> None:
        """Close the pipe that tells a worker that its server is there."""
        with suppress(OSError):  # it ended before it heard all
            if self.process.stdin:
                self.process.stdin.close()


class Pool:
    """The workers of an engine, those with a run and those without."""

    def __init__(self) -> None:
        self.children: list[Child] = []

    def busy(self) -> Iterator[Child]:
        return (child for child in self.children if child.run)

    def free(self) -> Child:
        """A worker without a run, best one that is up already; a new one where there is none. Raises OSError."""
        found = [child for child in self.children if not child.run and child.process.poll() is None]
        if not found:
            found = [Child()]
            self.children += found
        return min(found, key=lambda child: child.over is None)

    def fill(self, places: int) -> None:
        """Have a worker for every place before somebody asks for it; one at a time, so that no page waits for many."""
        if len(self.children) < places and all(child.over is not None for child in self.children):
            self.children.append(Child())

    def dismiss(self, grace: float) -> None:
        """Let every worker save its run and leave within so many seconds; none stays."""
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
