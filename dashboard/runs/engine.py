"""The engine gives the next run in line a place whenever one is free, lets long ones share theirs, and notices workers
that died.

It is a thread of the server. Pages do not call it: they write to the store and read from it. Engines of several servers
on one store agree by its rows alone: a run is one engine's, and then its worker's, for as long as the lease lasts.
"""

import os
import sys
import threading
import time
import traceback
from contextlib import suppress
from typing import Any

from dashboard.runs.cluster import SCHEME, WAITS, Cluster
from dashboard.runs.curves import BEHIND
from dashboard.runs.in_class import on_boards
from dashboard.runs.lease import RENEW
from dashboard.runs.limits import Limits
from dashboard.runs.line import gives_way, line_up
from dashboard.runs.overwritten import raise_mark
from dashboard.runs.pool import Given, Pool, last_words
from dashboard.runs.returning import Returning
from dashboard.runs.store import ACTIVE, ENDED, Record, Store, StoreError, open_store
from dashboard.runs.stuck import LOOK, Stuck
from dashboard.runs.surplus import surplus
from dashboard.runs.thinning import GRAIN
from dashboard.runs.watch import Watch
from dashboard.shared.folder import home

TIDY = 60.0  # seconds
TICK = 0.05  # seconds from Train until a worker hears of it, at most
SLICE = 5.0  # seconds of training after which a run gives its place to others that wait
SHORT = 1.0  # the same where one waits for its first step: a person looks on
LOOK_AGAIN = 0.5  # seconds between two looks at the runs that nobody trains any more
GRACE = 5.0  # seconds that a worker may take to save and leave
CLOSED = "The server was closed while this run trained, and its process did not save it in time."


class Engine(threading.Thread):
    """Owns the workers it started."""

    def __init__(self, pool: Any = None) -> None:
        """They are processes of this machine, unless there is another `pool` of them."""
        super().__init__(name="engine", daemon=True)
        self.closing = threading.Event()
        self.pool: Any = pool or Pool()
        self.watch = Watch()
        self.returning = Returning()
        self.limits = Limits.from_environment()
        self.tidied = self.looked = 0.0

    def run(self) -> None:
        threading.Thread(target=self.keep_writable, name="keep writable", daemon=True).start()
        back = False
        while not self.closing.is_set():
            try:
                with open_store() as store:
                    back = back or self.come_back(store)
                    while not store.replaced() and not self.closing.wait(TICK):
                        self.tick(store)
                        self.pool.fill(self.pool.places(self.limits))
            except StoreError as error:  # a page says so too; try again, it may pass
                print(error, file=sys.stderr)
                self.closing.wait(GRACE)
            except Exception:  # a fault of ours in one tick must not leave everybody in line for ever
                traceback.print_exc()
                self.closing.wait(GRACE)
        self.dismiss()

    def keep_writable(self) -> None:
        """See to it that no worker of ours which was stopped keeps the store locked; the engine itself may wait for
        it."""
        stuck = Stuck()
        while not self.closing.wait(LOOK):
            stuck.look(home(), self.pool.pids(), time.monotonic())

    def tick(self, store: Store) -> None:
        """Note who died, then fill the free places."""
        for child in list(self.pool.children):
            if end := child.end():
                gave_back = child.was_up and store.move(child.run, "give back", token=child.token)
                if child.run and end.event and not gave_back:
                    store.move(child.run, end.event, end.words, child.token)
                child.hang_up()  # once that is written: where it cannot be, the next tick tries again
                self.pool.children.remove(child)
            elif child.is_through:
                store.move(child.run, "die", last_words(0), child.token)  # which it still holds if it lost its words
                child.run = ""
            elif child.run:
                self.renew(store, child)
        self.watch.look(store)
        if time.monotonic() - self.looked > LOOK_AGAIN:
            self.looked = time.monotonic()
            self.returning.look(store)
        active = store.records(*ACTIVE)
        places = self.pool.places(self.limits)
        free = places - len(active)
        queued = store.records("queued")
        for record in queued if not places else ():
            if not record.message:
                store.update(record.id, message=WAITS)
        for record in line_up(queued, active)[: max(0, free)]:
            self.start_worker(store, record.id)
        if free <= 0 and queued:
            self.share(store, queued, active)

        if time.monotonic() - self.tidied > TIDY:
            self.tidied = time.monotonic()
            self.tidy(store)

    def renew(self, store: Store, child: Given) -> None:
        """Hold a run for a worker that is still coming up; once it has begun, that is its own business."""
        now = time.monotonic()
        if now - child.renewed > RENEW and now - child.started < child.patience:
            child.renewed = now
            record = store.record(child.run)
            if record and record.status == "starting":
                store.renew(child.run, child.token)

    def tidy(self, store: Store) -> None:
        """Delete the runs that are too many, and thin the curves of a run from before they were thinned."""
        if store.header:
            raise_mark(store.connection)
        records = store.records()
        self.clear(store, records)
        for record in (record for record in records if record.status in ENDED):
            if record.step >= 2 * BEHIND and not store.thinned_to(record.id, "loss", GRAIN):
                store.thin(record.id)
                break  # the next one in a minute: nobody shall wait for this

    def clear(self, store: Store, records: list[Record]) -> None:
        """Delete the runs that are too many: one after the other, a sweep as a whole, and others write in between."""
        too_many = lambda records: surplus(records, self.limits.runs, on_boards(store))  # noqa: E731
        for whole in dict.fromkeys(record.sweep or record.id for record in too_many(records)):
            with store.transaction():  # nobody can say now that they want it
                going = [run.id for run in too_many(store.records()) if (run.sweep or run.id) == whole]
                gone = [run for run in going if store.clear(run)]
            for run in gone:
                store.delete_files(run)

    def start_worker(self, store: Store, run: str) -> None:
        token = store.claim(run, self.pool.places(self.limits))
        if token is None:
            return  # another server on this store was quicker
        if (record := store.record(run)) and record.message == WAITS:
            store.update(run, message="")
        try:
            child = self.pool.free()
        except OSError as error:
            store.move(run, "fail", f"No process could be started for it: {error.strerror}.", token)
            return
        if where := child.where():
            store.update(run, **where)
        with suppress(OSError):  # it has ended since: the next tick sees that, and says so
            child.take(run, token)

    def share(self, store: Store, queued: list[Record], active: list[Record]) -> None:
        """Ask a run that had its place for long to give it to one that waits, where that would be its turn."""
        now, here = time.monotonic(), {record.id: record for record in active}
        long = SLICE if all(record.step for record in queued) else min(SHORT, SLICE)
        had = []
        for child in self.pool.busy():
            record = here.get(child.run)
            if child.asked:
                return  # one at a time: it is on its way out
            if record is None or not child.gets_on(record.step, now):
                continue
            if now - child.progressed > long and gives_way(record, queued, active, time.time()):
                had.append((child.progressed, child))
        if had:
            _, child = min(had, key=lambda entry: entry[0])
            child.asked = True
            store.ask(child.run, "yield")

    def come_back(self, store: Store) -> bool:
        """Put what trained when its server ended in line again; True, once that is done."""
        self.returning.look(store, settle=0.0)
        return True

    def dismiss(self) -> None:
        """Let every worker of this machine save its run and leave; none outlives the server."""
        held = self.pool.dismiss(GRACE)
        if not held:
            return
        try:
            with open_store() as store:
                for child in held:  # where it has not said so itself
                    store.move(child.run, "interrupt", CLOSED, child.token)
        except StoreError as error:
            print(error, file=sys.stderr)


_engines: list[Engine] = []  # at most one a server; a script that Streamlit runs again must find it


def start_up() -> None:
    """Start the engine of this process, once, unless another process on this store is to train."""
    chosen = os.environ.get("CHAINRULE_ENGINE", "here")
    if chosen == "none":
        return
    if not _engines or not _engines[0].is_alive():
        _engines[:] = [Engine(Cluster(chosen) if chosen.startswith(SCHEME) else None)]
        _engines[0].start()


def shut_down() -> None:
    """Stop the engine; its workers save and leave first."""
    for engine in _engines:
        engine.closing.set()
        engine.join(2 * GRACE)
    _engines.clear()
