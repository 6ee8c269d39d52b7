"""A run belongs to the browser that asked for it; others may look."""

import hashlib
from collections.abc import Iterable

from dashboard.runs.store import Record
from dashboard.shared.session import asked_here, askers, mine

NOT_YOURS = (
    "Another browser started this run, so only that browser can stop, rename or delete it. "
    "You can look at all of it, take it along, fork it, and train the same settings."
)


def is_mine(record: Record) -> bool:
    """Whether this browser may change the run: it asked for it, or nobody knows who did."""
    return mine(record.session)


def my_runs(records: Iterable[Record]) -> list[Record]:
    """Those of these runs that this browser asked for, in their order."""
    here = askers()
    return [record for record in records if record.session in here]


def who(session: str) -> str:
    """Who asked for a run, as everybody may know it: a browser's own name is a secret, and this does not tell it."""
    if not session:
        return "–"
    return "you" if asked_here(session) else f"browser {hashlib.sha256(session.encode()).hexdigest()[:4]}"
