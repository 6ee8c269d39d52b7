"""A store of its own for each test, and made-up digits in place of MNIST."""

import os
import time
import uuid

import numpy as np
import pytest

from core.datasets import Digits, Split
from dashboard.runs import postgres, worker
from dashboard.runs.store import open_store
from tests.support.cluster import cluster

ELSEWHERE, ENGINE = "CHAINRULE_TEST_STORE", "CHAINRULE_TEST_ENGINE"
OF_A_FILE = ("header", "journal", "overwritten", "schema", "stopped", "stuck", "who_writes")  # what SQLite alone has


def pytest_collection_modifyitems(config, items):
    """The tests of what only a file can meet are not those of a store in PostgreSQL, nor the other way round, and those
    of what only processes of this machine can do are not those of an engine on Dask."""
    others = [
        item
        for item in items
        if (
            ELSEWHERE in os.environ
            and (item.get_closest_marker("one_file") or item.path.stem.removeprefix("test_") in OF_A_FILE)
        )
        or (ENGINE in os.environ and item.get_closest_marker("one_machine"))
        or (ELSEWHERE not in os.environ and item.get_closest_marker("postgresql"))
    ]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]


@pytest.fixture(scope="session")
def scheduler(tmp_path_factory):
    """The scheduler of a cluster with two threads, where CHAINRULE_TEST_ENGINE asks for an engine on Dask."""
    if ENGINE not in os.environ:
        yield ""
        return
    with cluster(tmp_path_factory.mktemp("cluster")) as address:
        yield address


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, home):
    """Where CHAINRULE_TEST_STORE names a PostgreSQL, each test has a schema of its own there."""
    address = os.environ.get(ELSEWHERE)
    if not address:
        yield
        return
    import psycopg

    schema = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        mark = "&" if "?" in address else "?"
        monkeypatch.setenv("CHAINRULE_STORE", f"{address}{mark}options=-csearch_path%3D{schema}")
    yield
    postgres.hang_up()
    with psycopg.connect(address, autocommit=True) as connection:  # a test may have restarted the server
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    with open_store() as store:
        yield store


@pytest.fixture
def some():
    """Two hundred made-up digits."""
    rng = np.random.default_rng(0)
    return Split(rng.random((200, 784), np.float32), rng.integers(0, 10, 200))


@pytest.fixture
def digits(monkeypatch, some):
    """What a worker loads in place of MNIST."""
    digits = Digits(some, some, some)
    monkeypatch.setattr(worker, "to_learn_from", lambda config, progress: digits)
    return digits


def until(engine, store, run, reached):
    """Tick until `reached(record)`; the record."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        engine.tick(store)
        record = store.record(run)
        if reached(record):
            return record
        time.sleep(0.02)
    raise AssertionError(record)
