"""Runs are kept where the platform keeps a person's data, downloads in its cache; or both where CHAINRULE_HOME says."""

import os
import re
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

INSTALLED = Path(__file__).parents[2]


def home() -> Path:
    """The folder of the store and its checkpoints; made by the first who opens the store."""
    return _chosen() or user_data_path("chainrule", appauthor=False)


def data_folder() -> Path:
    """Where the files of sets that do not come with the package are looked for."""
    return (_chosen() or user_cache_path("chainrule", appauthor=False)) / "data"


def without_folders(text: str) -> str:
    """A sentence for a student: where it names a place in these folders, it says which folder that is, not where."""
    places = {data_folder(): "the data folder of this server", home(): "the folder of this server"}
    for folder, name in (places | {INSTALLED: "the folder of Chainrule"}).items():

        def told(found: re.Match, name: str = name) -> str:
            inside = f"{found['inside'][1:]} in {name}" if found["inside"] else name
            return inside[0].upper() + inside[1:] if found["begins"] == "The folder " else inside

        place = rf"(?P<begins>[Tt]he folder )?{re.escape(str(folder))}(?P<inside>(?:[/\\][\w.-]*\w)*)"
        text = re.sub(place, told, text)
    return text


def _chosen() -> Path | None:
    chosen = os.environ.get("CHAINRULE_HOME")
    return Path(chosen).expanduser() if chosen else None
