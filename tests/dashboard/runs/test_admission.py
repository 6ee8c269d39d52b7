"""Every way in counts: nobody gets more runs or bytes than the owner of the server allows, whichever way is taken."""

import shutil
import threading
from types import SimpleNamespace

import numpy as np
import pytest

from core.config import Config
from dashboard.runs import limits
from dashboard.runs.admission import bytes_by_run, bytes_by_session, keep, resume, room
from dashboard.runs.classes.classes import allow, create, join
from dashboard.runs.export import take_in
from dashboard.runs.forking import fork
from dashboard.runs.in_class import Allowed
from dashboard.runs.limits import Limits
from dashboard.runs.steering import steer
from dashboard.runs.store import Store, StoreError, open_store
from dashboard.runs.sweeping import submit_sweep
from tests.support.stopped import stopped_at_its_start

CONFIG = Config(network="784-10", epochs=2)


@pytest.fixture
def parent(store):
    """A run that was stopped at its start."""
    return stopped_at_its_start(store, CONFIG)


def new(store):
    with room(store, "anna", [CONFIG]):
        store.submit(CONFIG, "anna")


def content(store, parent):
    return store.checkpoints(parent)[0].read_bytes()


WAYS = {
    "fork": lambda store, parent: fork(store, parent, 0, {}, "anna"),
    "import": lambda store, parent: take_in(store, content(store, parent), "x.npz", "anna"),
    "resume": lambda store, parent: resume(store, parent, "anna"),
    "sweep": lambda store, parent: submit_sweep(store, {("0", "0"): CONFIG}, ("seed", "seed"), "anna"),
    "new": lambda store, parent: new(store),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CHAINRULE_WAITING", "2", "You have 2 runs in line, and this server takes 2 at most"),
        ("CHAINRULE_LINE", "3", "3 runs of everybody are in line, and this server takes 3 at most"),
        ("CHAINRULE_BROWSER_MEGABYTES", "0.05", "gives a browser 0 MB"),
        ("CHAINRULE_SERVER_MEGABYTES", "0.05", "its owner allows 0 MB"),
        ("CHAINRULE_FREE_MEGABYTES", "1e12", "disk of this server is nearly full"),
    ],
)
def test_every_way_in_counts_and_leaves_nothing_where_there_is_no_room(
    store, parent, monkeypatch, way, name, value, said
):
    for session in ("anna", "anna", "bert"):
        store.submit(CONFIG, session)
    monkeypatch.setenv(name, value)
    runs, files = store.records(), sorted((store.folder / "checkpoints").iterdir())
    with pytest.raises(StoreError, match=said):
        WAYS[way](store, parent)
    assert store.records() == runs
    assert sorted((store.folder / "checkpoints").iterdir()) == files


@pytest.mark.parametrize("way", WAYS)
def test_every_way_is_open_where_there_is_room(store, parent, way):
    WAYS[way](store, parent)


@pytest.fixture
def ada(store, monkeypatch):
    """A class in which anna is a student beside bert, whose one run takes 80 kB."""
    code, _ = create(store, "Tuesday", "teacher")
    for name in ("anna", "bert"):
        join(store, code, name, name)
    run = store.submit(CONFIG, "bert", "finished")
    store.append(run, 1, {"loss": np.zeros(10_000)})
    return code


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("allowed", "megabytes", "said"),
    [
        (Allowed(parameters=7_849), "1", "allows networks of up to 7,849 parameters; this one has 7,850"),
        (Allowed(epochs=1), "1", "allows up to 1 epoch; these are 2"),
        (Allowed(together=1), "1", "allows 1 run at once"),
        (Allowed(), "0.07", "The runs of your class take 0 MB"),
    ],
)
def test_every_way_asks_the_teacher_of_a_student_and_the_quota_of_the_class(
    store, parent, ada, monkeypatch, way, allowed, megabytes, said
):
    store.submit(CONFIG, "anna")
    allow(store, ada, allowed)
    monkeypatch.setenv("CHAINRULE_CLASS_MEGABYTES", megabytes)
    runs, files = store.records(), sorted((store.folder / "checkpoints").iterdir())
    with pytest.raises(StoreError, match=said):
        WAYS[way](store, parent)
    assert store.records() == runs
    assert sorted((store.folder / "checkpoints").iterdir()) == files


def test_a_paused_run_goes_on_where_the_teacher_allows_it(store, parent, ada):
    run = store.submit(CONFIG, "anna", "paused")
    store.submit(CONFIG, "anna")
    allow(store, ada, Allowed(together=1))
    with pytest.raises(StoreError, match="1 run at once"):
        steer(store, run, "go", "anna")
    assert store.record(run).status == "paused"
    allow(store, ada, Allowed(together=2))
    steer(store, run, "go", "anna")
    assert store.record(run).status == "queued"


def test_the_quota_of_a_class_binds_its_students_alone_and_what_they_keep(store, parent, ada, monkeypatch):
    monkeypatch.setenv("CHAINRULE_CLASS_MEGABYTES", "0.07")
    fork(store, parent, 0, {}, "a stranger")
    keep(store, parent, "a stranger")
    with pytest.raises(StoreError, match="ask your teacher"):
        fork(store, parent, 0, {}, "bert")
    with pytest.raises(StoreError, match="ask your teacher"):
        keep(store, parent, "bert")


def test_of_a_hundred_forks_at_once_as_many_get_in_as_there_is_room(store, parent, monkeypatch):
    monkeypatch.setenv("CHAINRULE_WAITING", "4")
    refused = []

    def one():
        with open_store() as other:
            try:
                fork(other, parent, 0, {}, "anna")
            except StoreError as error:
                refused.append(str(error))

    threads = [threading.Thread(target=one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.records("queued")) == 4
    assert len(refused) == 8
    assert len(store.with_checkpoints()) == 5


def test_the_bytes_of_a_browser_are_those_of_its_files_and_curves(store, parent):
    store.append(parent, 1, {"loss": np.zeros(1_000), "lr": np.zeros(1_000)})
    other = store.submit(CONFIG, "bert")
    store.append(other, 1, {"loss": np.zeros(10)})
    assert bytes_by_session(store, bytes_by_run(store)) == {"anna": 16_000 + len(content(store, parent)), "bert": 80}


def test_a_run_is_made_whole_or_not_at_all(store, parent, monkeypatch):
    keep = Store.keep_checkpoint

    def broken(*given):
        keep(*given)
        raise OSError(28, "No space left on device")

    for way in ("fork", "import"):
        with monkeypatch.context() as context:
            context.setattr(Store, "keep_checkpoint", broken)
            with pytest.raises(OSError, match="No space"):
                WAYS[way](store, parent)
    assert [record.id for record in store.records()] == [parent]
    assert [path.name[:10] for path in (store.folder / "checkpoints").iterdir()] == [parent]


def test_a_worker_asks_for_space_before_it_saves(store, monkeypatch, tmp_path):
    monkeypatch.setattr(limits.shutil, "disk_usage", lambda folder: SimpleNamespace(free=250_000_000))
    limits.ask_for_space(tmp_path, 49e6)
    with pytest.raises(OSError, match="No space"):
        limits.ask_for_space(tmp_path, 51e6)
    assert shutil.disk_usage is limits.shutil.disk_usage


def test_what_is_no_id_names_no_file(store, parent):
    (store.folder / "checkpoints" / "trained-00000001.npz").touch()
    for run in ("trained", "*", f"{parent[:9]}?", "", f"../checkpoints/{parent}", parent.upper() + "x", f"{parent}\n"):
        assert store.checkpoints(run) == {}
        assert store.unfinished(run) == []
    assert list(store.checkpoints(parent)) == [0]


def test_an_owner_sets_what_is_allowed(monkeypatch):
    monkeypatch.setenv("CHAINRULE_LINE", "7")
    monkeypatch.setenv("CHAINRULE_BROWSER_MEGABYTES", "8")
    found = Limits.from_environment()
    assert (found.line, found.browser, found.server, found.free) == (7, 8e6, 20e9, 200e6)


@pytest.mark.parametrize("way", ["new", "sweep", "resume"])
def test_nobody_waits_while_files_are_counted_for_a_run_that_adds_none(store, parent, monkeypatch, way):
    counted = []

    def count(other):
        counted.append(other.connection.in_transaction)
        return bytes_by_run(other)

    monkeypatch.setattr("dashboard.runs.admission.bytes_by_run", count)
    WAYS[way](store, parent)
    assert counted == [False]


def test_no_more_is_kept_than_a_browser_may_keep(store, monkeypatch):
    monkeypatch.setenv("CHAINRULE_KEPT", "1")
    runs = [store.submit(CONFIG, session, "finished") for session in ("anna", "anna", "bert")]
    for run in (runs[0], runs[2]):
        keep(store, run, store.record(run).session)
    with pytest.raises(StoreError, match="You keep 1 run,"):
        keep(store, runs[1], "anna")
    assert [store.record(run).kept for run in runs] == [1, 0, 1]


def test_nothing_is_kept_where_there_is_no_room(store, monkeypatch):
    run = store.submit(CONFIG, "anna", "finished")
    store.append(run, 1, {"loss": [1.0] * 1_000})
    monkeypatch.setenv("CHAINRULE_BROWSER_MEGABYTES", "0.001")
    with pytest.raises(StoreError, match="this server gives a browser"):
        keep(store, run, "anna")
    assert store.record(run).kept == 0
