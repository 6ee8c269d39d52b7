"""A network that was trained elsewhere computes here what it computed there."""

import json
import struct
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from core.config import Config
from core.export.pytorch import METADATA, save_npz, save_safetensors
from core.network import Network
from core.training import Run
from core.weights.files import as_safetensors, read
from core.weights.fitted import as_run
from core.weights.parts import WeightsError
from tests.core.export.test_pytorch import trained

NETWORKS = [
    "784-12-relu-10",
    "784-12-bn-tanh-12-ln-gelu-10",
    "1x28x28-conv4x5x5p2-bn-relu-maxpool2-conv6x3x3s2-elu-avgpool2-flatten-12-sigmoid-10",
]


def no_hdf5(file):
    raise AssertionError("this is no HDF5")


def taken(path, **given):
    return as_run(read(path, no_hdf5), **given)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("text", NETWORKS)
def test_what_is_exported_is_read_back(text, dtype, tmp_path):
    network, theta, _ = trained(text)
    theta, x = theta.astype(dtype), np.random.default_rng(1).random((5, 784)).astype(dtype)
    save_npz(tmp_path / "a.npz", network, theta)
    save_safetensors(
        tmp_path / "a.safetensors", SimpleNamespace(network=network, theta=theta, config=Config(network=text))
    )
    for name, given in (("a.npz", {"network": text}), ("a.safetensors", {})):
        run = taken(tmp_path / name, **given)
        assert run.theta.dtype == dtype
        np.testing.assert_allclose(
            run.network.forward(run.theta, x)[-1], network.forward(theta, x)[-1], rtol=1e-5, atol=1e-5
        )
        assert run.step == 0


def test_names_that_are_not_numbered_are_put_in_order_by_their_shapes(tmp_path):
    network = Network.from_text("784-12-bn-relu-12-bn-relu-12-tanh-10")
    rng = np.random.default_rng(0)
    theta = rng.standard_normal(network.size)
    W1, _, _, _, W2, _, _, _, W3, _, W4, b4 = (p.of(theta) for p in network.parameters)
    arrays = {"zeta.weight": W1.T, "layer2.weight": W2.T, "layer10.weight": W3.T, "out.weight": W4.T, "out.bias": b4}
    ones = np.ones(12)
    for name in ("bn1", "bn2"):
        arrays |= {f"{name}.running_mean": 0 * ones, f"{name}.running_var": ones}
    np.savez(tmp_path / "a.npz", **arrays)
    weights = read(tmp_path / "a.npz", no_hdf5)
    assert [part.name for part in weights.parts] == ["zeta", "bn1", "layer2", "bn2", "layer10", "out"]
    run = as_run(weights, network=str(network))
    np.testing.assert_allclose(run.network.unpack(run.theta)[6][0], W3, rtol=1e-6)


def test_activations_that_cannot_be_known_are_asked_for(tmp_path):
    network, theta, _ = trained("784-12-relu-9-relu-10")
    save_npz(tmp_path / "a.npz", network, theta)
    with pytest.raises(
        WeightsError,
        match=r"Its weights spell 784-12-.-9-.-10, and not which.*such as 784-12-relu-9-relu-10",
    ):
        taken(tmp_path / "a.npz")
    with pytest.raises(
        WeightsError, match=r"Layer 3 of the network .8. has arrays of 12 × 8, and “2” in the file of 12 × 9"
    ):
        taken(tmp_path / "a.npz", network="784-12-relu-8-relu-10")
    with pytest.raises(
        WeightsError, match=r"Layer 7 of the network .10. is a dense layer, and the file has no further one"
    ):
        taken(tmp_path / "a.npz", network="784-12-relu-9-relu-10-relu-10")
    save_npz(tmp_path / "b.npz", *trained("784-10-relu-10-relu-10")[:2])
    with pytest.raises(WeightsError, match=r"The network has no place for 4"):
        taken(tmp_path / "b.npz", network="784-10-relu-10")


def test_scikit_learns_and_cores_own_names_are_known(tmp_path):
    rng = np.random.default_rng(0)
    W, b = [rng.standard_normal(s) for s in ((784, 7), (7, 10))], [rng.standard_normal(n) for n in (7, 10)]
    sklearn = {f"coefs_{k}": np.asfortranarray(w) for k, w in enumerate(W)}  # as it keeps them: column by column
    np.savez(tmp_path / "a.npz", **sklearn, **{f"intercepts_{k}": bias for k, bias in enumerate(b)})
    np.savez(tmp_path / "b.npz", W1=W[0], b1=b[0], W2=W[1], b2=b[1])
    for name in ("a.npz", "b.npz"):
        run = taken(tmp_path / name, network="784-7-tanh-10")
        x = rng.random((3, 784))
        np.testing.assert_allclose(run.network.forward(run.theta, x)[-1], np.tanh(x @ W[0] + b[0]) @ W[1] + b[1])


def test_a_network_of_nielsens_book_is_known_whole(tmp_path):
    rng = np.random.default_rng(0)
    weights, biases = (
        [rng.standard_normal(s) for s in ((5, 784), (10, 5))],
        [rng.standard_normal((n, 1)) for n in (5, 10)],
    )
    said = {"sizes": [784, 5, 10], "weights": [w.tolist() for w in weights], "biases": [b.tolist() for b in biases]}
    x = rng.random((784, 1))
    a = x
    for w, b in zip(weights, biases, strict=True):
        a = 1 / (1 + np.exp(-(w @ a + b)))
    for cost, text in (("CrossEntropyCost", "784-5-sigmoid-10"), ("QuadraticCost", "784-5-sigmoid-10-sigmoid")):
        (tmp_path / "net.json").write_text(json.dumps({**said, "cost": cost}))
        run = taken(tmp_path / "net.json")
        assert run.config.network == text
        np.testing.assert_allclose(run.network.predict(run.theta, x.T), a.T, rtol=1e-9)


def test_a_run_made_of_weights_can_be_trained_on(tmp_path):
    network, theta, _ = trained("784-12-bn-relu-10")
    save_npz(tmp_path / "a.npz", network, theta)
    run = taken(tmp_path / "a.npz", network="784-12-bn-relu-10")
    assert isinstance(run, Run)
    assert len(run.memory) == run.config.build_optimizer().memories
    np.testing.assert_array_equal(run.statistics[0][0], np.asarray(network.layers[1].mean))


def test_a_pickle_is_not_opened():
    with pytest.raises(WeightsError, match=r"save_file.model.state_dict"):
        read(Path("model.pt"), no_hdf5)
    assert "model.safetensors" in as_safetensors(Path("model.pt"))


def damaged(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


HEADER = json.dumps({"0.weight": {"dtype": "F32", "shape": [10**6, 10**6], "data_offsets": [0, 4]}}).encode()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.safetensors", b"", "a.safetensors is damaged"),
        ("a.safetensors", struct.pack("<Q", 2**60), "longer than that of any network"),
        ("a.safetensors", struct.pack("<Q", len(HEADER)) + HEADER, "holds more than 5,000,000 parameters"),
        ("a.npz", b"PK", "a.npz is damaged"),
        ("a.json", b"[1]", "no network of Nielsen's"),
        ("a.json", b"[" * 100_000, "no network of Nielsen's"),
        ("a.keras", b"", "a.keras is damaged"),
        ("a.txt", b"", "Weights are read from .safetensors, .npz, .json, .keras and .weights.h5."),
    ],
)
def test_another_file_is_refused_in_a_sentence(name, content, sentence, tmp_path):
    with pytest.raises(WeightsError, match=sentence):
        read(damaged(tmp_path, name, content), no_hdf5)


@pytest.mark.parametrize(
    ("arrays", "sentence"),
    [
        ({"W1": np.full((784, 10), np.nan), "b1": np.zeros(10)}, "numbers that are not finite"),
        ({"W1": np.zeros((784, 10)), "b1": np.zeros(9)}, "do not fit each other: 784 × 10, 9"),
        ({"W1": np.zeros((784, 10), "U3")}, "“W1” does not hold numbers"),
        ({"kernel": np.zeros((784, 10))}, "Its arrays are called kernel"),
        ({"lstm.weight": np.zeros((3, 3, 3))}, "a weight of 3 axes"),
        ({"coefs_0": np.zeros((784, 1)), "intercepts_0": np.zeros(1)}, "two classes apart by one output"),
    ],
)
def test_arrays_that_make_no_network_are_refused_in_a_sentence(arrays, sentence, tmp_path):
    np.savez(tmp_path / "a.npz", **arrays)
    with pytest.raises(WeightsError, match=sentence):
        taken(tmp_path / "a.npz", network="784-10")


def test_the_metadata_are_settings_of_a_run():
    assert set(METADATA) <= set(Config.__dataclass_fields__)
