"""A run belongs to the browser that asked for it; others may look."""

from dashboard.runs.store import Record, Store
from dashboard.shared.session import asked_here, mine

NOT_YOURS = (
    "Another browser started this run, so only that browser can stop, rename or delete it. "
    "You can look at all of it, take it along, fork it, and train the same settings."
)


def is_mine(record: Record) -> bool:
    """Whether this browser may change the run: it asked for it, or nobody knows who did."""
    return mine(record.session)


def my_runs(store: Store) -> list[Record]:
    """The runs that this browser asked for, the newest first."""
    return [record for record in store.records() if asked_here(record.session)]
