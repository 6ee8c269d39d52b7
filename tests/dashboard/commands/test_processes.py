"""Each of several processes is told what all were told, and the proxy where they are."""

import argparse
import socket

import pytest

from dashboard.commands.cli import main
from dashboard.commands.processes import Group, environment, proxy
from dashboard.commands.serving import add


def test_each_is_told_what_all_were_told(monkeypatch):
    chosen = options("--processes", "2", "--open", "--host", "0.0.0.0", "--allowed-hosts", "a.example,b.example")
    group = Group(8501, 2, "secret")
    told = [environment(chosen, group, port, "") for port in group.ports]
    assert [one["CHAINRULE_ENGINE"] for one in told] == ["here", "none"]
    for name, value in told[1].items():
        monkeypatch.setenv(name, value)
    read = options()
    assert (read.port, read.host, read.open, read.no_browser, read.processes) == (8502, "0.0.0.0", True, True, 1)
    assert read.allowed_hosts == ("a.example", "b.example")


def test_the_proxy_is_told_the_path_and_where_each_of_them_is():
    lines = proxy(options("--host", "0.0.0.0", "--base-path", "/chainrule"), Group(8501, 2, ""))
    assert "location /chainrule/ {" in lines
    assert [line.split()[1] for line in lines.splitlines() if line.startswith("    server ")] == [
        "127.0.0.1:8501",
        "127.0.0.1:8502",
    ]


def options(*words):
    parser = argparse.ArgumentParser()
    add(parser)
    return parser.parse_args(words)


def test_a_port_that_is_taken_is_said(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["--no-browser", "--port", str(port - 1), "--processes", "2"]) == 1
    assert "is taken: choose another --port." in capsys.readouterr().err
    assert main(["--no-browser", "--port", "65535", "--processes", "2"]) == 1
    assert "choose a lower --port" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["0", "65", "two"])
def test_a_number_of_processes_is_a_number(given, capsys):
    with pytest.raises(SystemExit):
        main(["--processes", given])
    assert f"not '{given}'" in capsys.readouterr().err
