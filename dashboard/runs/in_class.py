"""A run that a student started since they joined is one of their class: the teacher says what may be started, and it
stays for as long as the class does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from core.config import Config
from dashboard.runs.states import ACTIVE
from dashboard.runs.store import Store
from dashboard.shared.numbers import counted


@dataclass(frozen=True)
class Allowed:
    """What a student of a class may start; 0 leaves it to the server."""

    parameters: int = 0
    epochs: int = 0
    together: int = 0  # runs of one student that wait or train


def class_of(store: Store, browser: str) -> tuple[str, Allowed] | None:
    """The class that this browser joined last, by its code, and what a student may start there."""
    row = store.connection.execute(
        "SELECT code, allowed FROM students JOIN classes ON code = class WHERE browser = ? "
        "ORDER BY students.joined DESC, students.id DESC LIMIT 1",
        (browser,),
    ).fetchone()
    return (row[0], Allowed(**json.loads(row[1]))) if row else None


def on_boards(store: Store, code: str | None = None) -> set[str]:
    """The ids of the runs on the board of a class, or of any."""
    found = store.connection.execute(
        "SELECT runs.id FROM runs JOIN students ON students.browser = runs.session AND runs.created >= students.joined "
        "WHERE students.class = coalesce(?, students.class)",
        (code,),
    )
    return {run for (run,) in found}


def objection(store: Store, browser: str, configs: Sequence[Config]) -> str:
    """Why the teacher of the class that this browser is in does not allow runs with these settings, or nothing."""
    found = class_of(store, browser)
    if found is None or not configs:
        return ""
    _, allowed = found
    size = max(config.build_network().size for config in configs)
    epochs = max(config.epochs for config in configs)
    if allowed.parameters and size > allowed.parameters:
        return (
            f"Your teacher allows networks of up to {allowed.parameters:,} parameters; this one has {size:,}. Make a "
            "layer smaller."
        )
    if allowed.epochs and epochs > allowed.epochs:
        return f"Your teacher allows up to {counted(allowed.epochs, 'epoch')}; these are {epochs:,}."
    under_way = sum(record.session == browser for record in store.records("queued", *ACTIVE))
    if allowed.together and under_way + len(configs) > allowed.together:
        return f"Your teacher allows {counted(allowed.together, 'run')} at once. Wait for one to end, or stop it."
    return ""
