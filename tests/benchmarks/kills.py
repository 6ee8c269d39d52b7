"""Random kills and stops of workers and servers, two of them on one home: `python -m tests.benchmarks.kills [EVENTS]`.

SIGKILL, SIGTERM, and SIGSTOP until others have given up, then SIGCONT; of a worker, a server, or both at once.
Promised: every status is true, nothing is deleted, and in the end θ and every loss are those of a run that nobody
disturbed, bit for bit.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in a worker: two threads add up in another order

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil

from core.config import Config
from core.datasets import load
from core.storage import load_run
from core.training import Run, Step, train
from dashboard.runs.comparison import parting
from dashboard.runs.leases import LEASE
from dashboard.runs.store import ACTIVE, RESUMABLE, open_store
from dashboard.runs.watch import SILENT

CONFIG = Config(network="784-32-relu-10", batch_size=50, epochs=12)
RUNS = 2  # at once
NOTICED = 4 * (LEASE + SILENT)  # seconds in which any status must be true again, on a machine shared with others


def serve() -> subprocess.Popen:
    """A server without its pages: the engine alone, which closes when it is asked to."""
    program = (
        "import signal; from dashboard.runs.engine import Engine; engine = Engine(); "
        "signal.signal(signal.SIGTERM, lambda *_: engine.closing.set()); engine.run()"
    )
    return subprocess.Popen([sys.executable, "-c", program])


def alive(pid: int | None) -> bool:
    try:
        return pid is not None and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class Home:
    """Two servers on one store, and what must never be lost there."""

    def __init__(self, store, chance: random.Random):
        self.store, self.chance = store, chance
        self.servers = [serve(), serve()]
        self.all: list[str] = []  # runs that were asked for; each must be there in the end
        self.furthest: dict[str, int] = {}  # the last checkpoint that was ever seen of a run
        self.asked: set[int] = set()  # processes that were sent SIGTERM
        self.told = Counter[str]()  # statuses that were found

    def keep_busy(self) -> None:
        """Ask for new runs where some have finished, and resume the others."""
        records = [self.store.record(run) for run in self.all]
        for record in records:
            if record.status in RESUMABLE:
                self.told[record.status] += 1
                self.store.move(record.id, "resume")  # unless it has gone on by itself
        for _ in range(RUNS - sum(record.status != "finished" for record in records)):
            self.all.append(self.store.submit(CONFIG, "kills"))

    def disturb(self) -> str:
        """One event: what was done, in words."""
        how = self.chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP])
        whom = self.chance.choice(["worker", "server", "both"])
        workers = [record.pid for record in self.store.records(*ACTIVE) if alive(record.pid)]
        server = self.chance.randrange(len(self.servers))
        pids = []
        if whom != "server" and workers:
            pids.append(self.chance.choice(workers))
        if whom != "worker" or not workers:
            pids.append(self.servers[server].pid)
        for pid in pids:
            send(pid, how)
        if how == signal.SIGSTOP:
            time.sleep(self.chance.choice([1.0, LEASE + SILENT + 3]))  # too short to be noticed, or long enough
            if self.chance.random() < 0.5:
                self.keep_busy()  # a person resumes what was lost while its worker is stopped
                time.sleep(1.0)
            for pid in pids:
                send(pid, signal.SIGCONT)
        for k, process in enumerate(self.servers):
            if how != signal.SIGSTOP and process.pid in pids:
                process.wait(60)
                self.servers[k] = serve()
        if how == signal.SIGTERM:
            self.asked |= set(pids)
        return f"{signal.Signals(how).name} of {whom}"

    def check(self) -> None:
        """Every status is true, and soon: who is said to train does, and nothing is gone."""
        deadline = time.monotonic() + NOTICED
        while untrue := self.untrue():
            assert time.monotonic() < deadline, untrue
            time.sleep(0.1)
        for run in self.all:
            assert self.store.record(run) is not None, f"run {run} was deleted"
            kept = self.store.checkpoints(run)
            assert max(kept, default=0) >= self.furthest.get(run, 0), f"checkpoints of run {run} are gone"
            self.furthest[run] = max(kept, default=0)
            for path in list(kept.values())[-2:]:
                if path.exists():  # a worker may thin them out meanwhile
                    load_run(path)

    def untrue(self) -> str:
        for run in self.all:
            record = self.store.record(run)
            if record.status == "running" and not alive(record.pid):
                return f"run {run} is {record.status}, but its process is gone"
            if record.status == "lost" and record.pid in self.asked:
                return f"run {run} is lost, but its process was asked to end and could have saved it"
        if self.store.records("queued") and not self.store.records(*ACTIVE):
            return "a run is in line and nothing trains"
        return ""

    def finish(self) -> None:
        """Let every run come to its end."""
        deadline = time.monotonic() + 900
        while any(self.store.record(run).status != "finished" for run in self.all):
            assert time.monotonic() < deadline, "the runs do not come to an end"
            for run in self.all:
                if self.store.record(run).status in RESUMABLE:
                    self.store.move(run, "resume")
            time.sleep(0.2)
        for server in self.servers:
            server.terminate()
        for server in self.servers:
            server.wait(60)


def send(pid: int, what: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # it has ended by itself
        os.kill(pid, what)


def main(events: int, seed: int = 0) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHAINRULE_HOME"] = folder
        os.environ["CHAINRULE_WORKERS"] = str(RUNS)
        with open_store(patience=60) as store:
            home = Home(store, chance)
            for k in range(events):
                home.keep_busy()
                time.sleep(chance.uniform(0, 4))
                done = home.disturb()
                home.check()
                found = ", ".join(f"{store.record(run).status} at {store.record(run).step}" for run in home.all[-RUNS:])
                print(f"{k + 1:3}: {done:18} {found}", flush=True)
            home.finish()
            assert not store.records(*ACTIVE)
            assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert not [path for path in Path(folder, "checkpoints").iterdir() if path.suffix != ".npz"], "left behind"
            same_bits(store, home.all)
    print(
        f"{events} events on {len(home.all)} runs: every status true, nothing deleted, the same to the last bit. "
        f"Found on the way: {dict(home.told)}."
    )


def same_bits(store, runs: list[str]) -> None:
    expected, digits = Run.start(CONFIG), load(CONFIG)
    losses = [event.loss for event in train(expected, digits) if isinstance(event, Step)]
    for run in runs:
        apart = parting(store.curve(run, "loss"), losses)
        assert apart is None, f"from step {apart} on, the losses are not those of an undisturbed run"
        assert len(store.curve(run, "loss")) == len(losses)
        final = load_run(store.checkpoints(run)[store.record(run).step])
        assert np.array_equal(final.theta, expected.theta), "θ is not that of an undisturbed run"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
