"""What PostgreSQL says otherwise than SQLite is spelled its way, and a store that is not there is a sentence."""

import sqlite3
import sys

import pytest

from dashboard.runs.faults import StoreError
from dashboard.runs.leases import NOW
from dashboard.runs.postgres import Postgres, kept, spelled
from dashboard.runs.schema import TABLES
from dashboard.runs.store import open_store


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
