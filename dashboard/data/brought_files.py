"""Files that people bring together: an archive is the files in it, and where a file says what it shows, it is heard.

3/anna.png  three/anna.png     the folder says it
3-anna.png  3_anna.png         the name begins with it
"""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import PurePosixPath

from core.datasets import DataError
from dashboard.data.folders import is_litter
from dashboard.data.picture import KINDS

IN_ARCHIVE = 400  # files
UNPACKED = 100_000_000  # bytes of them
Files = Sequence[tuple[str, bytes]]


def unpacked(files: Files) -> list[tuple[str, bytes]]:
    """The files, each archive replaced by the images in it under their paths. Raises DataError."""
    found: list[tuple[str, bytes]] = []
    for name, content in files:
        found += _members(name, content) if name.lower().endswith(".zip") else [(name, content)]
    return found


def _members(name, content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            images = [info for info in archive.infolist() if _is_image(info.filename)]
            if len(images) > IN_ARCHIVE:
                raise DataError(f"{name} holds {len(images):,} images; {IN_ARCHIVE} in one archive are the limit.")
            if sum(info.file_size for info in images) > UNPACKED:
                raise DataError(f"{name} unpacks to more than {UNPACKED // 1_000_000} MB.")
            found = [(info.filename, archive.open(info).read(info.file_size)) for info in images]
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(f"{name} is not a .zip archive that can be read, or it is damaged.") from None
    if not found:
        raise DataError(f"{name} holds no images (PNG, JPEG …).")
    return found


def _is_image(path):
    inside = PurePosixPath(path)
    return inside.suffix.lower() in KINDS and not is_litter(inside.name) and "__MACOSX" not in inside.parts


def label_of(path: str, names: Sequence[str]) -> int | None:
    """The class that the folder or the beginning of its name says, or None."""
    inside = PurePosixPath(path.replace("\\", "/"))
    classes = {name.lower(): k for k, name in enumerate(names)} | {str(k): k for k in range(len(names))}
    if inside.parent.name.lower() in classes:
        return classes[inside.parent.name.lower()]
    begins = re.match(r"([^\W_]+)[-_ ]", inside.name)
    return classes.get(begins[1].lower()) if begins else None
