"""The header of a store is read without taking anybody's lock away."""

import os
import sqlite3
import sys
from pathlib import Path

import pytest

from dashboard.runs import header as module
from dashboard.runs.header import header
from dashboard.runs.schema import FILE
from dashboard.runs.store import open_store


def test_the_mark_is_that_of_the_file(tmp_path):
    with open_store(tmp_path) as store:
        store.connection.execute("PRAGMA application_id = 77")
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert store.header.mark() == 77
        store.header.write_mark(2**31 - 1)
        assert store.header.mark() == 2**31 - 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists who has a lock")
def test_locks_of_others_in_this_process_stay(tmp_path):
    """Another process would take the store for one that nobody has open, and delete its log."""
    with open_store(tmp_path) as store:
        store.record("")
        with open_store(tmp_path) as other:
            other.record("")
            with header(tmp_path / FILE):
                pass
        mine = f":{os.stat(tmp_path / FILE).st_ino} "
        assert mine in Path("/proc/locks").read_text()


def test_a_header_is_closed_after_the_last_who_has_it_open(tmp_path):
    with open_store(tmp_path) as one:
        with open_store(tmp_path) as other:
            assert other.header is one.header
            assert one.header.users == 2
        assert one.header.mark() == 0
        file = one.header.file
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(file)
    assert one.header.identity not in module._headers


def test_of_a_file_that_was_replaced_the_new_one_is_read(tmp_path):
    with open_store(tmp_path) as store:
        os.replace(tmp_path / FILE, tmp_path / "moved")
        sqlite3.connect(tmp_path / FILE).close()
        (tmp_path / FILE).touch()
        with header(tmp_path / FILE) as new:
            assert new.identity != store.header.identity
