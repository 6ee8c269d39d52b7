"""What leaves the program says the same numbers elsewhere."""

import json
import struct
import subprocess
import sys

import numpy as np
import pytest

from core.datasets.digits import Scale
from core.export.pytorch import save_npz, save_safetensors, state_dict
from core.export.script import save_script
from core.losses import LOSSES
from core.network import Network
from tests.core.test_network import EVERYTHING

EVERY_ACTIVATION = "9-8-identity-8-sigmoid-8-tanh-8-relu-8-leaky-8-elu-8-gelu-8-softplus-5"
CONVOLUTIONS = "2x9x8-conv3x3x2s2p1-bn-relu-conv4x2x2-maxpool2-flatten-bn-4"


def trained(text, loss="cross-entropy"):
    """A network in use with random parameters and statistics, and rows for it."""
    rng, network = np.random.default_rng(0), Network.from_text(text, LOSSES[loss])
    statistics = [np.stack([rng.standard_normal(units), rng.random(units) + 0.5]) for units in network.normalised]
    return network.in_use(statistics), rng.standard_normal(network.size), rng.random((6, *network.input_shape))


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
    assert save_script(path, network, theta) == tmp_path / "net.npz"
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


def test_state_dict_has_pytorchs_names_and_shapes():
    network, theta, _ = trained("2x9x8-conv3x3x2s2p1-bn-relu-flatten-ln-4")
    found = {name: array.shape for name, array in state_dict(network, theta).items()}
    assert found == {
        "1.weight": (3, 2, 3, 2),
        "1.bias": (3,),
        "2.weight": (3,),
        "2.bias": (3,),
        "2.running_mean": (3,),
        "2.running_var": (3,),
        "2.num_batches_tracked": (),
        "5.weight": (75,),
        "5.bias": (75,),
        "6.weight": (4, 75),
        "6.bias": (4,),
    }


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_files_hold_the_state_dict(tmp_path, dtype):
    network, theta, _ = trained(CONVOLUTIONS)
    theta = theta.astype(dtype)
    arrays = state_dict(network, theta)
    save_npz(tmp_path / "a.npz", network, theta)
    with np.load(tmp_path / "a.npz", allow_pickle=False) as file:
        assert set(file) == set(arrays)
        assert all((file[name] == array).all() for name, array in arrays.items())
    save_safetensors(tmp_path / "a.safetensors", network, theta)
    raw = (tmp_path / "a.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header, data = json.loads(raw[8 : 8 + length]), raw[8 + length :]
    assert length % 8 == 0
    assert set(header) == set(arrays)
    kinds = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}
    for name, entry in header.items():
        start, stop = entry["data_offsets"]
        np.testing.assert_array_equal(
            np.frombuffer(data[start:stop], kinds[entry["dtype"]]).reshape(entry["shape"]), arrays[name]
        )
    assert max(entry["data_offsets"][1] for entry in header.values()) == len(data)
