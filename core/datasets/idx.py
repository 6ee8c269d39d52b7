"""IDX, the file format of MNIST: four bytes of kind, the sizes as big-endian integers, the data.

Described by LeCun, Cortes and Burges on the MNIST page. Files may be gzipped.
"""

import gzip
import hashlib
import zlib
from pathlib import Path

import numpy as np


class DataError(ValueError):
    """A file that cannot be used as data. The message is a sentence for a person."""


def read_idx(path: Path, sha256: str | None = None, limit: int = 200_000_000):
    """The array of unsigned bytes in an IDX file, gzipped or not.

    `sha256` is the expected hash of the uncompressed bytes. Raises DataError, naming the file,
    when it is missing, truncated, damaged, not IDX, or larger than `limit` bytes.
    """
    raw = _uncompressed(path, limit)
    if sha256 is not None and hashlib.sha256(raw).hexdigest() != sha256:
        raise DataError(
            f"{path.name} is not the file it should be: its SHA-256 differs. Reinstall Chainrule to restore it."
        )
    if len(raw) < 4 or raw[:2] != b"\0\0":
        raise DataError(f"{path.name} is not an IDX file: it does not start with two zero bytes.")
    kind, axes = raw[2], raw[3]
    if kind != 0x08:
        raise DataError(f"{path.name} holds numbers of kind 0x{kind:02x}; only unsigned bytes (0x08) are read here.")
    header = 4 + 4 * axes
    if axes == 0 or len(raw) < header:
        raise DataError(f"{path.name} ends inside its header; it is truncated.")
    shape = np.frombuffer(raw, ">u4", axes, 4).astype(int)
    expected = header + int(np.prod(shape, dtype=object))
    if len(raw) != expected:
        what = "truncated" if len(raw) < expected else "too long"
        raise DataError(f"{path.name} should hold {expected:,} bytes and holds {len(raw):,}; it is {what}.")
    return np.frombuffer(raw, np.uint8, offset=header).reshape(shape)


def _uncompressed(path, limit):
    try:
        with open(path, "rb") as file:
            zipped = file.read(2) == b"\x1f\x8b"
        with gzip.open(path) if zipped else open(path, "rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError:
        raise DataError(f"{path.name} is missing. It should be in {path.parent}.") from None
    except EOFError:
        raise DataError(f"{path.name} is truncated: it ends before its data does.") from None
    except (zlib.error, gzip.BadGzipFile):
        raise DataError(f"{path.name} is damaged: it cannot be unzipped.") from None
    except OSError as error:
        raise DataError(f"{path.name} cannot be read: {error.strerror}.") from None
    if len(raw) > limit:
        raise DataError(f"{path.name} holds more than {limit:,} bytes; that is larger than any file of digits.")
    return raw
