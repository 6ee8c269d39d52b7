"""What is said above the button that starts a run."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.shared.folder import home
from dashboard.views.train.form import start


def notice():
    from dashboard.views.train.form.start import say_download

    say_download("kmnist")
    say_download("mnist")


def test_where_files_of_a_set_may_be_put_names_no_folder_of_the_server():
    (said,) = AppTest.from_function(notice, default_timeout=60).run().info
    assert said.value.endswith("t10k-labels-idx1-ubyte.gz into kmnist in the data folder of this server.")
    assert str(home()) not in said.value


def test_a_class_tries_out_once_what_differs_by_its_seed_alone(monkeypatch):
    tried = []
    monkeypatch.setattr(start, "first_losses", lambda config, *_: tried.append(config) or [1.0] * 5)
    start.too_fast.cache_clear()
    config = Config("784-10", learning_rate=0.0123)
    for seed in range(3):
        assert start.too_fast(start.alike(replace(config, seed=seed, epochs=1 + seed))) == ""
    start.too_fast(start.alike(replace(config, learning_rate=0.0124)))
    assert [one.learning_rate for one in tried] == [0.0123, 0.0124]
    start.too_fast.cache_clear()


@pytest.mark.parametrize("seed", [0, 1])
def test_a_rate_that_is_too_large_is_said_from_any_seed(seed):
    config = Config("784-16-relu-10", optimizer="sgd", learning_rate=50.0, seed=seed)
    assert "this may go uphill" in start.too_fast(start.alike(config))
