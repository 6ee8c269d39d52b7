"""Images that runs learn from are kept beside the runs, each collection in a file that is called by its content."""

import time
from pathlib import Path

import numpy as np

from core.config import Config
from core.datasets import DataError, Digits, load
from core.datasets.archive import Archive
from core.datasets.collection import Collection, Named, learned
from core.storage import write_whole
from dashboard.data.downloads import Bar, fetch
from dashboard.runs.files import is_elsewhere
from dashboard.runs.store import Store, StoreError, open_store
from dashboard.shared.folder import data_folder, home

IMAGES = "images"  # a folder of the home
UNUSED = 24 * 3600.0  # seconds that a collection stays which no run names: time enough to fill in a form


def place(folder: Path, sha256: str) -> Path:
    return folder / IMAGES / f"{sha256}.npz"


def keep_images(folder: Path, own: Collection) -> None:
    """Keep a collection in the folder of the store, where a worker finds it."""
    path = place(folder, own.sha256)
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        write_whole(path, lambda file: np.savez_compressed(file, levels=own.levels, labels=own.labels))
    path.touch()
    if is_elsewhere():
        with open_store(folder) as store:
            store.share(f"{IMAGES}/{path.name}", path)


def is_here(folder: Path, config: Config) -> bool:
    """Whether the images that a run learns from are in the folder; those of another host are brought there first."""
    path = place(folder, Named.read(config.own).sha256)
    if not path.exists() and is_elsewhere():
        with open_store(folder) as store:
            store.bring(f"{IMAGES}/{path.name}", path)
    return path.exists()


def find_images(folder: Path, config: Config) -> Collection | None:
    """The images of one's own that a run learns from, or None where it needs none or they are not here."""
    if not config.own or not is_here(folder, config):
        return None
    try:
        with open(place(folder, Named.read(config.own).sha256), "rb") as raw:
            archive, count = Archive(raw), Named.read(config.own).size
            for name, shape in (("levels", (count, 784)), ("labels", (count,))):
                if archive.kind(name) != (np.dtype(np.uint8), shape):
                    raise ValueError(name)
            return Collection(archive.array("levels"), archive.array("labels"))
    except FileNotFoundError:
        return None
    except Exception:  # damage makes zipfile, zlib and NumPy raise a dozen kinds
        raise DataError("The images that this run learns from are damaged on this server: bring them again.") from None


def ask_for_images(folder: Path, config: Config) -> None:
    """Raise StoreError where a run would learn from images that are not here."""
    if config.own and not is_here(folder, config):
        raise StoreError(
            f"This run learns from images that are not on this server: {Named.read(config.own).said}. Bring them under "
            "“Yours” of any run and choose “Train on these”, and they are here again."
        )


def needed_images(folder: Path, config: Config) -> Collection | None:
    """The same; raises StoreError where they are needed and missing."""
    ask_for_images(folder, config)
    return find_images(folder, config)


def to_learn_from(config: Config, progress: bool | Bar = False) -> Digits:
    """The digits of a run with those that it learns from, one's own among them. Raises DataError."""
    return learned(load(config, fetch(config.data, data_folder(), progress)), config, find_images(home(), config))


def tidy(store: Store) -> None:
    """Delete the collections that no run names any more."""
    named = {word for record in store.records() for word in record.config.split()}
    for path in (store.folder / "images").glob("*"):
        if path.stem not in named and time.time() - path.stat().st_mtime > UNUSED:
            path.unlink(missing_ok=True)
    for name, written in store.shared(IMAGES) if is_elsewhere() else ():
        if Path(name).stem not in named and time.time() - written > UNUSED:
            store.unshare(name)
