"""A sweep asks for exactly the runs of its grid, and for no more than there is room for."""

import pytest

from core.config import Config, ConfigError
from dashboard.runs.store import StoreError
from dashboard.runs.sweeping import SWEPT, UNITS, Axis, grid, read_axis, submit_sweep, sweep_of, sweeps, with_value


def test_values_are_read_once_each():
    assert read_axis("seed", " 1, 2,,2 ,3") == Axis("seed", ("1", "2", "3"))
    for text in ("", ",,", ",".join(map(str, range(9)))):
        with pytest.raises(ConfigError, match="1 to 8 values"):
            read_axis("seed", text)


@pytest.mark.parametrize("setting", [name for name in SWEPT if name != UNITS])
def test_every_setting_offered_can_be_swept(setting):
    default = str(getattr(Config(), setting))
    assert with_value(Config(), setting, default) == Config()


def test_units_are_those_of_the_first_hidden_layer():
    assert with_value(Config(), UNITS, "7").network == "784-7-relu-64-relu-10"
    with pytest.raises(ConfigError, match="whole number"):
        with_value(Config(), UNITS, "7.5")
    with pytest.raises(ConfigError, match="where there is one"):
        with_value(Config(network="784-10"), UNITS, "7")


def test_a_grid_has_a_cell_for_each_pair():
    cells = grid(Config(epochs=2), Axis("learning_rate", ("0.1", "0.2")), Axis("seed", ("0", "1", "2")))
    assert len(cells) == 6
    assert cells["0.2", "1"] == Config(epochs=2, learning_rate=0.2, seed=1)
    with pytest.raises(ConfigError, match="two different"):
        grid(Config(), Axis("seed", ("1",)), Axis("seed", ("2",)))
    with pytest.raises(ConfigError, match="learning rate"):
        grid(Config(), Axis("learning_rate", ("-1",)), Axis("seed", ("2",)))


def test_a_sweep_is_in_line_as_it_was_asked_for(store):
    cells = grid(Config(), Axis("learning_rate", ("0.1", "0.2")), Axis("seed", ("0", "1")))
    name = submit_sweep(store, cells, ("learning_rate", "seed"), "anna")
    runs = store.records()[::-1]
    assert [run.name for run in runs] == [
        f"Learning rate {rate} · Seed {seed}" for seed in (0, 1) for rate in (0.1, 0.2)
    ]
    assert [run.settings for run in runs] == list(cells.values())
    assert all(run.total == 2150 for run in runs)
    assert list(sweeps(store.records())) == [name]


def test_the_grid_of_a_sweep_is_read_from_its_runs_whatever_they_are_called(store):
    cells = grid(Config(), Axis("optimizer", ("adam", "sgd")), Axis(UNITS, ("8", "16")))
    name = submit_sweep(store, cells, ("optimizer", UNITS), "anna")
    newest, *_ = store.records()
    store.update(newest.id, name="mine")
    store.submit(Config(), "anna")
    sweep = sweep_of(sweeps(store.records())[name])
    assert (sweep.settings, sweep.across, sweep.down) == (("optimizer", UNITS), ("Adam", "SGD"), ("8", "16"))
    assert sweep.cells["SGD", "16"].id == newest.id
    store.delete(newest.id)
    assert ("SGD", "16") not in sweep_of(sweeps(store.records())[name]).cells


def test_a_sweep_too_large_leaves_nothing(store, monkeypatch):
    monkeypatch.setenv("CHAINRULE_WAITING", "3")
    cells = grid(Config(), Axis("learning_rate", ("0.1", "0.2")), Axis("seed", ("0", "1")))
    with pytest.raises(StoreError, match="3 at most"):
        submit_sweep(store, cells, ("learning_rate", "seed"), "anna")
    assert store.records() == []


def test_a_sweep_over_a_network_too_large_leaves_nothing(store, monkeypatch):
    monkeypatch.setenv("CHAINRULE_PARAMETERS", "20000")
    cells = grid(Config(), Axis(UNITS, ("8", "4000")), Axis("seed", ("0",)))
    with pytest.raises(StoreError, match="up to 20,000 parameters"):
        submit_sweep(store, cells, ("learning_rate", "seed"), "anna")
    assert store.records() == []
