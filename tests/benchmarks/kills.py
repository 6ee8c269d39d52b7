"""Fifty kills at random moments, of workers and of the server, and what is left: `python -m tests.benchmarks.kills
[KILLS]`.

Promised: every status is true, at most the steps since the last checkpoint are lost, and in the
end θ and every loss are those of a run that nobody disturbed, bit for bit.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in a worker: two threads add up in another order

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil

from core.config import Config
from core.datasets import load
from core.storage import load_run
from core.training import Run, Step, train
from dashboard.runs.comparison import parting
from dashboard.runs.store import ACTIVE, RESUMABLE, open_store

CONFIG = Config(network="784-32-relu-10", batch_size=50, epochs=12)


def serve() -> subprocess.Popen:
    """A server without its pages: the engine alone."""
    return subprocess.Popen([sys.executable, "-c", "from dashboard.runs.engine import Engine; Engine().run()"])


def gone(pid: int | None) -> bool:
    try:
        return pid is None or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def leaves(pid: int | None) -> bool:
    """Whether a process that has said its last word is gone within a second."""
    return any(gone(pid) or time.sleep(0.02) for _ in range(50))


def settle(store, run, statuses, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        record = store.record(run)
        if record.status in statuses:
            return record
        time.sleep(0.02)
    raise AssertionError(f"status {record.status!r} after {seconds} s, expected one of {statuses}")


def main(kills: int, seed: int = 0) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHAINRULE_HOME"] = folder
        server, lost = serve(), []
        with open_store() as store:
            run = store.submit(CONFIG, "kills")
            for kill in range(kills):
                began = settle(store, run, ("running", "finished"))
                deadline = time.monotonic() + 5
                while kill % 2 and store.record(run).step == began.step and time.monotonic() < deadline:
                    time.sleep(0.02)  # every other kill waits for the first step
                time.sleep(chance.uniform(0, 0.8))
                before = store.record(run)
                if before.status == "finished":
                    run, before = again(store)
                if chance.random() < 0.5 and before.pid and not gone(before.pid):
                    os.kill(before.pid, signal.SIGKILL)
                    after = settle(store, run, ("lost", "finished"))
                    assert after.status == "finished" or "killed" in after.message, after
                else:
                    server.kill()
                    server.wait()
                    if chance.random() < 0.3 and before.pid and not gone(before.pid):
                        os.kill(before.pid, signal.SIGKILL)  # both at once, as when the power fails
                    server = serve()
                    after = settle(store, run, (*RESUMABLE, "finished", "queued"))
                checkpoint = max(store.checkpoints(run), default=0)
                assert after.status == "queued" or leaves(after.pid), f"{after.status}, but process {after.pid} lives"
                lost.append(max(0, after.step - checkpoint))
                for path in store.checkpoints(run).values():
                    load_run(path)  # no file is damaged
                if after.status in RESUMABLE:
                    assert store.move(run, RESUMABLE, "queued")
                print(
                    f"{kill + 1:3}: {after.status:12} at step {after.step:6}, last checkpoint {checkpoint:6}",
                    flush=True,
                )
            record = settle(store, run, ("finished",), 600)
            server.terminate()
            server.wait()
            assert not store.records(*ACTIVE)
            assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            expected, digits = Run.start(CONFIG), load(CONFIG)
            losses = [event.loss for event in train(expected, digits) if isinstance(event, Step)]
            apart = parting(store.curve(run, "loss"), losses)
            assert apart is None, f"from step {apart} on, the losses are not those of an undisturbed run"
            final = load_run(store.checkpoints(run)[record.step])
            assert np.array_equal(final.theta, expected.theta), "θ is not that of an undisturbed run"
    assert not list(Path(folder).glob("*")), "something was left behind"
    print(
        f"{kills} kills: every status true, nothing damaged, the same to the last bit; at most {max(lost)} steps were "
        "taken twice."
    )


def again(store):
    run = store.submit(CONFIG, "kills")
    return run, settle(store, run, ("running",))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
