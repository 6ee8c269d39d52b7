"""The server as it is started: what it lets in, what it says on every answer, and that it never asks anybody."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.commands.gate import Gate, Policy
from dashboard.commands.headers import Headers
from dashboard.commands.server import application
from dashboard.commands.uploads import Uploads
from dashboard.shared.session import Remember
from tests.dashboard.commands.test_serving import CERTIFICATE, PRIVATE_KEY
from tests.support import trust
from tests.support.asking import Asking

# Writes down whatever the server asks of a network: names, but for that of this machine, and connections that leave the
# machine. A datagram socket that is connected sends nothing by that; what it sends would be heard.
START = """
import json, socket, sys
told = open(sys.argv[1], "w", buffering=1)
def hear(event, given):
    if event == "socket.connect" and given[0].family == socket.AF_UNIX:
        return
    if event == "socket.connect" and given[0].type & 0xF == socket.SOCK_DGRAM:
        return
    if event == "socket.getaddrinfo" and given[0] == "localhost":
        return
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo",
                 "socket.connect", "socket.sendto"):
        told.write(json.dumps([event, repr(given)]) + "\\n")
sys.addaudithook(hear)
from dashboard.commands.cli import main
main(sys.argv[2:])
"""


class Server(Asking):
    """The server as it was started, with what it said and what it asked."""

    def __init__(self, port, secure, log, heard):
        super().__init__(f"{'https' if secure else 'http'}://localhost:{port}/")
        self.log, self.heard = log, heard

    @property
    def said(self):
        return self.log.read_text()

    def link(self, of):
        """The link with the key, or the owner's, as it was printed."""
        return re.search(rf"(https?://\S+\?{of}=\S+)", self.said)[1]


@contextmanager
def serving(folder, *arguments, secure=False):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log, heard = folder / "log", folder / "heard"
    command = [sys.executable, "-c", START, heard, "--port", port, "--no-browser", *arguments]
    with log.open("w") as file:
        process = subprocess.Popen(
            [str(part) for part in command],
            env={**os.environ, "CHAINRULE_HOME": str(folder / "home")},
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    server = Server(port, secure, log, heard)
    try:
        for _ in range(600):
            assert process.poll() is None, server.said
            try:
                server.ask("/_stcore/health")
                break
            except OSError:
                time.sleep(0.1)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    assert "Traceback" not in server.said


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """Started without an option."""
    with serving(tmp_path_factory.mktemp("here")) as server:
        yield server


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    """Started for a class."""
    with serving(tmp_path_factory.mktemp("class"), "--host", "0.0.0.0") as server:
        yield server


def test_on_this_machine_all_is_open(here):
    status, headers, body = here.ask()
    assert status == 200
    assert b"<script" in body
    assert here.handshake(Origin=f"http://localhost:{here.port}") == 101


@pytest.mark.parametrize("holds", trust.EVERYWHERE)
def test_nobody_is_trusted_more_than_another(here, classroom, key, holds):
    holds(here)
    holds(classroom, trust.entered(classroom, key))


@pytest.fixture(scope="module")
def key(classroom):
    return parse_qs(urlsplit(classroom.link("key")).query)["key"][0]


def test_the_printed_link_lets_in_and_is_needed(classroom, key):
    trust.needs_its_key(classroom, trust.entered(classroom, key))
    link = urlsplit(classroom.link("key"))
    assert classroom.ask(f"{link.path}?{link.query}", host=link.netloc)[0] == 303
    with socket.create_connection((link.hostname, link.port), timeout=5):
        pass  # somebody listens where the link leads


def test_the_owners_link_lets_in_too(classroom):
    link = urlsplit(classroom.link("owner"))
    status, headers, _ = classroom.ask(f"{link.path}?{link.query}")
    assert status == 303
    cookie = next(one for one in headers.get_all("set-cookie") if one.startswith("chainrule_owner="))
    assert classroom.ask(Cookie=cookie.partition(";")[0])[0] == 200


def test_what_is_foreign_is_refused_at_once_and_nobody_is_asked_about_it(here, classroom):
    """Streamlit would look up its own address on the internet to compare it, and let everybody wait."""
    began = time.monotonic()
    for server in (here, classroom):
        trust.refuses_what_is_foreign(server)
        assert server.handshake(Host="evil.test", Origin="http://evil.test") == 403
    assert time.monotonic() - began < 5
    time.sleep(0.5)
    for server in (here, classroom):
        asked = [json.loads(line) for line in server.heard.read_text().splitlines()]
        assert asked == []


def test_who_comes_passes_the_gate_first_and_uploads_are_counted(monkeypatch):
    built = {}
    monkeypatch.setattr("streamlit.App", lambda script, **given: built.update(given))
    application(Policy(names=frozenset))
    assert [one.cls for one in built["middleware"]] == [Headers, Gate, Uploads, Remember]


def test_https(tmp_path):
    with serving(tmp_path, "--certificate", CERTIFICATE, "--private-key", PRIVATE_KEY, secure=True) as server:
        status, headers, _ = server.ask(Accept="text/html")
        assert status == 200
        ours = [one for one in headers.get_all("set-cookie") if one.startswith("chainrule")]
        assert ours
        assert all("; Secure" in one for one in ours)
        assert server.ask(Origin=f"http://localhost:{server.port}")[0] == 403


def test_streamlits_own_command_listens_on_this_machine_alone():
    configuration = Path(__file__).parents[3] / "dashboard" / ".streamlit" / "config.toml"
    assert re.search(r'^address = "127\.0\.0\.1"', configuration.read_text(), re.MULTILINE)
