"""Where no log can be had, a journal is kept: what stood in the store before a change, to be put back if it breaks off.

With its log (WAL) SQLite lets people read while somebody writes. It needs memory that every process shares, and a file
system of another machine, as a home on NFS is, gives none.
"""

import os
import sqlite3
from pathlib import Path

import psutil

REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "afs", "ceph", "lustre", "gpfs", "beegfs", "9p", "webdav"}
REMOTE |= {f"fuse.{name}" for name in ("sshfs", "glusterfs", "ceph", "s3fs", "rclone", "davfs")}


def choose(connection: sqlite3.Connection, folder: Path) -> None:
    """Take the log where it can be had, and a journal elsewhere."""
    if not is_remote(folder):
        connection.execute("PRAGMA journal_mode = WAL")  # where SQLite itself sees that it cannot, all stays as it was
    elif has_log(connection):
        connection.execute("PRAGMA journal_mode = DELETE")


def has_log(connection: sqlite3.Connection) -> bool:
    """Whether the store has a log, so that who reads keeps nobody from writing."""
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return mode == "wal"


def be_safe(connection: sqlite3.Connection) -> None:
    """Let a power cut lose the last moments at most, never the file: a journal has to be on the disk for that, a log
    need not."""
    connection.execute(f"PRAGMA synchronous = {'NORMAL' if has_log(connection) else 'FULL'}")


def is_remote(folder: Path) -> bool:
    """Whether another machine keeps the folder."""
    path = os.path.realpath(folder)
    mounted = [part for part in psutil.disk_partitions(all=True) if _holds(part.mountpoint, path)]
    if not mounted:
        return False
    *_, last = sorted(mounted, key=lambda part: len(part.mountpoint))  # of two at one place, the later one is seen
    return last.fstype.lower() in REMOTE or "remote" in last.opts.split(",")  # the second is how Windows says it


def _holds(mountpoint: str, path: str) -> bool:
    place = os.path.normcase(mountpoint).rstrip(os.sep)
    return f"{os.path.normcase(path)}{os.sep}".startswith(f"{place}{os.sep}")
