"""Windows in an office: a code page of 256 signs, folders with spaces and umlauts, and a name that leads elsewhere."""

import io
import re
import sys
from contextlib import redirect_stdout

import numpy as np
import pytest

from core.network import Network
from dashboard.commands import course
from dashboard.commands.cli import main
from dashboard.commands.serving import opened_at
from dashboard.data.shipped import FILE
from tests.support.photographs import photograph, saved

COMMANDS = {
    "train": [
        "train",
        "--network",
        "784-16-relu-10",
        "--examples",
        "200",
        "--epochs",
        "1",
        "--save",
        "Läufe/mein Lauf.npz",
    ],
    "evaluate": ["evaluate", "{run}", "--images", "Ziffern der 7ä"],
    "predict": ["predict", "{run}", "Ziffern der 7ä/7/große Sieben.jpg"],
    "export to NumPy": ["export", "{run}", "Läufe/mein Netz.py"],
    "export to PyTorch": ["export", "{run}", "Läufe/mein Netz.safetensors"],
    "check": ["check", "--network", "2-2-sigmoid-2"],
    "diagnose": ["diagnose", "mein Rückweg.npz"],
    "notes": ["notes", "1", "--format", "html", "--save", "Läufe/erste Lektion.html"],
    "page": ["page", "--save", "Läufe/ein Gang.html"],
    "site": ["site", "Läufe/der Kurs"],
    "runs": ["runs", "list"],
}
FAULTS = {
    "export": ["export", "Läufe/ist nicht dα.npz", "x.py"],
    "diagnose": ["diagnose", "手書き.npz"],
    "predict": ["predict", "{run}", "μ✓.jpg"],
}


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder with umlauts, in which a person works; what a program prints goes into a file, in code page 1252."""
    folder = tmp_path / "Größe und Übung mit Lücken"
    (folder / "Läufe").mkdir(parents=True)
    seven = folder / "Ziffern der 7ä" / "7" / "große Sieben.jpg"
    seven.parent.mkdir(parents=True)
    seven.write_bytes(saved(photograph("squared paper", 0), "JPEG"))
    rng = np.random.default_rng(0)
    network = Network.from_text("6-5-relu-4")
    theta, x, labels = rng.standard_normal(network.size), rng.random((8, 6)), rng.integers(4, size=8)
    trace = network.trace(theta, x, labels)
    arrays = {p.name: p.of(theta) for p in network.parameters} | {"dz2": trace.grads[-1]}
    np.savez(folder / "mein Rückweg.npz", network="6-5-relu-4", x=x, labels=labels, **arrays)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CHAINRULE_HOME", str(folder / "Läufe daheim"))
    monkeypatch.setattr(course, "pages", lambda: iter([("index.html", "✓ α")]))
    return folder


def run(monkeypatch, words) -> tuple[int, str, str]:
    """How a command ends, and what it writes into files of a code page: its words and its faults."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), encoding="cp1252") for name in ("stdout", "stderr")}
    with monkeypatch.context() as patch:
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        code = main([word.format(run=FILE) for word in words])
    for stream in streams.values():
        stream.flush()
    return code, *(stream.buffer.getvalue().decode("cp1252") for stream in streams.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_works_in_such_a_folder_and_prints_in_such_a_code_page(office, monkeypatch, name):
    code, words, faults = run(monkeypatch, COMMANDS[name])
    assert (code, "Traceback" in faults) == (0, False), faults
    assert words
    for word in COMMANDS[name]:
        if word.startswith("Läufe/"):
            assert (office / word).exists()


def test_no_command_is_left_out():
    text = run_help()
    named = set(re.findall(r"^    (\w+)  ", text, re.MULTILINE))
    assert {words[0] for words in COMMANDS.values()} == named - {"prove"}  # see test_cli


def run_help() -> str:
    with redirect_stdout(io.StringIO()) as said, pytest.raises(SystemExit):
        main(["--help"])
    return said.getvalue()


@pytest.mark.parametrize("name", FAULTS)
def test_a_name_that_the_code_page_lacks_is_said_in_a_sentence(office, monkeypatch, name):
    code, _, faults = run(monkeypatch, FAULTS[name])
    assert code in (1, 2)
    assert faults.strip().endswith(".")
    assert "Traceback" not in faults


def test_the_address_that_is_opened_is_one_on_which_it_listens():
    """In managed networks `localhost` may be another machine, or nothing."""
    assert opened_at("127.0.0.1", lambda: {"127.0.0.1", "::1"}) == "localhost"
    assert opened_at("127.0.0.1", lambda: {"::1"}) == "127.0.0.1"
    assert opened_at("127.0.0.1", lambda: {"10.0.0.7"}) == "127.0.0.1"
    assert opened_at("127.0.0.1", set) == "127.0.0.1"
    assert opened_at("::1", lambda: {"127.0.0.1"}) == "[::1]"
    assert opened_at("127.0.0.2", lambda: {"127.0.0.1"}) == "127.0.0.2"
    assert opened_at("0.0.0.0", lambda: {"::1"}) == "127.0.0.1"
    assert opened_at("::", lambda: {"10.0.0.7"}) == "[::1]"
    assert opened_at("localhost", set) == "localhost"
    assert opened_at("192.168.1.5", lambda: {"127.0.0.1"}) == "192.168.1.5"
