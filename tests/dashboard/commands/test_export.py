"""A network leaves for other programs, and its run stays."""

import subprocess
import sys

import numpy as np
import pytest

from core.config import Config
from core.datasets import load
from core.export.pytorch import safetensors
from core.storage import load_run, save_run
from core.training import Run
from dashboard.commands.cli import main
from dashboard.data.shipped import unseen_digits
from dashboard.data.weights import run_of


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
        assert "affine=False), nn.Linear(784, 16), nn.ReLU(), nn.Linear(16, 10))" in capsys.readouterr().out
    with np.load(tmp_path / "net.npz") as file:
        np.testing.assert_array_equal(file["1.weight"], run.network.unpack(run.theta)[0][0].T)
    assert (tmp_path / "net.safetensors").read_bytes() == safetensors(run, scale)


def test_an_export_does_not_write_over_its_run(saved, capsys):
    before = saved.read_bytes()
    assert main(["export", str(saved), str(saved)]) == 1
    assert "is the run itself" in capsys.readouterr().err
    assert saved.read_bytes() == before


def test_a_script_and_the_arrays_of_the_same_name_stand_side_by_side(saved, tmp_path):
    before = saved.read_bytes()
    for name in ("net.py", "net.npz", saved.with_suffix(".py").name):
        assert main(["export", str(saved), str(tmp_path / name)]) == 0
    np.save(tmp_path / "digits.npy", unseen_digits().images[:2])
    subprocess.run([sys.executable, "net.py", "digits.npy"], cwd=tmp_path, capture_output=True, check=True)
    assert saved.read_bytes() == before


@pytest.mark.parametrize("scaling", ["1/256", "z-score", "z-score by pixel"])
@pytest.mark.parametrize("name", ["net.safetensors", "net.npz"])
def test_a_network_that_learned_from_scaled_pixels_takes_them_as_they_are(name, scaling, tmp_path, capsys):
    config = Config(network="784-12-tanh-10", scaling=scaling)
    save_run(tmp_path / "run.npz", run := Run.start(config))
    assert main(["export", str(tmp_path / "run.npz"), str(tmp_path / name)]) == 0
    said = capsys.readouterr().out
    assert f"scaled by “{scaling}”" in said
    assert "nn.Sequential(nn.BatchNorm1d(784, affine=False), nn.Linear(784, 12)" in said
    digits = unseen_digits().images[:50]
    scaled = load(config).scale.apply(digits)
    read, _ = run_of(tmp_path / name, **({"network": "784-bn-12-tanh-10"} if name == "net.npz" else {}))
    theirs = read.network.forward(read.theta, digits if name == "net.npz" else scaled)[-1]
    np.testing.assert_allclose(theirs, run.network.forward(run.theta, scaled)[-1], rtol=2e-4, atol=2e-4)
