"""`chainrule diagnose` ends with 0 where all agrees, 1 where something differs, 2 where the file cannot be read."""

import numpy as np
import pytest

from core.network import Network
from dashboard.commands.cli import main


@pytest.fixture
def mine():
    """The arrays of a right pass."""
    rng = np.random.default_rng(0)
    network = Network.from_text("6-5-relu-4")
    theta, x, labels = rng.standard_normal(network.size), rng.random((8, 6)), rng.integers(4, size=8)
    trace = network.trace(theta, x, labels)
    parameters = {p.name: p.of(theta) for p in network.parameters}
    gradients = {f"d{p.name}": p.of(trace.gradient) for p in network.parameters}
    return {"network": "6-5-relu-4", "x": x, "labels": labels, "dz2": trace.grads[-1], **parameters, **gradients}


def test_a_right_pass(mine, tmp_path, capsys):
    np.savez(tmp_path / "mine.npz", **mine)
    assert main(["diagnose", str(tmp_path / "mine.npz")]) == 0
    assert capsys.readouterr().out.startswith("All 5 arrays agree")


def test_a_wrong_pass(mine, tmp_path, capsys):
    np.savez(tmp_path / "mine.npz", **(mine | {"dW2": 8 * mine["dW2"], "z9\x1b[31m": np.zeros(2)}))
    assert main(["diagnose", str(tmp_path / "mine.npz")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "dW2 is the first that differs: yours is 8 times ours, all over: it lacks the 1/N of the batch mean."
    )
    assert lines[1].startswith("Everything else is right")
    assert "\x1b" not in "".join(lines)
    assert [line.split()[1] for line in lines if line.startswith("  ")] == ["dz2", "dW2", "db2", "dW1", "db1"]


def test_a_file_that_cannot_be_read(tmp_path, capsys):
    (tmp_path / "text.npz").write_text("no archive")
    assert main(["diagnose", str(tmp_path / "text.npz")]) == 2
    assert main(["diagnose", str(tmp_path / "none.npz")]) == 2
    assert main(["diagnose", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "text.npz is not an .npz file of plain arrays" in said.err
    assert "none.npz does not exist." in said.err
