"""A fork goes on from its parent's very state, and parts from it no sooner than its change acts."""

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

from core.config import Config, ConfigError
from core.datasets import Digits, Scale, Split
from core.storage import StorageError, load_run, save_run
from core.training import Run, Step, train
from dashboard.runs import export
from dashboard.runs.comparison import parting
from dashboard.runs.export import curves_csv, script_zip, take_in
from dashboard.runs.forking import fork
from dashboard.runs.store import StoreError, open_store

CONFIG = Config(network="784-10", batch_size=20, validation=0, epochs=1)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path) as store:
        yield store


@pytest.fixture
def digits():
    rng = np.random.default_rng(0)
    some = Split(rng.random((200, 784), np.float32), rng.integers(0, 10, 200))
    return Digits(some, Split(some.images[:0], some.labels[:0]), some)


def losses(run, digits):
    return np.array([event.loss for event in train(run, digits) if isinstance(event, Step)])


def parent(store, digits, step=4):
    """A run in the store with a checkpoint at `step`, and its whole loss curve."""
    run = Run.start(CONFIG)
    events = train(run, digits)
    curve = [next(events).loss for _ in range(step)]
    name = store.submit(CONFIG, "anna")
    path = store.checkpoint_path(name, step)
    path.parent.mkdir(exist_ok=True)
    save_run(path, run)
    curve = np.append(curve, losses(run, digits))
    store.append(name, 1, {"loss": curve.tolist()})
    return name, curve


def test_a_fork_without_a_change_repeats_its_parent(store, digits):
    name, curve = parent(store, digits)
    child = fork(store, name, 4, {}, "anna")
    record = store.record(child)
    assert (record.status, record.parent, record.parent_step) == ("queued", name, 4)
    np.testing.assert_array_equal(store.curve(child, "loss"), curve[:4])
    np.testing.assert_array_equal(losses(load_run(store.checkpoints(child)[4]), digits), curve[4:])


@pytest.mark.parametrize("changes", [{"learning_rate": 0.5}, {"optimizer": "sgd"}, {"schedule": "constant"}])
def test_a_fork_parts_one_step_after_its_change(store, digits, changes):
    """The loss of step 5 is measured before that step is taken."""
    name, curve = parent(store, digits)
    child = fork(store, name, 4, changes, "anna")
    after = losses(load_run(store.checkpoints(child)[4]), digits)
    assert parting(curve, np.append(store.curve(child, "loss"), after)) == 6


def test_another_optimizer_starts_without_memories(store, digits):
    name, _ = parent(store, digits)
    (memory,) = load_run(store.checkpoints(fork(store, name, 4, {"optimizer": "momentum"}, "anna"))[4]).memory
    assert memory.shape == (7850,)
    assert not memory.any()
    kept = load_run(store.checkpoints(fork(store, name, 4, {"learning_rate": 0.1}, "anna"))[4]).memory
    assert all(m.any() for m in kept)


def test_what_cannot_be_forked_is_said(store, digits):
    name, _ = parent(store, digits)
    with pytest.raises(StoreError, match="no checkpoint of step 5"):
        fork(store, name, 5, {}, "anna")
    with pytest.raises(ConfigError, match="learning rate"):
        fork(store, name, 4, {"learning_rate": -1.0}, "anna")
    assert len(store.records()) == 1


def test_a_fork_must_have_steps_left(store):
    run = replace(Run.start(CONFIG), step=3_000)
    name = store.submit(CONFIG, "anna")
    path = store.checkpoint_path(name, 3_000)
    path.parent.mkdir()
    save_run(path, run)
    with pytest.raises(StoreError, match=r"1 epoch is over after step 3,000, .* Give the fork more epochs"):
        fork(store, name, 3_000, {}, "anna")


def test_a_run_comes_back_from_its_file(store, digits):
    name, _ = parent(store, digits)
    path = store.checkpoints(name)[4]
    back = take_in(store, path.read_bytes(), "../my run.npz", "bert")
    record = store.record(back)
    assert (record.name, record.status, record.step, record.settings) == ("my run", "stopped", 4, CONFIG)
    np.testing.assert_array_equal(load_run(store.checkpoints(back)[4]).theta, load_run(path).theta)


def test_a_run_that_was_trained_to_its_end_is_put_in_line_to_be_judged(store, tmp_path):
    run = replace(Run.start(CONFIG), step=3_000, judged=1)
    save_run(tmp_path / "ended.npz", run)
    back = take_in(store, (tmp_path / "ended.npz").read_bytes(), "ended.npz", "bert")
    record = store.record(back)
    assert (record.status, record.step, record.total) == ("queued", 3_000, 3_000)
    assert list(store.checkpoints(back)) == [3_000]


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
    assert not list((store.folder / "checkpoints").glob("*.part"))


def test_curves_are_written_so_that_they_read_back_exactly(store, digits):
    name, curve = parent(store, digits)
    lines = curves_csv(store, name).splitlines()
    assert lines[0] == "step,loss,held_back_loss,held_back_accuracy"
    assert [float(line.split(",")[1]) for line in lines[1:]] == curve.tolist()
