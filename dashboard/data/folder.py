"""Runs are kept where the platform keeps a person's data, downloads in its cache; or both where CHAINRULE_HOME says."""

import os
from pathlib import Path

from platformdirs import user_cache_path, user_data_path


def home() -> Path:
    """The folder of the store and its checkpoints; made by the first who opens the store."""
    return _chosen() or user_data_path("chainrule", appauthor=False)


def data_folder() -> Path:
    """Where the files of sets that do not come with the package are looked for."""
    return (_chosen() or user_cache_path("chainrule", appauthor=False)) / "data"


def _chosen() -> Path | None:
    chosen = os.environ.get("CHAINRULE_HOME")
    return Path(chosen).expanduser() if chosen else None
