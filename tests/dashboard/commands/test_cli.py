"""The command `chainrule` starts, and says in one line why it cannot."""

import os
import socket
import subprocess
import sys

import pytest

from dashboard.commands import cli
from dashboard.commands.serving import is_free


@pytest.fixture
def taken():
    """A port on which something listens already."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_said_in_one_line_with_a_free_one(taken, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert cli.main(["--port", str(taken), "--no-browser"]) == 1
    said = capsys.readouterr().err
    offered = int(said.rsplit(" ", 1)[1])
    assert said == f"Port {taken} is taken. Port {offered} is free: chainrule --port {offered}\n"
    assert is_free("127.0.0.1", offered)


def test_a_person_at_a_terminal_can_decline_the_free_port(taken, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "n")
    assert cli.main(["--port", str(taken)]) == 1


def test_an_address_that_is_not_ours_is_a_sentence(capsys):
    assert cli.main(["--host", "203.0.113.1", "--no-browser"]) == 1  # a documentation address, RFC 5737
    assert "cannot listen on 203.0.113.1" in capsys.readouterr().err


def test_signs_that_a_code_page_lacks_are_written_by_their_names():
    env = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    program = (
        "from dashboard.commands import check, cli; check.prove = lambda chosen: print('✓ λ') or 0; cli.main(['prove'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=env, check=True)
    assert done.stdout.decode("cp1252").split("\n")[0].strip() == r"\N{CHECK MARK} \N{GREEK SMALL LETTER LAMDA}"


@pytest.mark.parametrize("port", ["-1", "70000", "x"])
def test_a_port_that_is_no_port_is_refused(port, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["--port", port])
    assert stop.value.code == 2
    assert "port" in capsys.readouterr().err


def test_who_has_no_home_starts_too(monkeypatch, tmp_path):
    """A container under a number that the system does not know."""

    def none():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(cli.Path, "home", none)
    monkeypatch.setattr(cli.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.delenv("HOME", raising=False)
    cli.live_somewhere()
    assert os.environ["HOME"] == str(tmp_path)

    def nowhere():
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(cli.tempfile, "gettempdir", nowhere)
    cli.live_somewhere()
    assert os.environ["HOME"] == os.sep
