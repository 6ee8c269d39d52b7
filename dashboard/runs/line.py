"""A fair line: who has fewest runs under way or ahead goes first, then who has waited longest.

A long run shares its place: once it had it for a slice of time, whoever would be next in line without it may go on.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.runs.store import Record


def line_up(queued: Iterable[Record], active: Iterable[Record]) -> list[Record]:
    """`queued` in the order in which they will start.

    Thirty students with one run each do not wait for the one who asked for a sweep of a hundred.
    """
    turns = Counter(record.session for record in active)
    ranked = []
    for record in sorted(queued, key=since):
        ranked.append((turns[record.session], since(record), record))
        turns[record.session] += 1
    return [record for *_, record in sorted(ranked, key=lambda entry: entry[:2])]


def since(record: Record) -> float:
    """When a run in line came, or gave its place away."""
    return max(record.created, record.heartbeat)


def gives_way(record: Record, queued: Sequence[Record], active: Iterable[Record], now: float) -> bool:
    """Whether another run would be the next if this one went to the end of the line `now`.

    Runs of one sweep do not take turns: all of them are wanted, and none sooner for it.
    """
    others = [one for one in active if one.id != record.id]
    first = line_up([*queued, replace(record, heartbeat=now)], others)[0]
    return first.id != record.id and not (record.sweep and first.sweep == record.sweep)
