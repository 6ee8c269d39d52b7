"""Who takes how much of a server: runs, places and bytes, browser by browser."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.runs.admission import bytes_by_run, bytes_by_session
from dashboard.runs.store import ACTIVE, ENDED, Record, Store


@dataclass(frozen=True)
class Share:
    """What the runs of one browser take."""

    session: str
    runs: int
    training: int
    waiting: int  # in line, or paused
    kept: int
    size: int  # bytes of checkpoints and curves
    last: float  # when it asked for a run or one of them was heard of, seconds since 1970


def shares(store: Store) -> list[Share]:
    """Those of every browser that has runs or left files, the largest first."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in store.records():
        found[record.session].append(record)
    sizes = bytes_by_session(store, bytes_by_run(store))
    every = [share(session, found[session], sizes[session]) for session in {*found, *sizes}]
    return sorted(every, key=lambda one: (-one.size, one.session))


def share(session: str, records: Sequence[Record], size: int) -> Share:
    training = sum(record.status in ACTIVE for record in records)
    ended = sum(record.status in ENDED for record in records)
    return Share(
        session,
        len(records),
        training,
        len(records) - training - ended,
        sum(bool(record.kept) for record in records),
        size,
        max((max(record.created, record.heartbeat) for record in records), default=0.0),
    )
