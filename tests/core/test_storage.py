"""A run comes back from its file as it went in; every other file gets a sentence."""

import io
import json
import math
import os
import tracemalloc
import zipfile
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest

from core.config import Config
from core.machine import elsewhere, machine
from core.storage import VERSION, StorageError, load_run, read_header, save_run
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


def npy(array) -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array(file, np.asanyarray(array), version=(1, 0))
    return file.getvalue()


def of(header: dict, **arrays) -> bytes:
    """An archive of these, compressed as far as it goes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("chainrule.npy", npy(np.array(json.dumps(header))))
        for name, array in arrays.items():
            zipped.writestr(f"{name}.npy", array if isinstance(array, bytes) else npy(array))
    return file.getvalue()


def honest(path) -> tuple[dict, dict]:
    """What a file holds: its header and its arrays."""
    with np.load(path) as file:
        arrays = dict(file)
    return json.loads(str(arrays.pop("chainrule"))), arrays


CHANGES = [
    {"version": -1}, {"version": 0}, {"version": 1.0}, {"version": True}, {"version": "1"}, {"version": None},
    {"step": -1}, {"step": 2**63}, {"step": 2**62}, {"step": 1.0}, {"step": True}, {"step": "1"}, {"step": None},
    {"memories": 1}, {"memories": 5}, {"memories": -1}, {"memories": 10**9}, {"memories": 2.0}, {"memories": "2"},
    {"normalised": 3}, {"normalised": -1}, {"normalised": "x"}, {"judged": -1}, {"judged": 0.5}, {"judged": []},
    {"best_loss": "low"}, {"best_loss": math.nan}, {"best_loss": None}, {"stale": -1}, {"stale": {}},
    {"config": []}, {"config": {"warp": 9}}, {"config": {"epochs": True}}, {"config": "x"}, {"made": 7},
    {"made": {"numpy": 2}}, {"made": [["numpy", "2"]]},
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_header_that_cannot_be(path, change):
    header, arrays = honest(path)
    path.write_bytes(of({**header, **change}, **arrays))
    assert "damaged" in sentence(path)


def test_a_file_that_was_compressed_on_the_way_is_read(path, run):
    header, arrays = honest(path)
    path.write_bytes(of(header, **arrays))
    np.testing.assert_array_equal(load_run(path).theta, run.theta)


def test_yesterdays_files_say_less_and_are_read(path, run):
    header, arrays = honest(path)
    least = {name: header[name] for name in ("version", "config", "step", "memories")}
    for name in ("order", "epochs_before", "draws_before", "precision", "own", "own_place"):
        del least["config"][name]
    path.write_bytes(of(least, **arrays))
    back = load_run(path)
    assert (back.judged, back.best_loss, back.stale, back.config) == (0, math.inf, 0, run.config)
    assert read_header(path).made == {}
    np.testing.assert_array_equal(back.theta, run.theta)


@pytest.mark.parametrize(
    "kind", [np.longdouble, np.float16, ">f4", ">f8", np.complex64, np.int32, "S4", "U4", np.bool_]
)
@pytest.mark.parametrize("which", [["theta"], ["memory1"], ["theta", "memory0", "memory1"]], ids=str)
def test_numbers_of_another_kind(path, kind, which):
    header, arrays = honest(path)
    arrays |= {name: np.zeros(arrays[name].shape, kind) for name in which}
    path.write_bytes(of(header, **arrays))
    assert "damaged" in sentence(path)


@pytest.mark.parametrize("which", ["theta", "memory0"])
def test_a_run_that_diverged_is_read_here_and_refused_from_outside(path, which):
    header, arrays = honest(path)
    arrays[which][3] = np.nan
    path.write_bytes(of(header, **arrays))
    assert np.isnan(load_run(path).theta).any() == (which == "theta")
    with pytest.raises(StorageError, match="not finite"):
        load_run(path, sound=True)


def test_a_network_without_the_memory_of_its_optimizer_is_one_to_look_at(path, run):
    save_run(path, replace(run, memory=()))
    assert load_run(path).memory == ()
    with pytest.raises(StorageError, match="without what its optimizer remembers"):
        load_run(path, sound=True)


def most_memory(work) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def header_of(shape: str, kind: str = "<f4") -> bytes:
    text = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()


@pytest.mark.parametrize("which", ["theta", "memory1", "chainrule"])
@pytest.mark.parametrize(
    "bomb",
    [
        header_of("(15000000,)") + bytes(60_000_000),  # as long as it says
        bytes(60_000_000),  # no header at all
        header_of("(3190,)") + bytes(60_000_000),  # longer than it says
        header_of("()", "<U15000000") + bytes(60_000_000),
        header_of("(3190,)"),  # nothing behind the header
        header_of("(10**9,)"),
        header_of("(-1,)"),
        header_of("(99999999999999999999,)"),
    ],
    ids=["long", "zeros", "longer", "text", "short", "power", "negative", "huge"],
)
def test_a_small_file_that_unpacks_to_much_is_refused_before_it_does(path, which, bomb):
    header, arrays = honest(path)
    content = of(header, **{**arrays, which: bomb}) if which != "chainrule" else with_header(arrays, bomb)
    path.write_bytes(content)
    assert len(content) < 1_000_000
    assert most_memory(lambda: sentence(path)) < 2_000_000


def with_header(arrays, content) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("chainrule.npy", content)
        for name, array in arrays.items():
            zipped.writestr(f"{name}.npy", npy(array))
    return file.getvalue()


def test_a_directory_without_end_is_not_read(path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        for k in range(20_000):
            zipped.writestr(f"{k}", b"")
    path.write_bytes(file.getvalue())
    assert most_memory(lambda: sentence(path)) < 1_000_000
    path.write_bytes(file.getvalue() + b"behind")
    assert most_memory(lambda: sentence(path)) < 1_000_000


def test_an_honest_run_takes_no_more_memory_than_its_size(tmp_path):
    large = Run.start(Config(network="784-1000-relu-10"))
    path = tmp_path / "large.npz"
    save_run(path, large)
    assert most_memory(lambda: load_run(path, sound=True)) < 1.2 * path.stat().st_size + 1_000_000


def test_any_byte_may_be_another(path):
    """Whatever is changed, the file is refused with a sentence or is a run."""
    content, rng = path.read_bytes(), np.random.default_rng(0)
    for _ in range(300):
        changed = bytearray(content)
        place = int(rng.choice([rng.integers(0, 3_000), rng.integers(len(content) - 800, len(content))]))
        changed[place] = int(rng.integers(256))
        path.write_bytes(changed)
        with suppress(StorageError):
            load_run(path)


def test_a_file_says_what_its_bits_depend_on(path):
    made = read_header(path).made
    assert made == machine()
    assert set(made) == {"processor", "numpy", "blas", "threads"}
    assert all(made.values())
    assert elsewhere(made, machine()) == ""
    assert elsewhere({}, machine()) == ""
    said = elsewhere({**made, "numpy": "1.0", "threads": "7"}, machine())
    assert said == (
        "It went on with another NumPy and another number of threads than before, so its last bits may differ."
    )
