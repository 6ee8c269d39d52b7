"""The page of NumPy runs as it is printed, and its lines do what core does."""

import re
import subprocess
import sys

import numpy as np
import pytest

from core.network import Network
from lessons.derivations import program
from lessons.derivations.program import WRITES, lines, page, step
from lessons.engine.proof.named_arrays import arrays_of
from lessons.engine.proof.witnesses import difference
from tests.support.digits import blobs

NETWORKS = ["784-16-relu-12-tanh-10", "784-4-sigmoid-10"]


def pass_through(text):
    network, rng = Network.from_text(text), np.random.default_rng(0)
    theta = 0.3 * rng.standard_normal(network.size)
    return network, arrays_of(network.trace(theta, rng.random((3, 784)), np.array([0, 7, 7])))


@pytest.mark.parametrize("text", NETWORKS)
def test_the_lines_leave_the_arrays_of_core(text):
    network, arrays = pass_through(text)
    inputs = {name: arrays[name] for name in ("x", "y", "N", *(p.name for p in network.parameters))}
    found = step(network, inputs | {"lr": 0.1})
    for name in set(arrays) - set(inputs) - {"dx"}:
        assert difference(found[name], arrays[name]) < 1e-12, name
    for p in network.parameters:
        np.testing.assert_allclose(found[p.name], arrays[p.name] - 0.1 * arrays[f"d{p.name}"], rtol=1e-12)


def test_a_wrong_line_leaves_other_arrays(monkeypatch):
    network, arrays = pass_through(NETWORKS[0])
    forward, backward, update = lines(network)
    wrong = [line.replace("dz2 @ W2.T", "-dz2 @ W2.T") for line in backward]
    assert wrong != backward
    monkeypatch.setattr(program, "lines", lambda network: (forward, wrong, update))
    assert difference(step(network, arrays | {"lr": 0.1})["dW1"], arrays["dW1"]) > 0.1


@pytest.mark.parametrize("text", NETWORKS)
def test_the_page_learns_with_numpy_alone(text, tmp_path):
    digits = blobs(200, 0, np.float64)
    np.savez(tmp_path / "digits.npz", images=digits.images, labels=digits.labels)
    (tmp_path / "page.py").write_text(page(Network.from_text(text), 0.1, 20, 40), encoding="utf-8")
    printed = subprocess.run(
        [sys.executable, "-I", "page.py"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    losses = [float(line.split()[1]) for line in printed.splitlines()]
    assert len(losses) == 40
    assert losses[-1] < 0.6 * losses[0]


def test_the_file_that_the_page_reads_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    few = np.full((40, 28, 28), 51, np.uint8), np.arange(40) % 10
    monkeypatch.setattr("core.datasets.mnist.read_bytes", lambda part: few)
    exec(WRITES, {})
    program_text = page(Network.from_text(NETWORKS[1]), 0.1, 20, 2)
    names = set(re.findall(r'digits\["(\w+)"\]', program_text))
    with np.load("digits.npz") as written:
        assert set(written) == names == {"images", "labels"}
        assert written["images"].shape == (40, 784)
        np.testing.assert_allclose(written["images"], 0.2)
