"""What Dask knows of a task is read with care: it is the lease of a run that says who holds it."""

import pickle
import sys
from types import ModuleType, SimpleNamespace

import pytest

from core.config import Config
from dashboard.runs import cluster
from dashboard.runs.cluster import Cluster, Ended, Task, told
from dashboard.runs.engine import Engine
from dashboard.runs.limits import Limits
from dashboard.runs.pool import End


class KilledWorker(Exception):
    pass


@pytest.fixture(autouse=True)
def dask(monkeypatch):
    """As much of it as is asked here; a real one is asked where CHAINRULE_TEST_ENGINE says so."""
    for name in ("distributed", "distributed.scheduler", "distributed.core"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setattr(sys.modules["distributed"], "fire_and_forget", lambda future: None, raising=False)
    monkeypatch.setattr(sys.modules["distributed.scheduler"], "KilledWorker", KilledWorker, raising=False)


@pytest.fixture
def tasks(monkeypatch):
    """A cluster of two threads that answers what a test puts into `submitted`."""
    monkeypatch.setattr(Cluster, "_watch", lambda self: None)
    tasks = Cluster("dask://scheduler:8786")
    tasks.threads, tasks.submitted = 2, []

    def submit(*given, **named):
        tasks.submitted.append(SimpleNamespace(given=given, named=named, status="pending"))
        return tasks.submitted[-1]

    tasks.client = SimpleNamespace(submit=submit, close=lambda timeout: None)
    return tasks


def error(what):
    return {"status": "error", "exception": lambda timeout: what}


@pytest.mark.parametrize(
    ("future", "end"),
    [
        ({"status": "pending"}, None),
        ({"status": "finished"}, End()),
        ({"status": "lost"}, End()),
        ({"status": "cancelled"}, End()),
        (error(Ended("die", "It was killed.")), End("die", "It was killed.")),
        (error(KilledWorker("a task")), End()),
        (error(ModuleNotFoundError("No module named 'dashboard'")), End("fail", cluster.NOT_THERE)),
    ],
)
def test_a_task_says_what_became_of_its_run_where_that_is_known(future, end):
    task = Task(None)
    task.future = SimpleNamespace(**future)
    found = task.end()
    if end and end.event == "fail":
        end = End("fail", end.words.format("No module named 'dashboard'"))
    assert found == end


def test_what_a_task_raises_arrives_as_it_was():
    assert pickle.loads(pickle.dumps(Ended("die", "It was killed."))).end == End("die", "It was killed.")


def test_as_many_runs_train_as_the_cluster_has_threads_or_fewer_where_the_owner_says_so(tasks, monkeypatch):
    assert tasks.places(Limits.from_environment()) == 2
    monkeypatch.setenv("CHAINRULE_WORKERS", "1")
    assert tasks.places(Limits.from_environment()) == 1


def test_runs_are_submitted_while_there_are_threads_and_a_task_that_is_over_leaves_the_rest_to_the_lease(store, tasks):
    engine, runs = Engine(tasks), [store.submit(Config(network="784-10"), "anna") for _ in range(3)]
    engine.tick(store)
    assert [store.record(run).status for run in runs] == ["starting", "starting", "queued"]
    first, second = tasks.submitted
    assert [one.given[2] for one in (first, second)] == runs[:2]
    assert not first.named["pure"]
    first.status = "finished"  # its scheduler says so; another worker may have it
    engine.tick(store)
    assert store.record(runs[0]).status == "starting"
    vars(second).update(error(Ended("die", "It was killed.")))
    engine.tick(store)
    assert (store.record(runs[1]).status, store.record(runs[1]).message) == ("lost", "It was killed.")
    assert len(tasks.submitted) == 3  # the place of the one that is known to have ended is the next one's


def test_a_run_that_no_scheduler_took_is_in_line_again(store, tasks):
    tasks.client = None
    run = store.submit(Config(network="784-10"), "anna")
    engine = Engine(tasks)
    engine.tick(store)
    assert store.record(run).status == "starting"
    tasks.threads = 0
    engine.tick(store)
    assert (store.record(run).status, tasks.children) == ("queued", [])


def test_who_waits_for_a_cluster_without_workers_is_told_and_it_is_forgotten_when_they_come(store, tasks):
    engine, run = Engine(tasks), store.submit(Config(network="784-10"), "anna")
    tasks.threads = 0
    engine.tick(store)
    assert (store.record(run).status, store.record(run).message) == ("queued", cluster.WAITS)
    tasks.threads = 1
    engine.tick(store)
    assert (store.record(run).status, store.record(run).message) == ("starting", "")


def test_an_engine_that_ends_lets_its_tasks_train_on(store, tasks):
    run = store.submit(Config(network="784-10"), "anna")
    engine = Engine(tasks)
    engine.tick(store)
    engine.dismiss()
    assert store.record(run).status == "starting"


def test_a_task_is_told_where_the_store_is_and_its_worker_knows_better(monkeypatch, home):
    monkeypatch.delenv("CHAINRULE_STORE", raising=False)
    monkeypatch.setenv("CHAINRULE_MINUTES", "5")
    assert told() == {"CHAINRULE_HOME": str(home), "CHAINRULE_MINUTES": "5"}
    monkeypatch.setenv("CHAINRULE_STORE", "postgresql://there/runs")
    assert told() == {"CHAINRULE_STORE": "postgresql://there/runs", "CHAINRULE_MINUTES": "5"}


def test_a_worker_that_does_not_see_the_home_of_a_store_that_is_a_file_says_so(tmp_path):
    with pytest.raises(Ended) as found:
        cluster._given({"CHAINRULE_HOME": str(tmp_path / "elsewhere")}, "run", "token")
    assert found.value.end.event == "fail"
    assert "--store postgresql://" in found.value.end.words
