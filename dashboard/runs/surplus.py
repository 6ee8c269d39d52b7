"""Of the runs that have ended a server keeps so many; the others go, and whose they are is told before.

Nothing goes that somebody named, noted something about or keeps, and no run of a sweep before all of it has ended: then
the sweep goes as a whole. A run that has not ended never goes.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from dashboard.runs.limits import Limits
from dashboard.runs.store import ENDED, Record, StoreError
from dashboard.runs.sweeping import name_of_cell

SOON = 0.9  # of the runs that there may be: from here on it is told which go next


def surplus(records: Sequence[Record], most: int, spared: Collection[str] = ()) -> list[Record]:
    """Those of all runs, newest first, that go so that `most` which have ended stay: the oldest of whoever has most.
    Runs with these ids stay: a class has them on its board."""
    records = [record for record in records if record.id not in spared]
    ended = [record for record in records if record.status in ENDED]
    stays = {record.sweep for record in records if record.sweep and (record not in ended or is_wanted(record))}
    newer = Counter[str]()  # runs of the same browser
    ranked = []
    for record in ended:
        ranked.append((newer[record.session], record))
        newer[record.session] += 1
    going = [record for _, record in sorted(ranked, key=lambda entry: entry[0])[most:]]
    going = [record for record in going if not is_wanted(record) and record.sweep not in stays]
    whole = {record.sweep for record in going if record.sweep}
    return going + [record for record in ended if record.sweep in whole and record not in going]


def is_wanted(record: Record) -> bool:
    """Whether a person has said that a run matters: by keeping it, a name or a note."""
    return bool(record.kept or record.note.strip() or (record.name.strip() and record.name != own_name(record)))


def own_name(record: Record) -> str:
    """What a run of a sweep is called before a person calls it something else."""
    try:
        return name_of_cell(record)
    except StoreError:
        return record.name


def going_next(records: Sequence[Record], spared: Collection[str] = ()) -> list[Record]:
    """The runs that go once some more have ended, where there are nearly as many as the owner allows."""
    most = Limits.from_environment().runs
    return surplus(records, int(SOON * most), spared)
