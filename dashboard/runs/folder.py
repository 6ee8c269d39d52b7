"""Runs are kept where the platform keeps a person's data, or where CHAINRULE_HOME says."""

import os
from pathlib import Path

from platformdirs import user_data_path


def home() -> Path:
    """The folder of the store and its checkpoints; made by the first who opens the store."""
    chosen = os.environ.get("CHAINRULE_HOME")
    return Path(chosen).expanduser() if chosen else user_data_path("chainrule", appauthor=False)


def data_folder() -> Path:
    """Where the files of sets that do not come with the package are looked for."""
    return home() / "data"
