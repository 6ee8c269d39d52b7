"""A long curve is shown by few points that are true, and none of its own points is ever dropped."""

from itertools import pairwise

import numpy as np
import pytest

from core.config import Config
from dashboard.runs import curves, thinning
from dashboard.runs.on_show import TAIL, on_show
from dashboard.runs.store import Store, open_store
from dashboard.shared.charts import running_mean
from dashboard.views.train.snapshot import snapshot as look

NAMES = ["loss", "accuracy", "seconds"]


def series(steps, seed=0):
    """Curves as those of a run: the accuracy is measured at every fiftieth step, time only grows."""
    rng = np.random.default_rng(seed)
    loss, accuracy = rng.exponential(size=steps), np.where(np.arange(steps) % 50, np.nan, rng.random(steps))
    return {"loss": loss, "accuracy": accuracy, "seconds": np.cumsum(rng.random(steps))}


def written(store, curves, flushes, thin=True):
    """A run that wrote its curves in this many pieces, thinned as a worker does."""
    steps = len(curves["loss"])
    run = store.submit(Config(network="784-10"), "anna", "running", step=steps, total=steps)
    edges = np.linspace(0, steps, flushes + 1).astype(int).tolist()
    for first, last in pairwise(edges):
        if last > first:
            store.append(run, first + 1, {name: values[first:last] for name, values in curves.items()})
        if thin:
            store.thin(run, 4_096)
    return run


@pytest.mark.parametrize(("steps", "flushes"), [(1, 1), (300, 300), (5_000, 70), (100_000, 40)])
def test_every_point_is_kept_however_it_was_written(store, steps, flushes):
    curves = series(steps)
    run = written(store, curves, flushes)
    for _ in range(2):
        for name in NAMES:
            np.testing.assert_array_equal(store.curve(run, name), curves[name])
            np.testing.assert_array_equal(store.curve(run, name, 5, 9), curves[name][4:9])
            np.testing.assert_array_equal(
                store.curve(run, name, max(1, steps - 49), steps), curves[name][max(0, steps - 50) :]
            )
        assert store.series(run) == sorted(NAMES)
        store.compact(run)


def test_a_slow_run_is_not_stored_in_as_many_pieces_as_it_has_steps(store):
    run = written(store, series(2_000), 2_000)
    (pieces,) = store.connection.execute("SELECT count(*) FROM curves WHERE series = 'loss'").fetchone()
    assert pieces <= 9
    assert len(store.curve(run, "loss")) == 2_000


def test_a_long_curve_is_joined_a_piece_at_a_time_and_others_write_in_between(store, monkeypatch):
    monkeypatch.setattr(curves, "LARGE", 1_000)
    found = series(5_300)
    run = written(store, found, 60, thin=False)
    transaction, begun = Store.transaction, []

    def counted(self, *given):
        with open_store(self.folder, patience=0.0) as other:  # it need not wait: nobody holds the store meanwhile
            begun.append(other.submit(Config(), "berta"))
        return transaction(self, *given)

    monkeypatch.setattr(Store, "transaction", counted)
    store.compact(run, "loss", "nothing")
    np.testing.assert_array_equal(store.curve(run, "loss"), found["loss"])
    (pieces,) = store.connection.execute("SELECT count(*) FROM curves WHERE series = 'loss'").fetchone()
    assert pieces == len(begun) - 1 >= 5, "and a look at what there is nothing of"


def test_a_short_run_is_shown_as_it_is(store):
    curves = series(3_000)
    seen = on_show(store, written(store, curves, 30), NAMES)
    assert not seen.thinned
    np.testing.assert_array_equal(seen.steps, np.arange(1, 3_001))
    for name in NAMES:
        np.testing.assert_array_equal(seen.values[name], curves[name])


@pytest.mark.parametrize("thin", [True, False])
@pytest.mark.parametrize("steps", [40_001, 64 * 700 + 50, 121_600, 121_651, 300_000])
def test_a_long_run_is_shown_by_points_that_are_true(store, steps, thin):
    curves = series(steps)
    loss = curves["loss"]
    seen = on_show(store, written(store, curves, 25, thin), NAMES)
    shows = seen.values["loss"]
    assert len(seen.steps) == len(shows) <= 4_000
    assert np.all(np.diff(seen.steps) >= 0)
    assert (seen.steps[0], seen.steps[-1]) == (1, steps)
    assert shows[0] == loss[0]
    np.testing.assert_array_equal(shows[-TAIL:], loss[-TAIL:])
    assert (shows.min(), shows.max()) == (loss.min(), loss.max())
    assert set(shows) <= set(loss)
    starts = np.concatenate([[0], seen.ends[:-1]])
    for k in (0, 1, len(starts) // 2, len(starts) - 1):
        stretch = loss[starts[k] : seen.ends[k]]
        assert tuple(shows[1 + 2 * k : 3 + 2 * k]) == (stretch.min(), stretch.max())
    np.testing.assert_allclose(seen.recent["loss"], running_mean(loss, 50)[seen.ends - 1])
    np.testing.assert_array_equal(seen.last["seconds"], curves["seconds"][seen.ends - 1])
    measured = np.isfinite(curves["accuracy"])
    means = running_mean(curves["accuracy"][measured], 5)[np.cumsum(measured)[seen.ends - 1] - 1]
    np.testing.assert_allclose(seen.recent["accuracy"], means)


@pytest.mark.parametrize("step", [0, 1, 63, 64, 30_000, 65_536, 99_999])
def test_a_resumed_run_shows_nothing_of_what_it_takes_again(store, step):
    before, again = series(100_000), series(100_000, seed=1)
    run = written(store, before, 20)
    store.rewind(run, step)
    store.append(run, step + 1, {name: again[name][step:] for name in NAMES})
    store.thin(run)
    joined = np.concatenate([before["loss"][:step], again["loss"][step:]])
    np.testing.assert_array_equal(store.curve(run, "loss"), joined)
    other = written(store, {**before, "loss": joined}, 1)
    store.thin(other)
    for grain in thinning.grains(100_000):
        np.testing.assert_allclose(store.buckets(run, "loss", grain), store.buckets(other, "loss", grain))


def test_a_fork_has_the_thinned_history_of_its_parent(store):
    parent = written(store, series(100_000), 5)
    child = store.submit(Config(network="784-10"), "anna")
    store.copy_history(parent, child, 60_000)
    np.testing.assert_array_equal(store.curve(child, "loss"), store.curve(parent, "loss")[:60_000])
    assert store.thinned_to(child, "loss", 64) == 60_000 // 64 * 64
    assert store.thinned_to(parent, "loss", 64) > 60_000


def others_who_write(store, monkeypatch):
    """How often somebody else, who waits for nobody, can write between the parts of something long; and the most bytes
    of a part."""
    could, largest, slices = [], [], curves._slices

    def parts(rows, size):
        for some in slices(rows, size):
            with open_store(store.folder, patience=0) as other:
                other.update("", note="")  # raises where somebody else is writing
                could.append(1)
            largest.append(sum(map(size, some)))
            yield some

    monkeypatch.setattr(curves, "_slices", parts)
    return could, largest


def test_others_write_while_a_long_history_is_copied_and_deleted(store, monkeypatch):
    parent = written(store, series(300_000), 300)
    child = store.submit(Config(network="784-10"), "anna")
    could, largest = others_who_write(store, monkeypatch)
    store.copy_history(parent, child, 290_000)
    assert sum(largest) > 280_000 * 8 * len(NAMES)
    assert max(largest) < 2 * curves.SLICE
    copied = len(could)
    store.delete(child)
    assert len(could) > 1.5 * copied > 10
    assert store.series(child) == []
    assert store.series(parent) == sorted(NAMES)


def test_a_history_is_of_one_moment_whatever_its_run_writes_meanwhile(store, monkeypatch):
    whole = series(300_000)
    parent = written(store, whole, 300)
    child, slices = store.submit(Config(network="784-10"), "anna"), curves._slices

    def parts(rows, size):
        for k, some in enumerate(slices(rows, size)):
            yield some
            if k == 1:
                with open_store(store.folder) as other:
                    other.compact(parent)

    monkeypatch.setattr(curves, "_slices", parts)
    store.copy_history(parent, child, 300_000)
    np.testing.assert_array_equal(store.curve(child, "loss"), whole["loss"])


def test_a_stretch_without_a_measurement_is_a_gap():
    values = np.array([np.nan, 1.0, 3.0, np.nan, np.nan, np.nan])
    found = thinning.buckets(values, np.array([5.0]), 3, 2)
    np.testing.assert_array_equal(found, [[1, 3, 3, 2], [np.nan, np.nan, np.nan, 2]])


def test_a_look_at_five_million_steps_reads_a_few_thousand_points(store, monkeypatch):
    """How many bytes it takes out of the store, and in how many pieces, is what its time is made of."""
    run = written(store, series(5_000_000), 400)
    read, unpack = [], np.frombuffer

    def counted(piece, *given):
        read.append(len(piece))
        return unpack(piece, *given)

    monkeypatch.setattr(curves.np, "frombuffer", counted)
    seen = look(run)
    assert len(seen.loss) == len(seen.accuracy) == len(seen.seconds) == len(seen.steps) <= 4_000
    assert np.isfinite(seen.seconds).all()
    assert 1_000 < sum(read) < 2_000_000
    assert len(read) < 100
