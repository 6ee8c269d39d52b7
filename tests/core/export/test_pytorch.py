"""What leaves the program says the same numbers elsewhere."""

import json
import struct
from types import SimpleNamespace

import numpy as np
import pytest

from core.config import Config
from core.export.pytorch import save_npz, save_safetensors, state_dict
from core.losses import LOSSES
from core.network import Network

EVERY_ACTIVATION = "9-8-identity-8-sigmoid-8-tanh-8-relu-8-leaky-8-elu-8-gelu-8-softplus-5"
CONVOLUTIONS = "2x9x8-conv3x3x2s2p1-bn-relu-conv4x2x2-maxpool2-flatten-bn-4"


def trained(text, loss="cross-entropy"):
    """A network in use with random parameters and statistics, and rows for it."""
    rng, network = np.random.default_rng(0), Network.from_text(text, LOSSES[loss])
    statistics = [np.stack([rng.standard_normal(units), rng.random(units) + 0.5]) for units in network.normalised]
    return network.in_use(statistics), rng.standard_normal(network.size), rng.random((6, *network.input_shape))


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
    run = SimpleNamespace(network=network, theta=theta, config=Config())
    save_safetensors(tmp_path / "a.safetensors", run)
    raw = (tmp_path / "a.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header, data = json.loads(raw[8 : 8 + length]), raw[8 + length :]
    assert length % 8 == 0
    assert header.pop("__metadata__")["network"] == Config().network
    assert set(header) == set(arrays)
    kinds = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}
    for name, entry in header.items():
        start, stop = entry["data_offsets"]
        np.testing.assert_array_equal(
            np.frombuffer(data[start:stop], kinds[entry["dtype"]]).reshape(entry["shape"]), arrays[name]
        )
    assert max(entry["data_offsets"][1] for entry in header.values()) == len(data)
