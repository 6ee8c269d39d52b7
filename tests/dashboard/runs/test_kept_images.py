"""Images that runs learn from: kept under their content, asked for wherever a run is to go on, forgotten with it."""

import os
from dataclasses import replace

import numpy as np
import pytest

from core.config import Config
from core.datasets import DataError
from core.datasets.collection import Collection, learned
from dashboard.runs.admission import bytes_by_run, check_bytes, resume
from dashboard.runs.forking import fork
from dashboard.runs.kept_images import UNUSED, find_images, keep_images, place, tidy, to_learn_from
from dashboard.runs.notice import Notice
from dashboard.runs.store import StoreError
from dashboard.runs.sweeping import submit_sweep
from dashboard.runs.worker import main
from tests.dashboard.runs.test_worker import in_process
from tests.support.digits import few
from tests.support.stopped import stopped_at_its_start

__all__ = ["in_process"]  # a fixture

OURS = Collection.of(few().train)
CONFIG = Config("784-10", own=str(OURS.named("class 3b")), own_place="alone", batch_size=66, epochs=1, validation=100)


@pytest.fixture
def stopped(store):
    return stopped_at_its_start(store, CONFIG)


def test_they_come_back_as_they_were_kept(store):
    assert find_images(store.folder, CONFIG) is None
    assert find_images(store.folder, Config()) is None
    keep_images(store.folder, OURS)
    found = find_images(store.folder, CONFIG)
    assert found.sha256 == OURS.sha256
    assert len(to_learn_from(CONFIG).train) == len(OURS)


@pytest.mark.parametrize(
    "damage", [b"", b"no archive", {"levels": np.zeros((3, 784), np.uint8), "labels": np.zeros(3, np.uint8)}]
)
def test_a_damaged_file_is_a_sentence(store, damage):
    keep_images(store.folder, OURS)
    path = place(store.folder, OURS.sha256)
    if isinstance(damage, bytes):
        path.write_bytes(damage)
    else:
        np.savez(path, **damage)
    with pytest.raises(DataError, match="are damaged on this server: bring them again"):
        find_images(store.folder, CONFIG)


def test_other_images_in_the_file_are_no_substitute(store):
    keep_images(store.folder, OURS)
    np.savez(place(store.folder, OURS.sha256), levels=255 - OURS.levels, labels=OURS.labels)
    with pytest.raises(DataError, match="images that are not here: class 3b"):
        learned(few(), CONFIG, find_images(store.folder, CONFIG))


WAYS = {
    "resume": lambda store, run: resume(store, run, "anna"),
    "fork": lambda store, run: fork(store, run, 0, {"learning_rate": 0.1}, "anna"),
    "sweep": lambda store, run: submit_sweep(store, {("0", "0"): CONFIG}, ("seed", "seed"), "anna"),
}


@pytest.mark.parametrize("way", WAYS)
def test_without_them_no_run_goes_on(store, stopped, way):
    before = store.records()
    with pytest.raises(StoreError, match=r"not on this server: class 3b \(330 images, SHA-256 .*…\)\. Bring them"):
        WAYS[way](store, stopped)
    assert store.records() == before
    keep_images(store.folder, OURS)
    WAYS[way](store, stopped)
    assert store.records("queued")


def test_a_worker_trains_on_them_and_says_what_is_missing(store, in_process):
    lost = store.submit(CONFIG, "anna")
    main(lost, store.claim(lost), Notice())
    record = store.record(lost)
    assert record.status == "failed"
    assert "images that are not here: class 3b (330 images" in record.message

    keep_images(store.folder, OURS)
    run = store.submit(CONFIG, "anna")
    main(run, store.claim(run), Notice())
    record = store.record(run)
    assert (record.status, record.step, record.total) == ("finished", 5, 5)


def test_what_no_run_names_is_forgotten_after_a_day(store, stopped):
    other = Collection(255 - OURS.levels, OURS.labels)
    for collection in (OURS, other):
        keep_images(store.folder, collection)
    tidy(store)
    assert place(store.folder, other.sha256).exists()  # somebody may be about to start a run with it
    for collection in (OURS, other):
        past = place(store.folder, collection.sha256)
        os.utime(past, (past.stat().st_mtime - UNUSED - 1,) * 2)
    tidy(store)
    assert place(store.folder, OURS.sha256).exists()
    assert not place(store.folder, other.sha256).exists()
    store.delete(stopped)
    tidy(store)
    assert not place(store.folder, OURS.sha256).exists()


def test_settings_of_old_have_none():
    assert replace(CONFIG, own="", own_place="beside") == Config("784-10", batch_size=66, epochs=1, validation=100)


def test_they_count_among_what_the_server_holds(store, monkeypatch):
    assert bytes_by_run(store).total() == 0
    keep_images(store.folder, OURS)
    assert bytes_by_run(store).total() == place(store.folder, OURS.sha256).stat().st_size > 1_000
    monkeypatch.setenv("CHAINRULE_SERVER_MEGABYTES", "0.01")
    with pytest.raises(StoreError, match="its owner allows 0 MB"):
        check_bytes(store, "anna", 0)
