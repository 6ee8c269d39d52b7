"""One process trains one run: `python -m dashboard.runs.worker RUN`, started by the engine.

It reads its run from the store, goes on from the last checkpoint, writes what happens ten times a
second and does what was asked of it in between. Its standard input is a pipe that nobody writes
to: it ends when the server ends, and then the worker saves its run and leaves.
"""

import os
import sqlite3
import sys
import threading
import time
import traceback
from dataclasses import fields, replace
from math import inf

import numpy as np
import psutil

from core.config import Config
from core.datasets import DataError, load
from core.metrics import evaluate
from core.storage import StorageError, load_run, save_run
from core.training import Diverged, Epoch, Run, Step, steps_per_epoch, train
from dashboard.data.downloads import fetch
from dashboard.runs.checkpoints import APART, BYTES, EARLY, SECONDS, thin
from dashboard.runs.limits import Limits
from dashboard.runs.store import EpochFigures, Store, StoreError, open_store, sentence
from dashboard.shared.folder import data_folder

UNWRITTEN = 74  # exit code
FLUSH = 0.1  # seconds; what a page shows is never much older
PATIENCE = 300.0  # seconds that a paused run keeps its worker
LOCKED = 60.0  # seconds that a worker waits for somebody else who writes


class Deleted(Exception):
    """The run is no longer in the store."""


class Leave(Exception):
    """Training ends here, for a reason that is a status and a sentence."""

    def __init__(self, status: str, message: str = ""):
        self.status, self.message = status, message


class Worker:
    """A run in training, and what is not yet written of it."""

    def __init__(self, store: Store, run_id: str, orphaned: threading.Event):
        self.store, self.id, self.orphaned = store, run_id, orphaned
        record = store.record(run_id)
        if record is None or not store.move(run_id, ("starting",), "running"):
            raise Deleted
        store.update(run_id, pid=os.getpid(), born=psutil.Process().create_time(), heartbeat=time.time())
        self.run = self.newest_checkpoint(record.settings)
        store.rewind(run_id, self.run.step)
        self.config = record.settings
        self.digits = load(self.run.config, fetch(self.run.config.data, data_folder(), Arrival(self)))
        self.per_epoch = steps_per_epoch(self.run.config, len(self.digits.train))
        self.pause_at: int | None = None
        self.pending: dict[str, list[float]] = {}
        self.first = self.run.step + 1
        trained = store.curve(run_id, "seconds")
        self.began = self.flushed = self.saved = self.asked = time.monotonic()
        self.began -= trained[-1] if len(trained) else 0.0
        self.speed = 0.0
        store.update(run_id, step=self.run.step, total=self.run.config.epochs * self.per_epoch, message="")

    def newest_checkpoint(self, config: Config) -> Run:
        """The run at the last checkpoint that can be read, or at its start."""
        for path in reversed(self.store.checkpoints(self.id).values()):
            try:
                return load_run(path)
            except StorageError:
                path.unlink(missing_ok=True)  # damaged on disk; the one before it is as good a place to go on from
        return Run.start(config)

    def work(self) -> None:
        """Train to the end; raises Leave with the status that the run ends in."""
        step = self.run.step
        if step == 0 or not self.store.epochs(self.id):  # the figures of an imported run stayed behind
            figures = evaluate(self.run.network, self.run.theta, self.digits.validation)
            self.store.add_epoch(self.id, EpochFigures(step, step // self.per_epoch, figures.loss, figures.accuracy))
            self.checkpoint()
        limit = 60 * Limits.from_environment().minutes
        while not self.run.finished(len(self.digits.train)):
            for event in train(self.run, self.digits):
                self.note(event)
                between_epochs = isinstance(event, Step) and event.step % self.per_epoch == 0  # its Epoch comes next
                if between_epochs or (time.monotonic() - self.asked < FLUSH and self.run.step != self.pause_at):
                    continue
                self.asked = time.monotonic()
                self.flush()
                if self.clock() > limit:
                    raise Leave(
                        "stopped", f"It reached the {limit / 60:g} minutes that the owner of this server allows a run."
                    )
                if self.answer():
                    break  # the settings may have changed: train() takes them up anew
        self.flush()
        test = evaluate(self.run.network, self.run.theta, self.digits.test)
        self.store.update(self.id, test_loss=test.loss, test_accuracy=test.accuracy)
        early = self.run.step < self.run.config.epochs * self.per_epoch
        raise Leave(
            "finished",
            f"It stopped by itself: {self.run.stale} epochs brought no lower validation loss." if early else "",
        )

    def clock(self) -> float:
        return time.monotonic() - self.began

    def note(self, event) -> None:
        """Remember an event until the next flush."""
        if isinstance(event, Step):
            for name, value in readings(event):
                self.pending.setdefault(name, []).append(value)
            self.pending.setdefault("seconds", []).append(self.clock())
            if event.step % self.per_epoch and (event.step in EARLY or time.monotonic() - self.saved > SECONDS):
                self.checkpoint()
        elif isinstance(event, Epoch):
            self.store.add_epoch(
                self.id, EpochFigures(event.step, event.epoch, event.validation_loss, event.validation_accuracy)
            )
            if event.step in EARLY or time.monotonic() - self.saved > APART:
                self.checkpoint()
        elif isinstance(event, Diverged):
            self.flush()
            raise Leave("diverged", f"The loss stopped being a number at step {event.step:,}.")

    def flush(self) -> None:
        """Write what is pending, in one transaction."""
        now, new = time.monotonic(), len(self.pending.get("seconds", ()))
        if new:
            rate = new / max(now - self.flushed, 1e-9)
            self.speed = rate if self.speed == 0 else 0.8 * self.speed + 0.2 * rate
        with self.store.transaction():
            if not self.store.update(
                self.id, step=self.run.step, seconds=self.clock(), speed=self.speed, heartbeat=time.time()
            ):
                raise Deleted
            self.store.append(self.id, self.first, self.pending)
        self.pending, self.first, self.flushed = {}, self.run.step + 1, now

    def checkpoint(self) -> None:
        """Save the run as it is after its last step, and thin out the older ones.

        Its losses are written first: what a resumed run does not take again must be in the store.
        """
        self.flush()
        path = self.store.checkpoint_path(self.id, self.run.step)
        path.parent.mkdir(exist_ok=True)
        save_run(path, self.run)
        kept = self.store.checkpoints(self.id)
        for step in kept.keys() - thin(list(kept), BYTES // path.stat().st_size):
            kept[step].unlink(missing_ok=True)
        self.saved = time.monotonic()

    def answer(self) -> bool:
        """Do what was asked since the last flush; True when training must be taken up anew."""
        if self.orphaned.is_set():
            raise Leave("interrupted", "The server was closed while this run trained.")
        asked = self.store.take_requests(self.id)
        paused = self.run.step == self.pause_at
        changed = self.obey(asked) or paused
        if self.pause_at is not None and self.pause_at <= self.run.step:
            self.wait()
        return changed

    def obey(self, asked) -> bool:
        for word, number in asked:
            match word:
                case "stop":
                    raise Leave("stopped")
                case "go":
                    self.pause_at = None
                case "pause":
                    self.pause_at = self.run.step
                case "step":
                    self.pause_at = self.run.step + 1
                case "epoch":
                    self.pause_at = (self.run.step // self.per_epoch + 1) * self.per_epoch
                case "rate":
                    self.change_rate(number)
        return bool(asked)

    def change_rate(self, rate: float) -> None:
        old = self.run.config.learning_rate
        self.run = replace(self.run, config=replace(self.run.config, learning_rate=rate))
        self.store.add_mark(self.id, self.run.step, f"learning rate {old:g} → {rate:g}")
        self.checkpoint()  # from here on the run is another one: a resume must know the new rate

    def wait(self) -> None:
        """Stay paused until something is asked, and not for ever: others wait for this place."""
        self.checkpoint()
        self.store.move(self.id, ("running",), "paused")
        since = time.monotonic()
        while self.pause_at is not None and self.pause_at <= self.run.step:
            time.sleep(0.03)
            if self.orphaned.is_set():
                raise Leave("interrupted", "The server was closed while this run was paused.")
            if time.monotonic() - since > PATIENCE:
                raise Leave("stopped", "It was paused for long and gave its place to others.")
            if not self.store.update(self.id, heartbeat=time.time()):
                raise Deleted
            self.obey(self.store.take_requests(self.id))
        self.began += time.monotonic() - since  # a pause is no training
        self.flushed = time.monotonic()
        self.store.move(self.id, ("paused",), "running")

    def end(self, status: str, message: str) -> None:
        """Leave the run in the store as it is to be found."""
        self.flush()
        if status != "diverged":
            self.checkpoint()
        self.store.compact(self.id)
        self.store.move(self.id, ("running", "paused"), status, message)


class Arrival:
    """Says on the run's page how much of a file has been downloaded, and ends the download when that is asked."""

    def __init__(self, worker: Worker):
        self.worker, self.total, self.here, self.told = worker, 0, 0, -inf

    def reset(self) -> None:
        self.here = 0

    def update(self, n: int) -> None:
        self.here += n
        if time.monotonic() - self.told < FLUSH:
            return
        self.told, worker = time.monotonic(), self.worker
        if worker.orphaned.is_set():
            raise Leave("interrupted", "The server was closed while images were downloaded.")
        if any(word == "stop" for word, _ in worker.store.take_requests(worker.id)):
            raise Leave("stopped", "The download was stopped.")
        arrived = f"{min(self.here, self.total) / 1e6:.1f} of {self.total / 1e6:.1f} MB"
        if not worker.store.update(worker.id, message=f"Downloading a file: {arrived}.", heartbeat=time.time()):
            raise Deleted

    def close(self) -> None:
        self.told = -inf


def readings(event: Step):
    """The numbers of a step by name; a number for each layer has the layer's number in its name."""
    for f in fields(event):
        value = getattr(event, f.name)
        if f.name == "step" or value is None:
            continue
        if isinstance(value, tuple):
            yield from ((f"{f.name} {k}", number) for k, number in enumerate(value, 1))
        else:
            yield f.name, value


def watch_server() -> threading.Event:
    """An event that is set once the process at the other end of standard input is gone."""
    gone = threading.Event()

    def wait():
        while os.read(0, 64):
            pass
        gone.set()

    threading.Thread(target=wait, daemon=True).start()
    return gone


def main(run_id: str) -> None:
    """Train the run and leave an honest status, whatever happens."""
    orphaned = watch_server()
    if hasattr(os, "nice"):
        os.nice(5)  # pages answer first
    np.seterr(all="ignore")  # a loss that is no number is an event of its own
    with open_store(patience=LOCKED) as store:
        try:
            worker = Worker(store, run_id, orphaned)
            try:
                worker.work()
            except Leave as leave:
                worker.end(leave.status, leave.message)
        except Leave as leave:  # before its first step
            store.move(run_id, ("running",), leave.status, leave.message)
        except Deleted:
            store.delete(run_id)
        except DataError as error:
            fail(store, run_id, str(error))
        except MemoryError:
            fail(store, run_id, "There is not enough memory for this network. Make a layer or the batch smaller.")
        except (OSError, sqlite3.Error) as error:
            fail(store, run_id, sentence(error, store.folder))
        except Exception as error:
            traceback.print_exc()
            fail(store, run_id, f"Training stopped because of a fault in Chainrule ({type(error).__name__}).")


def fail(store: Store, run_id: str, message: str) -> None:
    store.move(run_id, ("starting", "running", "paused"), "failed", message)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except StoreError as error:  # not even its end could be written down
        print(error, file=sys.stderr)
        sys.exit(UNWRITTEN)
