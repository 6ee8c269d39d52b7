"""The moments of a run are found by their step, and read once."""

from core.config import Config
from core.storage import save_run
from core.training import Run
from dashboard.runs.moments import checkpoint, files, newest, settings
from dashboard.runs.store import open_store

CONFIG = Config(network="784-10")


def kept(store, *steps: int) -> str:
    run = store.submit(CONFIG, "anna", "stopped")
    for step in steps:
        path = store.checkpoint_path(run, step)
        path.parent.mkdir(exist_ok=True)
        moment = Run.start(CONFIG)
        moment.step = step
        save_run(path, moment)
    return run


def test_the_newest_moment_is_the_one_after_most_steps():
    with open_store() as store:
        run, other = kept(store, 0, 30, 100), kept(store)
        assert list(files(store, run)) == [0, 30, 100]
    record, step, moment = newest(run)
    assert (record.id, step, moment.step) == (run, 100, 100)
    assert newest(other) is None
    assert newest("nobody's") is None


def test_a_file_is_read_once_until_it_is_written_anew():
    with open_store() as store:
        run = kept(store, 0)
        path, written = files(store, run)[0]
    first = checkpoint(path, written)
    assert checkpoint(path, written) is first
    assert checkpoint(path, written + 1) is not first
    assert settings(path, written) == first.config


def test_of_a_moment_to_look_at_the_memory_of_its_optimizer_is_not_read(tmp_path):
    path, run = tmp_path / "run.npz", Run.start(Config(network="784-10", optimizer="adam"))
    save_run(path, run)
    seen = checkpoint(path, path.stat().st_mtime)
    assert len(run.memory) == 2
    assert seen.memory == ()
    assert (seen.theta == run.theta).all()
