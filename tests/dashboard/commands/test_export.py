"""A network leaves for other programs, and its run stays."""

import subprocess
import sys

import numpy as np
import pytest

from core.datasets import load
from core.export.pytorch import safetensors
from core.storage import load_run
from dashboard.commands.cli import main
from dashboard.data.shipped import unseen_digits


def test_a_network_is_exported(saved, tmp_path, capsys):
    run, digits = load_run(saved), unseen_digits()
    assert main(["export", str(saved), str(tmp_path / "net.py")]) == 0
    np.save(tmp_path / "digits.npy", digits.images[:20])
    said = subprocess.run(
        [sys.executable, "net.py", "digits.npy"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    scale = load(run.config, tmp_path).scale
    p = run.network.predict(run.theta, scale.apply(digits.images[:20]))
    assert [int(line.split()[0]) for line in said.splitlines()] == p.argmax(axis=1).tolist()

    capsys.readouterr()
    for name in ("net.npz", "net.safetensors"):
        assert main(["export", str(saved), str(tmp_path / name)]) == 0
        assert "nn.Sequential(nn.Linear(784, 16), nn.ReLU(), nn.Linear(16, 10))" in capsys.readouterr().out
    with np.load(tmp_path / "net.npz") as file:
        np.testing.assert_array_equal(file["0.weight"], run.network.unpack(run.theta)[0][0].T)
    assert (tmp_path / "net.safetensors").read_bytes() == safetensors(run.network, run.theta)


@pytest.mark.parametrize("suffix", [".npz", ".py"])  # a script has its weights beside it, in an .npz of the same name
def test_an_export_does_not_write_over_its_run(suffix, saved, capsys):
    before = saved.read_bytes()
    assert main(["export", str(saved), str(saved.with_suffix(suffix))]) == 1
    assert "is the run itself" in capsys.readouterr().err
    assert saved.read_bytes() == before
