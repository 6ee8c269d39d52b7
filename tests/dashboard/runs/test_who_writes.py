"""Who keeps a store from being written is named, and what to do about it."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from core.config import Config
from dashboard.runs.store import StoreError, open_store
from dashboard.runs.who_writes import who_writes

CONFIG = Config(network="784-6-relu-10")
WRITES = """
import sys
from pathlib import Path
from dashboard.runs.store import open_store
with open_store(Path(sys.argv[1])) as store, store.transaction():
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path):
    """Another process, in the middle of writing."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITES, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "writing\n"
        yield process
        process.send_signal(signal.SIGCONT)
        process.stdin.close()


def refused(tmp_path) -> str:
    with open_store(tmp_path, patience=0) as store:
        assert store.records() == []  # who reads waits for nobody

    def write():
        with open_store(tmp_path, patience=0) as store:
            store.submit(CONFIG, "")

    with pytest.raises(StoreError) as error:
        write()
    return str(error.value)


linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists who has a lock")


@linux
def test_another_program_is_named(tmp_path, other):
    assert who_writes(tmp_path) == (other.pid, False)
    assert f"another program, process {other.pid}, is writing to it" in refused(tmp_path)


@linux
def test_a_process_that_was_stopped_while_it_wrote_is_named_with_what_wakes_it(tmp_path, other):
    other.send_signal(signal.SIGSTOP)
    while psutil.Process(other.pid).status() != psutil.STATUS_STOPPED:
        time.sleep(0.01)
    said = refused(tmp_path)
    assert f"process {other.pid} was stopped while it wrote" in said
    assert f"kill -CONT {other.pid}" in said
    other.send_signal(signal.SIGCONT)
    other.stdin.close()
    other.wait()
    with open_store(tmp_path) as store:
        assert store.submit(CONFIG, "")


def test_nobody_is_named_where_nobody_else_writes(tmp_path):
    assert who_writes(tmp_path) is None
    with open_store(tmp_path) as store, store.transaction():
        assert who_writes(tmp_path) is None  # it is this process
        assert "another program is writing to it" in refused(tmp_path)
    assert os.path.exists(tmp_path)
