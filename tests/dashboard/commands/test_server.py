"""The server as it is started: what it lets in, what it says on every answer, and that it never asks anybody."""

import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dashboard.commands.gate import Gate, Policy
from dashboard.commands.headers import Headers
from dashboard.commands.server import application
from dashboard.commands.uploads import Uploads
from dashboard.shared.session import Remember
from tests.dashboard.commands.test_serving import CERTIFICATE, PRIVATE_KEY

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


class Server:
    def __init__(self, port, secure, log, heard):
        self.port, self.secure, self.log, self.heard = port, secure, log, heard

    def ask(self, path="/", method="GET", host=None, **headers):
        """The status, the headers and the body of an answer."""
        context = ssl._create_unverified_context() if self.secure else None
        kind = (
            (lambda *a, **k: http.client.HTTPSConnection(*a, context=context, **k))
            if self.secure
            else (http.client.HTTPConnection)
        )
        connection = kind("127.0.0.1", self.port, timeout=30)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers={"Host": host or f"localhost:{self.port}", **headers})
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read()
        connection.close()
        return found

    def handshake(self, **headers):
        """The status with which a websocket is answered."""
        asked = {
            "Host": f"localhost:{self.port}",
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            **headers,
        }
        lines = ["GET /_stcore/stream HTTP/1.1", *(f"{name}: {value}" for name, value in asked.items()), "", ""]
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall("\r\n".join(lines).encode())
            return int(connection.recv(4096).split()[1])

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


@pytest.mark.parametrize(
    "path", ["/", "/_stcore/health", "/modules/shared/numbers.js", "/nothing.js", "/_stcore/metrics"]
)
def test_every_answer_has_its_headers(here, classroom, path):
    for server in (here, classroom):
        _, headers, _ = server.ask(path)
        assert headers.get_all("content-security-policy")[0].startswith("default-src 'self'; ")
        assert headers.get_all("x-content-type-options") == ["nosniff"]
        assert headers.get_all("referrer-policy") == ["same-origin"]


def test_modules_are_scripts_and_nothing_else(here):
    assert here.ask("/modules/shared/numbers.js")[0] == 200
    for path in ("modules.py", "types.d.ts", "package.json", "../shared/secret.py", "stepper/stepper.html"):
        assert here.ask(f"/modules/{path}")[0] in (400, 404)
    assert here.ask("/_stcore/metrics")[0] == 404


def test_the_printed_link_lets_in_and_is_needed(classroom):
    assert classroom.ask()[0] == 403
    assert classroom.ask("/_stcore/host-config")[0] == 403
    assert classroom.handshake() == 403
    assert classroom.ask("/_stcore/health")[0] == 200
    link = urlsplit(classroom.link("key"))
    status, headers, _ = classroom.ask(f"{link.path}?{link.query}", host=link.netloc)
    cookie = headers["set-cookie"].partition(";")[0]
    assert (status, headers["location"]) == (303, "./")
    assert classroom.ask(Cookie=cookie)[0] == 200
    assert classroom.handshake(Cookie=cookie) == 101
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
        for origin in ("http://evil.test", "http://localhost:1", "http://8.8.8.8"):
            assert server.handshake(Origin=origin) == 403
            assert server.ask("/_stcore/health", Origin=origin)[0] == 403
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
