"""What a person asks of a run reaches its worker; a run that has none is put in line first, or is told without one."""

from dashboard.runs.admission import check_runs
from dashboard.runs.store import Store

WAKES = ("go", "step", "epoch")  # words for which a paused run needs a worker


def steer(store: Store, run: str, word: str, session: str, number: float | None = None) -> None:
    """Ask something of a run: pause, go, step, epoch, stop, rate. Raises StoreError where there is no room in line."""
    with store.transaction():
        record = store.record(run)
        status = record.status if record else ""
        if word == "stop" and store.move(run, "leave"):
            return
        if record and status == "paused" and word in WAKES:
            check_runs(store, session, [record.settings])
            store.move(run, "go on", record.message)
        store.ask(run, word, number)


def rate_asked(store: Store, run: str) -> float | None:
    """The learning rate that a worker will hear of when there is one again."""
    row = store.connection.execute(
        "SELECT number FROM requests WHERE run = ? AND word = 'rate' ORDER BY id DESC LIMIT 1", (run,)
    ).fetchone()
    return row[0] if row else None
