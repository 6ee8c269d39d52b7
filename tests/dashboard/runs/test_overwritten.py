"""A store that another file was copied over is the other one from then on, for everybody who has it open."""

import shutil
import sqlite3
import threading
import time

import pytest

from core.config import Config
from dashboard.runs.engine import Engine
from dashboard.runs.lease import Lease, Lost
from dashboard.runs.overwritten import mark_of, raise_mark
from dashboard.runs.schema import FILE
from dashboard.runs.store import StoreError, open_store

CONFIG = Config(network="784-6-relu-10")


def filled(folder, runs: int) -> set[str]:
    """A store with so many runs, which an engine has had open."""
    with open_store(folder) as store:
        ids = {store.submit(CONFIG, "", "stopped") for _ in range(runs)}
        raise_mark(store.connection)
    return ids


def ids(store) -> set[str]:
    return {record.id for record in store.records()}


@pytest.fixture
def engine(tmp_path):
    """The store as an engine has it, with runs that are in the log alone."""
    filled(tmp_path, 3)
    with open_store(tmp_path) as store:
        raise_mark(store.connection)
        for _ in range(100):
            store.submit(CONFIG, "", "stopped")
        yield store


def test_another_store_is_read_by_all_who_have_it_open(engine, tmp_path):
    others = filled(tmp_path / "other", 50)
    with open_store(tmp_path) as page:
        assert len(page.records()) == 103
        shutil.copyfile(tmp_path / "other" / FILE, tmp_path / FILE)
        assert engine.replaced()
        assert ids(page) == ids(engine) == others
        new = page.submit(CONFIG, "")
        assert not page.replaced()  # the log is emptied once: a new run would be lost
        assert not engine.replaced()
    with open_store(tmp_path) as later:
        assert ids(later) == {*others, new}
        assert later.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_backup_of_the_store_itself_is_noticed(engine, tmp_path):
    assert not engine.replaced()  # it looks ten times a second
    shutil.copyfile(tmp_path / FILE, tmp_path / "backup")  # without what is in the log, as `cp` copies it
    raise_mark(engine.connection)
    for _ in range(100):
        engine.submit(CONFIG, "", "stopped")
    assert not engine.replaced()
    shutil.copyfile(tmp_path / "backup", tmp_path / FILE)
    assert engine.replaced()
    assert len(engine.records()) == 3
    with open_store(tmp_path) as later:
        assert len(later.records()) == 3
        assert later.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_copy_that_takes_long_is_read_once_it_is_whole(engine, tmp_path):
    others = filled(tmp_path / "other", 2_000)
    content = (tmp_path / "other" / FILE).read_bytes()

    def copy():
        with (tmp_path / FILE).open("wb", buffering=0) as file:
            for start in range(0, len(content), 100_000):
                file.write(content[start : start + 100_000])
                time.sleep(0.05)

    copying = threading.Thread(target=copy)
    copying.start()
    seen = []
    while copying.is_alive() or not any(seen):
        seen.append(engine.replaced())
    assert ids(engine) == others
    with open_store(tmp_path) as later:
        assert ids(later) == others
        assert later.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_log_that_was_left_behind_is_not_written_over_another_store(tmp_path):
    """The server was killed, and its store replaced before it was started anew."""
    filled(tmp_path / "home", 3)
    others = filled(tmp_path / "other", 50)
    with open_store(tmp_path / "home") as store:
        raise_mark(store.connection)
        for _ in range(100):
            store.submit(CONFIG, "", "stopped")
        store.update(store.submit(CONFIG, ""), note="in the log")
        shutil.copytree(tmp_path / "home", tmp_path / "killed")
    shutil.copyfile(tmp_path / "other" / FILE, tmp_path / "killed" / FILE)
    with open_store(tmp_path / "killed") as store:
        assert ids(store) == others
    with open_store(tmp_path / "killed") as store:
        assert ids(store) == others
        assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_worker_writes_no_more_into_another_store(engine, tmp_path):
    lease = Lease(engine, engine.submit(CONFIG, ""))
    filled(tmp_path / "other", 5)
    shutil.copyfile(tmp_path / "other" / FILE, tmp_path / FILE)
    with pytest.raises(Lost), lease.writing():
        raise AssertionError("it was written")


def test_what_is_no_store_is_a_sentence(engine, tmp_path):
    (tmp_path / FILE).write_bytes(b"nothing of the kind" * 1_000)
    with pytest.raises(sqlite3.DatabaseError):
        engine.replaced()
    with pytest.raises(StoreError, match="is damaged"), open_store(tmp_path):
        pass


def test_nobody_cries_wolf_while_others_write_and_the_log_is_put_into_the_file(engine, tmp_path):
    over, cried = threading.Event(), []

    def write():
        with open_store(tmp_path) as store:
            while not over.is_set():
                store.submit(CONFIG, "", "stopped")
                raise_mark(store.connection)

    def look():
        with open_store(tmp_path) as store:
            cried.append(any(store.replaced() for _ in range(3_000)))

    writer, lookers = threading.Thread(target=write), [threading.Thread(target=look) for _ in range(2)]
    for thread in (writer, *lookers):
        thread.start()
    for thread in lookers:
        thread.join()
    over.set()
    writer.join()
    assert cried == [False, False]
    assert engine.header.mark() <= mark_of(engine.connection)


def test_the_engine_lets_the_file_be_told_from_its_copies(engine, tmp_path):
    before = engine.header.mark()
    Engine().tidy(engine)
    assert engine.header.mark() == before + 1
    with open_store(tmp_path) as writer, writer.transaction():
        Engine().tidy(engine)  # somebody else writes: it waits for nobody
    assert mark_of(engine.connection) == before + 1
