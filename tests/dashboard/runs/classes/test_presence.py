"""Who is here is known for a moment, and how many are known has an end."""

import socket
import threading
from contextlib import ExitStack

from dashboard.runs.classes import presence
from dashboard.runs.classes.presence import Presence


def test_who_is_silent_is_gone(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(presence.time, "monotonic", lambda: now[0])
    here = Presence()
    here.tell(1, "/step?digit=3")
    assert (here.where(1), here.where(2)) == ("/step?digit=3", None)
    now[0] += presence.GONE
    assert here.where(1) is None


def test_it_forgets_those_it_has_not_heard_of_for_longest(monkeypatch):
    monkeypatch.setattr(presence, "MOST", 2)
    here = Presence()
    for student in (1, 2, 1, 3):
        here.tell(student, "x" * 5_000)
    assert [here.where(student) is not None for student in (1, 2, 3)] == [True, False, True]
    assert len(here.where(1)) == presence.LONGEST


def test_the_processes_of_one_server_tell_each_other_and_believe_nobody_else(monkeypatch):
    ports = free_ports(3)
    two = [Presence(), Presence()]
    for k, here in enumerate(two):
        here.share(ports[k], [port for port in ports if port != ports[k]])  # the third is just starting anew
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for said in (b'[1, "/elsewhere"]', b'[1, "/elsewhere"].0123', b"\xff", b""):
            stranger.sendto(said, ("127.0.0.1", ports[1]))
    heard = threading.Event()
    note = two[1]._note
    monkeypatch.setattr(two[1], "_note", lambda *told: (note(*told), heard.set()))
    two[0].tell(3, "/step?digit=3")
    assert heard.wait(10)
    assert [here.where(3) for here in two] == ["/step?digit=3"] * 2
    assert two[1].where(1) is None


def free_ports(count):
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
