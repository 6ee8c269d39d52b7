"""A fault of the store or of its disk is one sentence, whatever raised it."""

from pathlib import Path

from dashboard.shared.refusal import Refusal


class StoreError(Refusal):
    """The store cannot be read or written. The message is a sentence for a person."""


def sentence(error: Exception, folder: Path) -> str:
    """What went wrong with the store, and what to do."""
    words = str(error).lower()
    if "full" in words or getattr(error, "errno", None) == 28:
        return f"The disk that holds {folder} is full. Free some space, then try again."
    if "locked" in words or "busy" in words:
        return (
            "The store of runs is busy: another program is writing to it, so this could not be written. Try again in a "
            "moment; if it stays so, close that program."
        )
    written = ("readonly", "read-only", "unable to open")
    if isinstance(error, PermissionError) or any(word in words for word in written):
        return f"The folder {folder} cannot be written. Allow it, or set CHAINRULE_HOME to a folder that can."
    if "not a database" in words or "malformed" in words:
        return (
            f"The store of runs in {folder} is damaged. Move runs.sqlite away and restart; the checkpoints beside "
            "it stay."
        )
    return f"The store of runs in {folder} cannot be used: {error}."
