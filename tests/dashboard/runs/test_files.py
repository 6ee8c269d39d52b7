"""Checkpoints are listed in order and looked at one by one, wherever they are."""

import pytest

from core.config import Config
from dashboard.runs.files import Checkpoints


def test_only_the_checkpoint_that_is_asked_for_is_fetched(tmp_path):
    fetched = []

    def fetch(step):
        fetched.append(step)
        return tmp_path / str(step)

    found = Checkpoints({step: lambda step=step: fetch(step) for step in (30, 1, 10)})
    assert (list(found), len(found), max(found), fetched) == ([1, 10, 30], 3, 30, [])
    assert found[10] == found.get(10) == tmp_path / "10"
    assert (found.get(7), fetched) == (None, [10, 10])


def test_a_finished_file_becomes_a_checkpoint_and_is_gone_when_it_is_dropped(store, tmp_path):
    run = store.submit(Config(network="784-10"), "anna")
    for step in (30, 2):
        draft = store.folder / "checkpoints" / f"{run}.part"
        draft.parent.mkdir(exist_ok=True)
        draft.write_bytes(b"x" * step)
        store.keep_checkpoint(run, step, draft)
        assert not draft.exists()
    assert list(store.checkpoints(run)) == [2, 30]
    assert store.with_checkpoints() == {run}
    assert store.bytes_of_files() == {run: 32}
    store.drop_checkpoint(run, 30)
    assert list(store.checkpoints(run)) == [2]
    store.delete(run)
    assert store.checkpoints(run) == {}


@pytest.mark.parametrize("run", ["", "..", "*", "0123456789-", "0123456789/.."])
def test_what_is_no_id_names_no_file(store, run):
    (store.folder / "checkpoints").mkdir()
    (store.folder / "checkpoints" / "0123456789-00000001.npz").touch()
    assert store.checkpoints(run) == {}
    store.delete_files(run)
    assert list(store.checkpoints("0123456789")) == [1]
