"""A run comes back from its file as it went in; every other file gets a sentence."""

import json
import os

import numpy as np
import pytest

from core.config import Config
from core.storage import VERSION, StorageError, load_run, save_run
from core.training import Run, train
from tests.support.digits import few


@pytest.fixture
def run():
    run = Run.start(Config(network="784-4-relu-10", batch_size=64, epochs=1, seed=7))
    next(train(run, few()))
    return run


@pytest.fixture
def path(tmp_path, run):
    path = tmp_path / "run.npz"
    save_run(path, run)
    return path


def rewrite(path, **changes):
    """The same file with some of its arrays replaced."""
    with np.load(path) as file:
        arrays = dict(file)
    np.savez(path, **{**arrays, **changes})


def header(path, **changes):
    with np.load(path) as file:
        return np.array(json.dumps({**json.loads(str(file["chainrule"])), **changes}))


def sentence(path) -> str:
    with pytest.raises(StorageError) as error:
        load_run(path)
    assert str(error.value).endswith(".")
    assert path.name in str(error.value)
    return str(error.value)


def test_there_and_back(path, run):
    back = load_run(path)
    assert back.config == run.config
    assert back.step == run.step == 1
    assert back.theta.dtype == np.float32
    np.testing.assert_array_equal(back.theta, run.theta)
    for a, b in zip(back.memory, run.memory, strict=True):
        np.testing.assert_array_equal(a, b)


def test_missing(tmp_path):
    assert "does not exist" in sentence(tmp_path / "none.npz")


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04 and then nothing of a zip file"])
def test_foreign(path, content):
    path.write_bytes(content)
    assert "not a run" in sentence(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_truncated(path, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    assert "damaged" in sentence(path)


def test_another_programs_npz(path):
    np.savez(path, weights=np.zeros(3))
    assert "not a run" in sentence(path)


def test_pickled_objects_are_not_opened(path):
    rewrite(path, theta=np.array([{"a": 1}], dtype=object))
    assert "not a run" in sentence(path)


def test_a_future_version(path):
    rewrite(path, chainrule=header(path, version=VERSION + 1))
    assert "newer" in sentence(path)


def test_a_wrong_shape(path):
    rewrite(path, theta=np.zeros(12, np.float32))
    assert "12" in sentence(path)


def test_a_configuration_that_cannot_be(path):
    with np.load(path) as file:
        config = json.loads(str(file["chainrule"]))["config"]
    rewrite(path, chainrule=header(path, config={**config, "batch_size": 0}))
    assert "damaged" in sentence(path)


def test_a_step_that_is_no_number(path):
    rewrite(path, chainrule=header(path, step=float("inf")))
    assert "damaged" in sentence(path)


def test_a_crash_while_saving_leaves_the_old_file(path, run, monkeypatch):
    before = path.read_bytes()
    run.step = 999

    def crash(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", crash)
    with pytest.raises(OSError, match="space"):
        save_run(path, run)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]
