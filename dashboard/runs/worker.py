"""One process trains one run at a time: `python -m dashboard.runs.worker`, started by the engine, which names the runs.

It holds a run by the token of a lease, and leaves it at once when that is no longer its own. It goes on from the last
checkpoint, writes what happens ten times a second and does what was asked of it in between. When its server ends, or
the machine asks its process to, it saves its run and leaves. What it has loaded stays for the next run, and nothing
else: a run that begins in a new process has the same numbers.
"""

import json
import os
import sqlite3
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

import numpy as np
import psutil

from core import memory, threads
from core.config import Config
from core.datasets import DataError
from core.machine import elsewhere, machine
from core.metrics import evaluate
from core.storage import StorageError, load_run, read_header, save_run
from core.training import Diverged, Epoch, Run, Step, steps_per_epoch, train
from dashboard.runs.arrival import Arrival
from dashboard.runs.checkpoints import APART, BYTES, EARLY, MOST, SECONDS, thin
from dashboard.runs.curves import BEHIND
from dashboard.runs.kept_images import to_learn_from
from dashboard.runs.lease import Lease, Lost
from dashboard.runs.limits import Limits, ask_for_space
from dashboard.runs.notice import Leave, Notice, listen
from dashboard.runs.pool import UNWRITTEN
from dashboard.runs.shelf import Shelf
from dashboard.runs.states import ACTIVE, ENDED, EVENTS
from dashboard.runs.store import EpochFigures, Look, StoreError, open_store, sentence
from dashboard.shared.numbers import counted

UNJUDGED = {"test_loss": None, "test_accuracy": None}  # until its end: what an import reached is over
FLUSH = 0.1  # seconds; what a page shows is never much older
IDLE = 600.0  # seconds without a run after which a worker lets go of the digits that it has loaded
LOCKED = 3_600.0  # seconds that a worker waits for somebody else who writes: longer than a backup takes


class Worker:
    """A run in training, and what is not yet written of it."""

    def __init__(self, lease: Lease, notice: Notice, shelf: Shelf | None = None):
        """Begin with the run of this lease. Raises Lost where another has it."""
        store, run_id = self.store, self.id = lease.store, lease.run
        self.lease, self.notice = lease, notice
        record = store.record(run_id)
        process: dict[str, Any] = {"pid": os.getpid(), "born": psutil.Process().create_time(), "heartbeat": time.time()}
        if record is None or not self.lease.move("begin", **process, made=json.dumps(machine())):
            raise Lost
        self.heard: list[tuple[str, float | None]] = []  # what was asked before its first step
        self.elsewhere = record.message  # of the worker before this one, if the run only gave its place away
        self.run = self.newest_checkpoint(record.settings)
        with self.lease.writing():
            for path in store.unfinished(run_id):  # of a worker before this one, which was killed or is too late
                path.unlink(missing_ok=True)
            store.rewind(run_id, self.run.step)
        config = self.run.config
        self.digits = (shelf or Shelf()).digits_of(config, lambda: to_learn_from(config, Arrival(self)))
        self.per_epoch = steps_per_epoch(self.run.config, len(self.digits.train))
        self.pause_at: int | None = None
        self.pending: dict[str, list[float]] = {}
        self.first = self.run.step + 1
        self.from_step = self.run.step
        self.thinned = 0  # the step up to which the curves are
        trained = store.taken(run_id, "seconds")
        self.began = self.flushed = self.saved = self.asked = time.monotonic()
        self.began -= store.curve(run_id, "seconds", trained)[0] if trained else 0.0
        self.speed = 0.0
        total = self.run.config.epochs * self.per_epoch
        with self.lease.writing():
            store.update(run_id, step=self.run.step, total=total, message=self.elsewhere, **UNJUDGED)

    def newest_checkpoint(self, config: Config) -> Run:
        """The run at the last checkpoint that can be read, or at its start."""
        kept = self.store.checkpoints(self.id)
        for step in sorted(kept, reverse=True):
            try:
                run = load_run(path := kept[step])
                self.elsewhere = elsewhere(read_header(path).made, machine()) or self.elsewhere
                return run
            except StorageError:
                with self.lease.writing():
                    self.store.drop_checkpoint(self.id, step)  # damaged; the one before it will do as well
        return Run.start(config)

    def work(self) -> None:
        """Train to the end; raises Leave with the event that ends it."""
        step = self.run.step
        if step == 0 or not self.store.epochs(self.id):  # the figures of an imported run stayed behind
            figures = evaluate(self.run.network, self.run.theta, self.digits.validation)
            self.add_epoch(EpochFigures(step, step // self.per_epoch, figures.loss, figures.accuracy))
            self.checkpoint()
        self.obey([*self.heard, *self.requests()])  # one who goes on by a single step must not take two
        limit = 60 * Limits.from_environment().minutes
        self.share_cores()
        while not self.run.finished(len(self.digits.train)):
            for event in train(self.run, self.digits):
                self.note(event)
                between_epochs = isinstance(event, Step) and event.step % self.per_epoch == 0  # its Epoch comes next
                if between_epochs or (time.monotonic() - self.asked < FLUSH and self.run.step != self.pause_at):
                    continue
                self.asked = time.monotonic()
                self.flush()
                self.share_cores()
                if self.clock() > limit:
                    minutes = f"{limit / 60:g} minute{'' if limit == 60 else 's'}"
                    raise Leave("stop", f"It reached the {minutes} that the owner of this server allows a run.")
                if self.answer():
                    break  # the settings may have changed: train() takes them up anew
        self.flush()
        test = evaluate(self.run.network, self.run.theta, self.digits.test)
        with self.lease.writing():
            self.store.update(self.id, test_loss=test.loss, test_accuracy=test.accuracy)
        early = self.run.step < self.run.config.epochs * self.per_epoch
        stale = counted(self.run.stale, "epoch")
        raise Leave("finish", f"It stopped by itself: {stale} brought no lower validation loss." if early else "")

    def share_cores(self) -> None:
        """Compute on all cores while no other run trains, and on one where many do: that changes no bit of a run."""
        threads.use(Limits.from_environment().threads // max(1, len(self.store.records(*ACTIVE))))

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
            self.add_epoch(EpochFigures(event.step, event.epoch, event.validation_loss, event.validation_accuracy))
            self.add_looks(event)
            if event.step in EARLY or time.monotonic() - self.saved > APART:
                self.checkpoint()
        elif isinstance(event, Diverged):
            self.flush()
            raise Leave("diverge", f"The loss stopped being a number at step {event.step:,}.")

    def flush(self) -> None:
        """Write what is pending, in one transaction."""
        now, new = time.monotonic(), len(self.pending.get("seconds", ()))
        if new:
            rate = new / max(now - self.flushed, 1e-9)
            self.speed = rate if self.speed == 0 else 0.8 * self.speed + 0.2 * rate
        with self.lease.writing():
            self.store.update(
                self.id, step=self.run.step, seconds=self.clock(), speed=self.speed, heartbeat=time.time()
            )
            self.store.append(self.id, self.first, self.pending)
            if self.run.step - self.thinned >= BEHIND:
                self.store.thin(self.id)
                self.thinned = self.run.step
        self.pending, self.first, self.flushed = {}, self.run.step + 1, now

    def checkpoint(self) -> None:
        """Save the run as it is after its last step, and thin out the older ones.

        Its losses are written first: what a resumed run does not take again must be in the store.
        """
        self.flush()
        path = self.store.checkpoint_path(self.id, self.run.step)
        path.parent.mkdir(exist_ok=True)
        ask_for_space(path.parent, sum(array.nbytes for array in (self.run.theta, *self.run.memory)))
        unfinished = path.with_name(f"{path.name}.{self.lease.token}.part")
        try:
            save_run(unfinished, self.run)
            size = unfinished.stat().st_size
            with self.lease.writing():
                self.store.keep_checkpoint(self.id, self.run.step, unfinished)
                if self.run.step > self.from_step:
                    self.store.update(self.id, tries=0)  # it gets on, whoever died before
                kept = list(self.store.checkpoints(self.id))
                for step in {*kept} - {*thin(kept, min(MOST, BYTES // size))}:
                    self.store.drop_checkpoint(self.id, step)
        finally:
            unfinished.unlink(missing_ok=True)
        self.saved = time.monotonic()

    def answer(self) -> bool:
        """Do what was asked since the last flush; True when training must be taken up anew."""
        self.notice.check("this run trained")
        asked = self.requests()
        paused = self.run.step == self.pause_at
        changed = self.obey(asked) or paused
        if self.pause_at is not None and self.pause_at <= self.run.step:
            raise Leave("pause")
        return changed

    def requests(self) -> list[tuple[str, float | None]]:
        """What was asked since the last time, of whoever holds the run."""
        if not self.store.asked(self.id):
            return []  # nine times of ten: it takes no lock to see that
        with self.lease.writing():
            return self.store.take_requests(self.id)

    def add_epoch(self, figures: EpochFigures) -> None:
        with self.lease.writing():
            self.store.add_epoch(self.id, figures)

    def add_looks(self, event: Epoch) -> None:
        for part, seen in (("training", event.training), ("test", event.test)):
            if seen is not None:
                look = Look(event.step, event.epoch, part, seen.loss, seen.accuracy, event.penalty)
                with self.lease.writing():
                    self.store.add_look(self.id, look)

    def obey(self, asked) -> bool:
        for word, number in asked:
            match word:
                case "stop":
                    raise Leave("stop")
                case "yield":
                    raise Leave("yield")
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
        with self.lease.writing():
            self.store.add_mark(self.id, self.run.step, f"learning rate {old:g} → {rate:g}")
        self.checkpoint()  # from here on the run is another one: a resume must know the new rate

    def end(self, event: str, message: str) -> None:
        """Leave the run in the store as it is to be found."""
        self.flush()
        if event != "diverge":
            self.checkpoint()
        if EVENTS[event].after in ENDED:
            self.tidy()
        self.lease.move(event, f"{message} {self.elsewhere}".strip())

    def tidy(self) -> None:
        """Join what was written in small pieces: nothing more comes."""
        for name in self.store.series(self.id):
            with self.lease.writing():
                self.store.compact(self.id, name)
        with self.lease.writing():
            self.store.thin(self.id)


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


def serve() -> None:
    """Train the runs that the server names, one after the other, until it is gone or something went wrong: who meets
    a fault leaves, and a new process takes the next run."""
    notice, shelf = listen(), Shelf()
    if hasattr(os, "nice"):
        os.nice(5)  # pages answer first
    memory.keep()
    np.seterr(all="ignore")  # a loss that is no number is an event of its own
    given = notice.next_run(0.05)
    if given is None:  # nobody waits: there is time to load what most runs ask for
        shelf.digits_of(Config(), lambda: to_learn_from(Config()))
    say("")
    while given != [] and not notice.who:
        if given:
            run, token = given
            if not main(run, token, notice, shelf):
                return
            say(token)
        given = notice.next_run(IDLE)
        if given is None:
            shelf.clear()


def say(token: str) -> None:
    """Tell the engine that this process is free again, after the run of this token."""
    with suppress(OSError):  # nobody listens any more
        os.write(1, f"{token}\n".encode())


def main(run_id: str, token: str | None, notice: Notice, shelf: Shelf | None = None) -> bool:
    """Train the run and leave an honest status, whatever happens; whether this process can train another."""
    with open_store(patience=LOCKED) as store:
        lease = Lease(store, run_id, token)
        try:
            with lease.renewed():
                hold(lease, notice, shelf)
            return True
        except Lost:  # what it would say is no longer its to say
            return True
        except DataError as error:
            lease.move("fail", str(error))
        except MemoryError:
            lease.move("fail", "There is not enough memory for this network. Make a layer or the batch smaller.")
        except (OSError, sqlite3.Error) as error:
            lease.move("fail", sentence(error, store.folder))
        except Exception as error:
            traceback.print_exc()
            lease.move("fail", f"Training stopped because of a fault in Chainrule ({type(error).__name__}).")
    return False


def hold(lease: Lease, notice: Notice, shelf: Shelf | None) -> None:
    """Train the run that is held, to an end that is an event of its states."""
    try:
        worker = Worker(lease, notice, shelf)
    except Leave as leave:  # before its first step
        lease.move(leave.event, leave.message)
        return
    try:
        worker.work()
    except Leave as leave:
        worker.end(leave.event, leave.message)


if __name__ == "__main__":
    try:
        serve()
    except StoreError as error:  # not even its end could be written down
        print(error, file=sys.stderr)
        sys.exit(UNWRITTEN)
