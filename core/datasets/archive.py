"""The arrays of an `.npz`, known by their headers before a byte of them is unpacked.

A small file can unpack to any size. So the directory of the archive is bounded before it is read, and an array is read
only once its dtype and shape are those that were expected, into memory of that size and no more. Every `.npz` is read
here: checkpoints, weights, images, and passes that somebody brought.
"""

import struct
import zipfile
from math import prod
from typing import Any, BinaryIO

import numpy as np

END, MARK = struct.Struct("<4s4H2LH"), b"PK\x05\x06"  # of an archive without a comment, which NumPy does not write
MEMBERS, DIRECTORY, TEXT = 4_096, 1_000_000, 1_000_000  # members and bytes at most
CHUNK = 1_000_000  # bytes unpacked at once


class Refused(ValueError):
    """What is not read, though NumPy wrote it. The message goes on where the name of the file ends."""


class Archive:
    """An `.npz` opened for reading. Raises ValueError for what NumPy would not have written, and, if it is not to have
    `any_order`, for arrays that are stored column by column, as Chainrule stores none."""

    def __init__(self, raw: BinaryIO, any_order: bool = False):
        raw.seek(0, 2)
        size = raw.tell()
        raw.seek(max(0, size - END.size))
        end = raw.read(END.size)
        if len(end) < END.size:
            raise ValueError("too short for a directory")
        mark, _, _, _, members, directory, start, comment = END.unpack(end)
        if mark != MARK or comment or members > MEMBERS or directory > DIRECTORY:
            raise ValueError("no directory of an archive")
        if start + directory + END.size != size:  # another directory would be read, of a length not yet known
            raise ValueError("something lies behind the directory")
        self.zipped, self.any_order = zipfile.ZipFile(raw), any_order

    def names(self) -> list[str]:
        """The names of the members that are arrays."""
        return [name.removesuffix(".npy") for name in self.zipped.namelist() if name.endswith(".npy")]

    def others(self) -> list[str]:
        """The names of those that are none."""
        return [name for name in self.zipped.namelist() if not name.endswith(".npy")]

    def kinds(self, unpacked: int) -> dict[str, tuple[np.dtype, tuple[int, ...]]]:
        """The dtype and shape of every member. Raises Refused where all together would take more than `unpacked`
        bytes."""
        size = sum(info.file_size for info in self.zipped.infolist())
        if size > unpacked:
            raise Refused(f"unpacks to {size:,} bytes; the limit is {unpacked:,}.")
        return {name: self._kind(name) for name in self.names()}

    def text(self, name: str) -> str:
        """The one string of a member."""
        with self._member(name) as (file, dtype, shape, _, left):
            if shape != () or not dtype.str.startswith("<U") or left != dtype.itemsize or left > TEXT:
                raise ValueError(f"{name} is no string")
            return file.read(left).decode("utf-32-le")

    def kind(self, name: str) -> tuple[np.dtype, tuple[int, ...]]:
        """The dtype and shape of a member. Raises Refused for Python objects."""
        dtype, shape = self._kind(name)
        _refuse_objects(name, dtype)
        return dtype, shape

    def _kind(self, name):
        with self._member(name) as (_, dtype, shape, _, left):
            if not dtype.hasobject and left != dtype.itemsize * prod(shape):
                raise ValueError(f"{name} does not have the length of its shape")
            return dtype, shape

    def array(self, name: str) -> Any:
        """A member whose `kind` was found right. Raises Refused for Python objects."""
        with self._member(name) as (file, dtype, shape, order, left):
            _refuse_objects(name, dtype)
            array = np.empty(shape, dtype, order)
            content = array.reshape(-1, order="A").view(np.uint8)
            for start in range(0, left, CHUNK):
                part = file.read(min(CHUNK, left - start))
                content[start : start + CHUNK] = np.frombuffer(part, np.uint8)  # too few of them raise ValueError
            if file.read(1):  # at the end of a member its checksum is compared
                raise ValueError(f"{name} goes on")
            return array

    def _member(self, name):
        return _Member(self.zipped, f"{name}.npy", self.any_order)


def _refuse_objects(name: str, dtype: np.dtype) -> None:
    if dtype.hasobject:
        raise Refused(
            f"holds Python objects under {name[:40]}, which are never unpacked. Save plain numbers: np.array(labels, "
            "dtype=int). A list of arrays of different shapes becomes such an object, too."
        )


class _Member:
    """A member opened behind its `.npy` header, with what that says and the bytes that are left."""

    def __init__(self, zipped, name, any_order):
        self.info, self.file, self.any_order = zipped.getinfo(name), zipped.open(name), any_order

    def __enter__(self):
        try:
            if np.lib.format.read_magic(self.file) != (1, 0):
                raise ValueError("a header of another version")
            shape, fortran, dtype = np.lib.format.read_array_header_1_0(self.file)
            if fortran and len(shape) > 1 and not self.any_order:
                raise ValueError("no array that was saved here")
            return self.file, dtype, shape, "F" if fortran else "C", self.info.file_size - self.file.tell()
        except BaseException:
            self.file.close()
            raise

    def __exit__(self, *_):
        self.file.close()
