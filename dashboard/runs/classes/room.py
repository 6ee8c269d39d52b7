"""The runs of a class are those that its students started since they joined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.config import Config
from dashboard.runs.classes.classes import Student, students
from dashboard.runs.states import ACTIVE
from dashboard.runs.store import Record, Store, StoreError


@dataclass(frozen=True)
class Row:
    """A run of the room."""

    student: Student
    record: Record
    best: float | None  # the highest accuracy on the digits held back, a share
    parameters: int | None


def runs_of(store: Store, code: str) -> list[Row]:
    """Every run of the class, the best first; those that have none yet come last, the newest first."""
    whose = {one.browser: one for one in students(store, code)}
    found = [
        (whose[record.session], record)
        for record in store.records()
        if record.session in whose and record.created >= whose[record.session].joined
    ]
    best = _best(store, [record.id for _, record in found])
    rows = [Row(student, record, best.get(record.id), _size(record)) for student, record in found]
    return sorted(rows, key=lambda row: -1.0 if row.best is None else row.best, reverse=True)


def _best(store: Store, runs: Sequence[str]) -> dict[str, float]:
    best: dict[str, float] = {}
    for start in range(0, len(runs), 500):
        some = runs[start : start + 500]
        marks = ", ".join("?" * len(some))
        query = f"SELECT run, max(accuracy) FROM epochs WHERE run IN ({marks}) AND accuracy IS NOT NULL GROUP BY run"  # noqa: S608
        best |= dict(store.connection.execute(query, some))
    return best


def _size(record: Record) -> int | None:
    try:
        return record.settings.build_network().size
    except (StoreError, ValueError):
        return None


def delete_runs(store: Store, code: str) -> int:
    """Delete the runs of a class; how many there were."""
    found = runs_of(store, code)
    for row in found:
        store.delete(row.record.id)
    return len(found)


def stop(store: Store, record: Record) -> None:
    """Take a run out of the line, or ask its worker to save it and leave."""
    if not store.move(record.id, "leave") and record.status in ACTIVE:
        store.ask(record.id, "stop")


def _counts(record: Record, counts: Callable[[Config], bool]) -> bool:
    try:
        return counts(record.settings)
    except StoreError:  # of another version
        return counts is bool


def best_of(store: Store, browser: str, parameters: int = 0, counts: Callable[[Config], bool] = bool) -> float:
    """The highest accuracy on the digits held back that a run of this browser has, of those with at most so many
    parameters and settings that count; 0 where there is none."""
    own = [record for record in store.records() if record.session == browser]
    best = _best(store, [record.id for record in own])
    best = {record.id: best[record.id] for record in own if record.id in best and _counts(record, counts)}
    sizes = {record.id: _size(record) for record in own if record.id in best} if parameters else {}
    return max(
        (share for run, share in best.items() if not parameters or (sizes[run] or parameters + 1) <= parameters),
        default=0.0,
    )
