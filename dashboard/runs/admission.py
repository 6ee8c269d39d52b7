"""Every way in counts: a new run, a sweep, a fork, an import and a resumed run ask for room, of the server's owner and
of the teacher whose student asks.

They ask in the transaction that adds them: of a hundred who ask at once, each sees those before it. What takes long,
the size of every file, is asked before it where no bytes are added: nobody else can write meanwhile.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from core.config import Config
from dashboard.runs.in_class import class_of, on_boards
from dashboard.runs.in_class import objection as objection_of_teacher
from dashboard.runs.kept_images import ask_for_images
from dashboard.runs.limits import Limits, ask_for_space
from dashboard.runs.store import Store, StoreError
from dashboard.shared.numbers import counted

COPIED = "It was made at this step, but not all of its parent's history was copied: the server ended meanwhile."


@contextmanager
def room(store: Store, session: str, configs: Sequence[Config] = (), size: float = 0.0) -> Iterator[None]:
    """A transaction that puts runs with these settings in line, and adds so many bytes.

    Raises StoreError where there is no room for them, or where a teacher does not allow them.
    """
    check_bytes(store, session, size)
    with store.transaction():
        check_runs(store, session, configs)
        if size:
            check_bytes(store, session, size)
        yield


def check_runs(store: Store, session: str, configs: Sequence[Config]) -> None:
    """Raise StoreError where the line has no room for so many runs, or a teacher does not allow this browser one of
    them."""
    check_line(store, session, len(configs))
    if objection := objection_of_teacher(store, session, configs):
        raise StoreError(objection)


def check_line(store: Store, session: str, runs: int) -> None:
    """Raise StoreError where this browser, or all together, would have more runs in line than the owner allows."""
    limits = Limits.from_environment()
    queued = store.records("queued")
    waiting = sum(record.session == session for record in queued)
    if waiting + runs > limits.waiting:
        raise StoreError(
            f"You have {counted(waiting, 'run')} in line, and this server takes {limits.waiting} at most. Wait for "
            "some, or ask for fewer."
        )
    if len(queued) + runs > limits.line:
        are = "is" if len(queued) == 1 else "are"
        raise StoreError(
            f"{counted(len(queued), 'run')} of everybody {are} in line, and this server takes {limits.line:,} at most. "
            "Wait for some of them to start."
        )


def check_bytes(store: Store, session: str, size: float) -> None:
    """Raise StoreError where the runs of this browser, those of its class, or all together would take more bytes than
    the owner allows."""
    limits = Limits.from_environment()
    of_run = bytes_by_run(store)
    taken = bytes_by_session(store, of_run)
    if session and taken[session] + size > limits.browser:
        raise StoreError(
            f"Your runs take {taken[session] / 1e6:,.0f} MB, and this server gives a browser "
            f"{limits.browser / 1e6:,.0f} MB. Delete runs that you no longer need."
        )
    classmates = bytes_of_class(store, found[0], of_run) if (found := class_of(store, session)) else 0
    if found and classmates + size > limits.of_class:
        raise StoreError(
            f"The runs of your class take {classmates / 1e6:,.0f} MB, and this server gives a class "
            f"{limits.of_class / 1e6:,.0f} MB. Delete runs that you no longer need, or ask your teacher to."
        )
    if taken.total() + size > limits.server:
        raise StoreError(
            f"The runs on this server take {taken.total() / 1e6:,.0f} MB, and its owner allows "
            f"{limits.server / 1e6:,.0f} MB. Delete runs that you no longer need."
        )
    try:
        ask_for_space(store.folder, size)
    except OSError:
        raise StoreError(
            "The disk of this server is nearly full, so it takes no new runs. Delete runs that you no longer need."
        ) from None


def bytes_by_run(store: Store) -> Counter[str]:
    """What the checkpoints and curves of each run take, and images that runs learn from by their own names."""
    taken = Counter[str](
        dict(store.connection.execute("SELECT run, sum(length(points)) FROM curves GROUP BY run").fetchall())
    )
    return taken + store.bytes_of_files()


def bytes_by_session(store: Store, of_run: Mapping[str, int]) -> Counter[str]:
    """The same of each browser; what belongs to no run is nobody's."""
    whose = {record.id: record.session for record in store.records()}
    taken = Counter[str]()
    for run, size in of_run.items():
        taken[whose.get(run, "")] += size
    return taken


def bytes_of_class(store: Store, code: str, of_run: Mapping[str, int] | None = None) -> int:
    """What the runs on the board of a class take."""
    of_run = bytes_by_run(store) if of_run is None else of_run
    return sum(of_run.get(run, 0) for run in on_boards(store, code))


def admit(store: Store, config: Config, session: str, moment: Path, step: int, status: str, **columns) -> str:
    """Make a run of a file that holds its state at `step`, whole or not at all; its id. Raises StoreError.

    A run that has a `parent` begins with its history; while that is copied it is not in line yet. Should the server be
    killed at that moment, it stays as a run that was stopped there.
    """
    parent, run = columns.get("parent"), None
    begins = {"status": "stopped", "message": COPIED} if parent else {"status": status}
    try:
        with room(store, session, [config], moment.stat().st_size):
            run = store.submit(config, session, step=step, **begins, **columns)
            store.keep_checkpoint(run, step, moment)
        if parent:
            store.copy_history(parent, run, step)
            with store.transaction():
                check_runs(store, session, [config])  # others may have come meanwhile
                store.update(run, status=status, message="")
    except BaseException:
        if run is not None:
            with suppress(sqlite3.Error):  # what is left is a run that was stopped
                store.delete(run)
            store.checkpoint_path(run, step).unlink(missing_ok=True)
        raise
    return run


def keep(store: Store, run: str, session: str) -> None:
    """Keep a run however many there are. Raises StoreError where there is no room: nothing else takes it away again."""
    most = Limits.from_environment().kept
    with room(store, session):
        if sum(record.kept and record.session == session for record in store.records()) >= most:
            raise StoreError(
                f"You keep {counted(most, 'run')}, and this server lets a browser keep no more. Let go of another one "
                "first."
            )
        store.update(run, kept=1)


def resume(store: Store, run: str, session: str) -> bool:
    """Put a run that has ended in line again. Raises StoreError where there is no room, or where the images are missing
    that it learns from."""
    record = store.record(run)
    if record is None:
        return False
    ask_for_images(store.folder, record.settings)
    with room(store, session, [record.settings]):
        return store.move(run, "resume", tries=0)
