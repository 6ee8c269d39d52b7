"""A fair line: who has fewest runs under way or ahead goes first, then who came first."""

from collections import Counter
from collections.abc import Iterable

from dashboard.runs.store import Record


def line_up(queued: Iterable[Record], active: Iterable[Record]) -> list[Record]:
    """`queued` in the order in which they will start.

    Thirty students with one run each do not wait for the one who asked for a sweep of a hundred.
    """
    turns = Counter(record.session for record in active)
    ranked = []
    for record in sorted(queued, key=lambda record: record.created):
        ranked.append((turns[record.session], record.created, record))
        turns[record.session] += 1
    return [record for *_, record in sorted(ranked, key=lambda entry: entry[:2])]
