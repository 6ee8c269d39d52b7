"""A worker hears that it is to leave, from whoever says so first."""

import os
import signal
import threading

import pytest

from dashboard.runs import notice
from dashboard.runs.notice import MACHINE, SERVER, Leave, Notice, listen


@pytest.fixture
def signals():
    """This process has its own answers to signals again afterwards."""
    before = {one: signal.getsignal(one) for one in notice.SIGNALS}
    yield
    for one, answer in before.items():
        signal.signal(one, answer)


@pytest.fixture
def server(monkeypatch):
    """The end of a pipe that a worker's server holds."""
    ours, theirs = os.pipe()
    read = os.read
    monkeypatch.setattr(notice.os, "read", lambda _, size: read(ours, size))
    before = threading.enumerate()
    with open(theirs, "wb") as end:
        yield end
    for thread in set(threading.enumerate()) - set(before):
        thread.join(10)
    os.close(ours)


def test_nothing_is_heard_while_nobody_says_anything():
    Notice().check("it trained")


@pytest.mark.parametrize("one", notice.SIGNALS)
def test_a_signal_is_heard(signals, server, one):
    heard = listen()
    heard.check("it trained")
    os.kill(os.getpid(), one)
    with pytest.raises(Leave) as left:
        heard.check("it trained")
    assert (left.value.event, left.value.message) == ("interrupt", f"{MACHINE} while it trained.")


def test_the_end_of_the_server_is_heard_and_what_was_said_first_stands(signals, server):
    heard = listen()
    server.close()
    while not heard.who:
        pass
    heard.give(MACHINE)
    with pytest.raises(Leave, match=f"{SERVER} while it trained"):
        heard.check("it trained")
