"""A run leaves as files that others read, and comes back from its own."""

import io
import json
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.datasets import Scale, load
from core.storage import StorageError, load_run, save_run
from core.training import Run
from dashboard.runs import export
from dashboard.runs.export import curves_csv, script_zip, take_in
from dashboard.runs.store import StoreError
from tests.dashboard.runs.test_forking import CONFIG, digits, parent

__all__ = ["digits"]  # a fixture


def test_a_run_comes_back_from_its_file(store, digits):
    name, _ = parent(store, digits)
    path = store.checkpoints(name)[4]
    back = take_in(store, path.read_bytes(), "../my run.npz", "bert")
    record = store.record(back)
    assert (record.name, record.status, record.step, record.settings) == ("my run", "stopped", 4, CONFIG)
    assert record.test_accuracy is None  # test digits are used once, at its end
    np.testing.assert_array_equal(load_run(store.checkpoints(back)[4]).theta, load_run(path).theta)


def test_a_run_that_was_trained_to_its_end_is_put_in_line_to_be_judged(store, tmp_path):
    run = replace(Run.start(CONFIG), step=3_000, judged=1)
    save_run(tmp_path / "ended.npz", run)
    back = take_in(store, (tmp_path / "ended.npz").read_bytes(), "ended.npz", "bert")
    record = store.record(back)
    assert (record.status, record.step, record.total) == ("queued", 3_000, 3_000)
    assert list(store.checkpoints(back)) == [3_000]


def test_weights_from_elsewhere_become_a_run_that_can_go_on(store, tmp_path):
    W, b = np.random.default_rng(0).standard_normal((784, 10)), np.zeros(10)
    np.savez(tmp_path / "mine.npz", coefs_0=W, intercepts_0=b)
    content = (tmp_path / "mine.npz").read_bytes()
    with pytest.raises(StorageError, match=r"“mine”.npz: Its weights spell 784-10. Say the whole"):
        take_in(store, content, "mine.npz", "bert")
    back = take_in(store, content, "mine.npz", "bert", "784-10")
    record = store.record(back)
    assert (record.name, record.status, record.step, record.settings.network) == ("mine", "stopped", 0, "784-10")
    assert record.settings.precision == "float64"
    test = load(record.settings).test
    right = ((test.images @ W).argmax(axis=1) == test.labels).mean()  # judged on arrival
    assert record.test_accuracy == right
    assert record.test_loss > 0
    np.testing.assert_array_equal(load_run(store.checkpoints(back)[0]).theta[: W.size], W.reshape(-1))
    assert not list(store.folder.glob("tmp*"))


def test_the_largest_network_with_two_memories_can_be_uploaded():
    settings = tomllib.loads(
        (Path(export.__file__).parents[1] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    )
    parameters, vectors, float32 = 5_000_000, 3, 4
    assert settings["server"]["maxUploadSize"] * 2**20 > parameters * vectors * float32 + 1e6


def test_a_run_leaves_as_a_script_that_predicts_the_same(store, digits, tmp_path):
    run = Run.start(CONFIG)
    with zipfile.ZipFile(io.BytesIO(script_zip(run, Scale()))) as archive:
        archive.extractall(tmp_path)
    np.save(tmp_path / "images.npy", digits.train.images)
    line = "import numpy as np, network; np.save('p.npy', network.predict(np.load('images.npy')))"
    subprocess.run([sys.executable, "-c", line], cwd=tmp_path, check=True)
    np.testing.assert_allclose(
        np.load(tmp_path / "p.npy"), run.network.predict(run.theta, digits.train.images), rtol=1e-5
    )


@pytest.mark.parametrize("content", [b"", b"not a run", b"PK\x03\x04 half an archive"])
def test_a_broken_import_is_a_sentence_and_leaves_nothing(store, content):
    with pytest.raises(StorageError, match=r"^“x\.npz” is not a run"):
        take_in(store, content, "x.npz", "bert")
    assert store.records() == []
    assert list((store.folder / "checkpoints").iterdir()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"step": 2**63},
        {"step": 2**62},
        {"step": -1},
        {"step": 3_001},
        {"judged": 2},
        {"memories": 0},
        {"memories": 5},
        {"version": -1},
    ],
    ids=str,
)
def test_an_import_that_cannot_be_leaves_neither_row_nor_file(store, digits, change):
    name, _ = parent(store, digits)
    with np.load(store.checkpoints(name)[4]) as file:
        arrays = dict(file)
    header = {**json.loads(str(arrays.pop("chainrule"))), **change}
    content = io.BytesIO()
    np.savez(content, chainrule=np.array(json.dumps(header)), **arrays)
    files = sorted((store.folder / "checkpoints").iterdir())
    with pytest.raises(StorageError, match=r"^“x\.npz” (is damaged|is not a run|holds a network without)"):
        take_in(store, content.getvalue(), "x.npz", "bert")
    assert [record.id for record in store.records()] == [name]
    assert sorted((store.folder / "checkpoints").iterdir()) == files


def test_an_import_of_a_run_that_diverged_is_refused(store, digits):
    run = Run.start(CONFIG)
    run.theta[7] = np.nan
    path = store.folder / "x.npz"
    save_run(path, run)
    with pytest.raises(StorageError, match=r"^“x\.npz” holds parameters that are not finite"):
        take_in(store, path.read_bytes(), "x.npz", "bert")
    assert store.records() == []
    assert list((store.folder / "checkpoints").iterdir()) == []


def test_a_run_too_large_for_this_server_is_not_imported(store, digits, monkeypatch):
    name, _ = parent(store, digits)
    content = store.checkpoints(name)[4].read_bytes()
    monkeypatch.setenv("CHAINRULE_PARAMETERS", "100")
    with pytest.raises(StoreError, match="up to 100 parameters"):
        take_in(store, content, "x.npz", "bert")
    assert not list((store.folder / "checkpoints").glob("inbox*"))


def test_curves_are_written_so_that_they_read_back_exactly(store, digits):
    name, curve = parent(store, digits)
    lines = curves_csv(store, name).splitlines()
    assert lines[0] == "step,loss,held_back_loss,held_back_accuracy"
    assert [float(line.split(",")[1]) for line in lines[1:]] == curve.tolist()
