"""The script that leaves the program predicts the same numbers elsewhere."""

import subprocess
import sys

import numpy as np
import pytest

from core.datasets.digits import Scale
from core.export.script import save_script
from core.network import Network
from tests.core.export.test_pytorch import CONVOLUTIONS, EVERY_ACTIVATION, trained
from tests.core.test_network import EVERYTHING


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        (EVERYTHING, "cross-entropy"),
        (EVERY_ACTIVATION, "binary cross-entropy"),
        (CONVOLUTIONS, "cross-entropy"),
        ("9-5-sigmoid", "quadratic"),
    ],
)
def test_the_script_predicts_the_same_numbers(tmp_path, text, loss):
    network, theta, x = trained(text, loss)
    path = tmp_path / "net.py"
    assert save_script(path, network, theta) == tmp_path / "net.weights.npz"
    np.save(tmp_path / "x.npy", x)
    program = "import numpy as np, sys, net; np.save('p.npy', net.predict(np.load('x.npy'))); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True, env={}
    )
    np.testing.assert_allclose(np.load(tmp_path / "p.npy"), network.predict(theta, x), rtol=1e-9, atol=1e-13)
    assert "core" not in done.stdout.split()
    assert "{" not in path.read_text().split("if __name__")[0]


def test_the_script_scales_its_pixels(tmp_path):
    network, theta, x = trained("9-5")
    save_script(tmp_path / "net.py", network, theta, Scale(0.1, np.full(9, 3.0)))
    np.save(tmp_path / "x.npy", x)
    done = subprocess.run([sys.executable, "net.py", "x.npy"], cwd=tmp_path, capture_output=True, text=True, check=True)
    p = network.predict(theta, (x - 0.1) * 3)
    assert done.stdout.splitlines() == [f"{row.argmax()} {row.max():.1%}" for row in p]


def test_a_script_is_of_a_network_in_use(tmp_path):
    with pytest.raises(ValueError, match="bn"):
        save_script(tmp_path / "net.py", Network.from_text("9-5-bn-4"), np.ones(9 * 5 + 5 + 10 + 24))
