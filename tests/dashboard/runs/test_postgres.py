"""What PostgreSQL says otherwise than SQLite is spelled its way, and a store that is not there is a sentence."""

import os
import sqlite3
import subprocess
import sys

import numpy as np
import pytest

from core.config import Config
from core.storage import save_run
from core.training import Run
from dashboard.commands.serving import check_store
from dashboard.runs import files
from dashboard.runs.engine import Engine
from dashboard.runs.faults import StoreError
from dashboard.runs.leases import NOW
from dashboard.runs.postgres import Postgres, kept, spelled
from dashboard.runs.schema import TABLES
from dashboard.runs.store import ENDED, open_store
from dashboard.shared import secret
from tests.dashboard.runs.conftest import until


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (
            "SELECT 1 FROM runs WHERE id = ? AND token IS ?",
            "SELECT 1 FROM runs WHERE id = %s AND token IS NOT DISTINCT FROM %s",
        ),
        (
            "SELECT loss FROM epochs WHERE loss IS NOT NULL LIMIT -1 OFFSET ?",
            "SELECT loss FROM epochs WHERE loss IS NOT NULL LIMIT ALL OFFSET %s",
        ),
        ("SELECT right FROM answers", 'SELECT "right" FROM answers'),
        ("PRAGMA busy_timeout = 0", "SET lock_timeout = 1"),  # 0 would be for ever
        (f"SELECT {NOW}", "SELECT extract(epoch FROM clock_timestamp())::double precision"),
        (
            "CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB, r REAL)",
            "CREATE TABLE t (id BIGSERIAL PRIMARY KEY, b BYTEA, r DOUBLE PRECISION)",
        ),
        ("SELECT 1 FROM t WHERE a LIKE 'x%'", "SELECT 1 FROM t WHERE a LIKE 'x%%'"),
    ],
)
def test_a_statement_is_spelled_as_postgresql_understands_it(here, there):
    assert spelled(here) == there


def test_no_word_of_sqlite_alone_is_left_in_the_tables():
    told = " ".join(spelled(statement) for statement in TABLES.split(";"))
    assert not {"INTEGER", "REAL", "BLOB", "AUTOINCREMENT"} & set(told.replace("(", " ").replace(",", " ").split())


def test_values_are_kept_as_sqlite_keeps_them():
    with sqlite3.connect(":memory:") as connection:
        for value in (True, float("nan"), 1.5, 7, "a", None, b"\0"):
            assert connection.execute("SELECT ?", (value,)).fetchone() == (kept(value),)
    connection.close()
    assert kept("a\0b") == "a\N{REPLACEMENT CHARACTER}b"


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'chainrule\[cluster\]'"):
        Postgres("postgresql://nobody@127.0.0.1:1/none", 0.0)


def test_a_server_that_does_not_answer_is_a_sentence_without_its_password(monkeypatch, tmp_path):
    monkeypatch.setenv("CHAINRULE_STORE", "postgresql://nobody:secret@127.0.0.1:1/none")
    with pytest.raises(StoreError, match="cannot be reached") as found, open_store(tmp_path, patience=0.0):
        pass
    assert "secret" not in str(found.value)


@pytest.fixture
def broken_off(store):
    """Ends the connection of the store, as a restart of its server does."""
    import psycopg

    def end():
        with psycopg.connect(os.environ["CHAINRULE_STORE"], autocommit=True) as other:
            mine = store.connection.connection.info.backend_pid
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (mine,))

    return end


@pytest.mark.postgresql
@pytest.mark.parametrize("alone", [True, False])
def test_a_transaction_that_is_broken_off_is_done_again_once(store, broken_off, alone):
    run = store.submit(Config(), "anna")
    with store.transaction(alone=alone):
        broken_off()
        store.add_mark(run, 1, "before")
        broken_off()
        store.add_mark(run, 2, "after")
        broken_off()
    broken_off()
    store.ask(run, "pause")
    assert store.marks(run) == [(1, "before"), (2, "after")]
    broken_off()
    assert store.take_requests(run) == [("pause", None)]


@pytest.mark.postgresql
@pytest.mark.parametrize("is_written", [True, False])
def test_a_commit_whose_answer_was_lost_is_asked_for(store, broken_off, monkeypatch, is_written):
    run, connection = store.submit(Config(), "anna"), store.connection

    class Cut:
        """The connection, whose next commit nobody hears the end of."""

        def __init__(self, true):
            self.true = true

        def __getattr__(self, name):
            return getattr(self.true, name)

        def execute(self, statement, *values):
            if statement == "COMMIT":
                if is_written:
                    self.true.execute(statement)
                broken_off()
            return self.true.execute(statement, *values)

    connection.connection = Cut(connection.connection)
    store.ask(run, "pause")
    assert [word for word, _ in store.take_requests(run)] == ["pause"]


@pytest.mark.postgresql
def test_what_was_decided_by_rows_that_others_may_have_changed_is_not_done_again(store, broken_off):
    run = store.submit(Config(), "anna")

    def mark():
        with store.transaction():
            assert len(store.records("queued")) == 1
            broken_off()
            store.add_mark(run, 1, "one of one")

    with pytest.raises(sqlite3.OperationalError, match="does not answer"):
        mark()
    assert store.marks(run) == []


@pytest.mark.postgresql
def test_a_run_trains_on_through_a_restart_of_its_server(store):
    """A worker that is in the middle of it loses no step, and the run stays its own."""
    config = Config(network="784-10", batch_size=50, epochs=40, validation=1_000, examples=5_000)
    engine = Engine()
    try:
        run = store.submit(config, "anna")
        before = until(engine, store, run, lambda record: record.step > 100)
        subprocess.run(["bash", os.environ["CHAINRULE_TEST_RESTART"]], check=True, stdout=subprocess.DEVNULL)
        assert store.record(run).status == "running"
        after = until(engine, store, run, lambda record: record.status in ENDED)
    finally:
        engine.dismiss()
    assert (after.status, after.message, after.pid) == ("finished", "", before.pid)
    losses = store.curve(run, "loss")
    assert len(losses) == after.total
    assert np.isfinite(losses).all()


@pytest.mark.postgresql
def test_a_checkpoint_goes_through_the_store_to_a_host_that_has_none_of_its_files(store, tmp_path, monkeypatch):
    run, there = store.submit(Config(network="784-10"), "anna"), tmp_path / "other host"
    draft = tmp_path / "draft.part"
    for seed in (1, 2):  # the second takes the place of the first
        save_run(draft, Run.start(Config(network="784-10", seed=seed)))
        content = draft.read_bytes()
        store.keep_checkpoint(run, 5, draft)
        with open_store(there) as other:
            assert list(other.checkpoints(run)) == [5]
            assert other.checkpoints(run)[5].read_bytes() == content
    assert store.with_checkpoints() == {run}
    with open_store(there) as other, monkeypatch.context() as late:
        late.setattr(files, "UNUSED", -1.0)
        store.share("late.npz", other.checkpoints(run)[5], run, 6)
        assert not other.checkpoints(run)[6].exists()  # what it fetched is gone at once
    store.unshare("late.npz")
    assert store.bytes_of_files()[run] == len(content)
    with open_store(there) as other:
        other.drop_checkpoint(run, 5)
        assert store.checkpoints(run) == {}
        store.delete(run)
        assert not list((there / "fetched").iterdir())


@pytest.mark.postgresql
def test_what_one_host_signed_the_others_know(tmp_path, monkeypatch):
    signed = []
    for name in ("one", "other", "one"):
        monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path / name))
        secret._secret.cache_clear()
        check_store()
        signed.append(secret.signed("browser", "anna"))
    assert len(set(signed)) == 1
