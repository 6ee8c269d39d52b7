"""A worker that was stopped in the middle of a write is woken or ended, so that others can write; nobody else's is."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.config import Config
from dashboard.runs.faults import StoreError
from dashboard.runs.store import open_store
from dashboard.runs.stuck import END, WAKE, Stuck

pytestmark = pytest.mark.skipif(not Path("/proc/locks").exists(), reason="elsewhere nobody can say who writes")
STOPPED = """
import os, signal, sys
from dashboard.runs.store import open_store
if sys.argv[1] == "again":
    signal.signal(signal.SIGCONT, lambda *_: os.kill(os.getpid(), signal.SIGSTOP))
with open_store() as store, store.transaction():
    store.ask(sys.argv[2], "pause")
    os.kill(os.getpid(), signal.SIGSTOP)
    os.getpid()  # a handler runs between two lines
"""


@pytest.fixture
def run(store):
    return store.submit(Config(), "anna")


@pytest.fixture
def stopped(run):
    """Start a process that stops in the middle of a write; its id."""
    started = []

    def start(kind: str) -> subprocess.Popen:
        started.append(subprocess.Popen([sys.executable, "-c", STOPPED, kind, run]))
        _, status = os.waitpid(started[-1].pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def can_write(run) -> bool:
    try:
        with open_store(patience=0.05) as other:
            return other.update(run, note="written")
    except StoreError:
        return False


def test_a_worker_that_was_stopped_is_woken_and_what_it_wrote_stands(store, run, stopped):
    worker, stuck = stopped("once"), Stuck()
    stuck.look(store.folder, [worker.pid], 0.0)
    assert not can_write(run)
    assert store.record(run).status == "queued"  # readers go on
    stuck.look(store.folder, [worker.pid], WAKE)
    assert worker.wait(20) == 0
    assert can_write(run)
    assert store.take_requests(run) == [("pause", None)]


def test_one_that_does_not_wake_is_ended_and_what_it_wrote_is_undone(store, run, stopped):
    worker, stuck = stopped("again"), Stuck()
    stuck.look(store.folder, [worker.pid], 0.0)
    stuck.look(store.folder, [worker.pid], WAKE)
    _, status = os.waitpid(worker.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    assert not can_write(run)
    stuck.look(store.folder, [worker.pid], END)
    assert worker.wait(20) == -signal.SIGKILL
    assert can_write(run)
    assert store.take_requests(run) == []


def test_what_somebody_else_started_is_named_once_and_left_alone(store, run, stopped, capsys):
    other, stuck = stopped("once"), Stuck()
    for now in (0.0, WAKE, END, 2 * END):
        stuck.look(store.folder, [], now)
    assert not can_write(run)
    assert capsys.readouterr().err.count(f"process {other.pid} was stopped while it wrote") == 1
