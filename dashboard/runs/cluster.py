"""Runs are trained wherever a cluster of Dask has a thread to spare: each is a task there.

    dashboard ── submit ──▶ scheduler ──▶ a Dask worker ── `train` ──▶ a worker of ours (the process of `worker`)
        └────────────────────────── store ───────────────────────────────┘

A task holds a process, as the embedded engine does: one run each, one BLAS thread, warm for the next one. All that is
asked of a run and said by it goes through the store, so no dashboard need live as long as its runs. What Dask knows of
a task is little: it may be cut off from a worker that trains on, and gives the task to another. So it is the lease that
says who holds a run. A task that comes second finds the run begun, and leaves it alone.
"""

import os
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from dashboard.runs.files import is_elsewhere
from dashboard.runs.header import FILE
from dashboard.runs.limits import Limits
from dashboard.runs.pool import Child, End, Given, Pool
from dashboard.shared.folder import home

SCHEME = "dask://"
PASSED = ("CHAINRULE_STORE", "CHAINRULE_MINUTES", "CHAINRULE_FREE_MEGABYTES")  # unless the worker has its own
LOOK = 0.02  # seconds
COUNT = 1.0  # seconds between two looks at how many threads there are
GRACE = 5.0  # seconds that a worker of ours may take to save and leave
BEGIN = 30.0  # seconds in which a task has to begin: the scheduler may not know yet that a host is gone
EXTRA = "An engine on Dask needs more: pip install 'chainrule[cluster]'."
WAITS = "The cluster that trains for this server has no workers now, or does not answer. This run starts when it does."
NO_HOME = (
    "The cluster's workers do not see the folder of this server, {}. Let all hosts share it, or keep runs in "
    "PostgreSQL: --store postgresql://user@host/database."
)
NOT_THERE = "The workers of the cluster cannot train it: they have no Chainrule, or another one ({})."


class Ended(Exception):
    """The process that a task held has ended before the run did."""

    def __init__(self, event: str, words: str):
        super().__init__(event, words)  # all that is left of it after its journey
        self.end = End(event, words)


class Task(Given):
    """A run as a task of the cluster."""

    patience = BEGIN
    is_through = False  # it ends with its run

    def __init__(self, client: Any):
        super().__init__()
        self.client = client
        self.future: Any = None

    def where(self) -> dict[str, Any]:
        return {}  # whoever begins with it says so

    def take(self, run: str, token: str) -> None:
        """Raises OSError where there is no cluster any more."""
        self.give(run, token)
        if self.client is None:
            raise ConnectionError
        from distributed import fire_and_forget

        name = f"chainrule-{run}-{uuid.uuid4().hex[:8]}"
        self.future = self.client.submit(train, told(), run, token, key=name, pure=False)
        fire_and_forget(self.future)  # it trains on though its dashboard ends

    def end(self) -> End | None:
        """What became of it, if it has ended."""
        if self.future is None:
            return End("give back")
        status = self.future.status
        if status == "error":
            return _said(self.future.exception(timeout=GRACE))
        return None if status == "pending" else End()

    def hang_up(self) -> None:
        """Nobody waits for it."""


def _said(error: BaseException) -> End:
    from distributed.scheduler import KilledWorker

    if isinstance(error, Ended):
        return error.end
    if isinstance(error, KilledWorker):  # one of those that died may still save the run
        return End()
    return End("fail", NOT_THERE.format(" ".join(str(error).split())[:200] or type(error).__name__))


class Cluster:
    """The tasks of an engine. Whether its scheduler answers is asked beside the engine, which never waits for it."""

    def __init__(self, address: str):
        self.address = f"tcp://{address.removeprefix(SCHEME)}"
        self.children: list[Task] = []
        self.client: Any = None
        self.threads = 0  # of all workers of the cluster
        self.over = threading.Event()
        self.watching = threading.Thread(target=self._watch, name="watch the cluster", daemon=True)
        self.watching.start()

    def _watch(self) -> None:
        silent = False
        while not self.over.wait(COUNT if self.client else 0.0):
            try:
                self.client = self.client or self._connected()
                self.threads = sum(self.client.sync(self.client.scheduler.ncores, callback_timeout=GRACE).values())
                silent = False
            except Exception as error:  # whatever Dask raises: the next look is a new one
                self.threads = 0
                if not silent:
                    print(f"The scheduler of {self.address} does not answer: {error}", file=sys.stderr)
                silent = True
                if self.client is not None and self.client.status not in ("running", "connecting"):
                    self.client = None
                self.over.wait(COUNT)

    def _connected(self) -> Any:
        from distributed import Client

        return Client(self.address, timeout=GRACE, set_as_default=False)

    def places(self, limits: Limits) -> int:
        """A run for each thread of the cluster; fewer where the owner says so."""
        return min(self.threads, limits.workers) if os.environ.get("CHAINRULE_WORKERS") else self.threads

    def busy(self) -> Iterator[Task]:
        return iter(self.children)

    def pids(self) -> list[int]:
        return []

    def free(self) -> Task:
        self.children.append(Task(self.client))
        return self.children[-1]

    def fill(self, places: int) -> None:
        """A task has its worker when it comes."""

    def dismiss(self, grace: float) -> list[Task]:
        """Let go of all of them: they train on, and end in the store."""
        self.over.set()
        self.watching.join(grace)
        self.children.clear()
        if self.client is not None:
            with suppress(Exception):  # it is gone already
                self.client.close(timeout=grace)
        return []


def told() -> dict[str, str]:
    """What a task is told of its store and of the limits: as variables of the environment."""
    known = {name: os.environ[name] for name in PASSED if os.environ.get(name)}
    return known if is_elsewhere() else known | {"CHAINRULE_HOME": str(home())}


# What follows happens in a worker of Dask.

_lock = threading.Lock()
_pools: dict[frozenset[tuple[str, str]], Pool] = {}


def train(told: Mapping[str, str], run: str, token: str) -> None:
    """Train a run that is held by this token, in a process of its own, until it is over. Raises Ended."""
    from distributed import get_worker
    from distributed.core import Status

    here = get_worker()
    child = _given({name: text for name, text in told.items() if name not in os.environ}, run, token)
    while (end := child.end()) is None and not child.is_through:
        if here.status not in (Status.running, Status.paused):
            _let_go(child)
        time.sleep(LOOK)
    if end is None:
        child.run = ""
    elif child.process.returncode:
        raise Ended(*end)
    else:  # it has said all itself, or was on its way out when it was given the run
        raise Ended("give back", "")


def _given(told: Mapping[str, str], run: str, token: str) -> Child:
    """A process that was given the run; those that wait for runs of another store make room."""
    if "CHAINRULE_HOME" in told and not os.path.exists(os.path.join(told["CHAINRULE_HOME"], FILE)):
        raise Ended("fail", NO_HOME.format(told["CHAINRULE_HOME"]))
    with _lock:
        mine = _pools.setdefault(frozenset(told.items()), Pool(told))
        for pool in _pools.values():
            kept = [child for child in pool.children if child.run or pool is mine]
            for child in pool.children:
                if child not in kept:
                    child.hang_up()
            pool.children = [child for child in kept if child.process.poll() is None]
        try:
            child = mine.free()
            child.take(run, token)
        except OSError as error:
            raise Ended("fail", f"No process could be started for it: {error.strerror}.") from None
    return child


def _let_go(child: Child) -> None:
    """Let a process save its run and leave with its worker of Dask."""
    child.hang_up()
    with suppress(Exception):
        child.process.wait(GRACE)
    if child.process.poll() is None:
        child.process.kill()
