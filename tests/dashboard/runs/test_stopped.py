"""A worker that is stopped in the middle of a write is ended, so that everybody else can write."""

import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace

import psutil
import pytest

from core.config import Config
from dashboard.runs import stopped, watch
from dashboard.runs.watch import Watch

WRITING = """
import os, sys, time
import psutil
from dashboard.runs.store import open_store
with open_store() as store:
    run, token = sys.argv[1:]
    store.update(run, expires=0.0, pid=os.getpid(), born=psutil.Process().create_time())
    store.connection.execute("BEGIN IMMEDIATE")
    print("writing", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def run(store):
    return store.submit(Config(network="784-10"), "anna")


@pytest.fixture
def writing(store, run):
    """The process that the store knows as the worker of the run, in the middle of a write, its lease long out."""
    command = [sys.executable, "-c", WRITING, run, store.claim(run)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def looks(store):
    """What an engine takes in some seconds of looking on, by a clock of its own."""
    look = Watch()
    for _ in range(20):
        look.looked -= watch.LOOK
        if taken := look.look(store):
            return taken
    return []


def test_a_worker_that_stopped_while_it_wrote_is_ended_and_others_write(store, run, writing):
    writing.send_signal(signal.SIGSTOP)
    while psutil.Process(writing.pid).status() != psutil.STATUS_STOPPED:
        time.sleep(0.01)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        store.expire(store.overdue()[0], "")
    assert looks(store) == [run]
    assert writing.wait(10) == -signal.SIGKILL
    assert (store.record(run).status, store.record(run).message) == ("lost", stopped.MESSAGE)
    store.submit(Config(network="784-10"), "bert")


def test_a_worker_that_writes_for_long_is_left_alone(store, run, writing):
    assert looks(store) == []
    assert writing.poll() is None


@pytest.fixture
def other(store):
    return store.submit(Config(network="784-10"), "bert")


def test_a_stopped_process_of_another_run_is_left_alone(store, other, writing):
    writing.send_signal(signal.SIGSTOP)
    assert not stopped.end_stopped(store.record(other))
    assert writing.poll() is None


def test_a_process_that_has_its_number_by_now_is_left_alone(store, run, writing):
    writing.send_signal(signal.SIGSTOP)
    while psutil.Process(writing.pid).status() != psutil.STATUS_STOPPED:
        time.sleep(0.01)
    seen = store.record(run)
    assert not stopped.end_stopped(replace(seen, born=seen.born - 60))
    assert writing.poll() is None
