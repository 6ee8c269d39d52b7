"""Keras's files are opened as what they are: archives and HDF5, of which no more is unpacked than a network holds."""

import io
import zipfile

import h5py
import numpy as np
import pytest

from core.weights.parts import WeightsError
from dashboard.data.weights import is_from_elsewhere, run_of
from tests.core.weights.test_keras import LENET, SPELLED, arrays, by_hand


def hdf5(found) -> bytes:
    content = io.BytesIO()
    with h5py.File(content, "w") as file:
        for name, array in found.items():
            file[name] = array.astype(np.float32)
    return content.getvalue()


def test_kerass_files_are_read(tmp_path):
    (tmp_path / "lenet.weights.h5").write_bytes(hdf5(arrays()))
    with zipfile.ZipFile(tmp_path / "lenet.keras", "w") as archive:
        archive.writestr("metadata.json", "{}")
        archive.writestr("config.json", LENET)
        archive.writestr("model.weights.h5", hdf5(arrays()))
    x = np.random.default_rng(1).random((4, 28, 28, 1)).astype(np.float32)
    for name, given in (("lenet.keras", {}), ("lenet.weights.h5", {"network": SPELLED})):
        assert is_from_elsewhere(tmp_path / name)
        run, _ = run_of(tmp_path / name, **given)
        np.testing.assert_allclose(
            run.network.forward(run.theta, x.reshape(4, 784))[-1], by_hand(arrays(), x), rtol=1e-4
        )


def test_a_small_file_that_would_unpack_to_gigabytes_is_not_unpacked(tmp_path):
    with h5py.File(tmp_path / "bomb.weights.h5", "w") as file:
        file.create_dataset("layers/dense/vars/0", (100_000, 100_000), np.float32, compression="gzip")  # not one chunk
    with pytest.raises(WeightsError, match="more than 5,000,000 parameters"):
        run_of(tmp_path / "bomb.weights.h5")


def test_damage_is_said(tmp_path):
    for name in ("a.keras", "a.weights.h5"):
        (tmp_path / name).write_bytes(b"no such thing")
        with pytest.raises(WeightsError, match=f"{name} is damaged"):
            run_of(tmp_path / name)
