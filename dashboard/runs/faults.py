"""A fault of the store or of its disk is one sentence, whatever raised it."""

from pathlib import Path

from dashboard.runs.who_writes import Writer, who_writes
from dashboard.shared.refusal import Refusal


class StoreError(Refusal):
    """The store cannot be read or written. The message is a sentence for a person."""


def sentence(error: Exception, folder: Path) -> str:
    """What went wrong with the store, and what to do."""
    words = str(error).lower()
    if "full" in words or getattr(error, "errno", None) == 28:
        return f"The disk that holds {folder} is full. Free some space, then try again."
    if "locked" in words or "busy" in words:
        return busy(who_writes(folder))
    written = ("readonly", "read-only", "unable to open")
    if isinstance(error, PermissionError) or any(word in words for word in written):
        return f"The folder {folder} cannot be written. Allow it, or set CHAINRULE_HOME to a folder that can."
    if "does not answer" in words:
        return f"The store of runs cannot be reached: {error}. Try again in a moment."
    if "not a database" in words or "malformed" in words:
        return (
            f"The store of runs in {folder} is damaged. Move runs.sqlite away and restart; the checkpoints beside "
            "it stay."
        )
    return f"The store of runs in {folder} cannot be used: {error}."


def busy(other: Writer | None) -> str:
    """Who keeps the store from being written, and what to do."""
    if other is not None and other.stopped:
        return (
            f"The store of runs is busy: process {other.pid} was stopped while it wrote, so this could not be written. "
            f"Let that process go on (kill -CONT {other.pid}) or end it, then try again."
        )
    who = "another program" if other is None else f"another program, process {other.pid},"
    return (
        f"The store of runs is busy: {who} is writing to it, so this could not be written. Try again in a moment; if "
        "it stays so, close that program."
    )
