"""The link says the same as the configuration."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.config import Config
from dashboard.shared.settings import SETTINGS, words
from dashboard.shared.settings_link import form_link, read_config


@settings(deadline=None, max_examples=50)
@given(st.floats(1e-6, 100), st.integers(1, 200), st.integers(0, 2**32 - 1), st.sampled_from(["sgd", "adam"]))
def test_a_link_repeats_the_settings(rate, epochs, seed, optimizer):
    config = Config(learning_rate=rate, epochs=epochs, seed=seed, optimizer=optimizer)
    assert read_config(config.to_query()) == (config, "")
    assert read_config({**form_link(config), "run": "abc", "axis": "steps"}) == (config, "")


@pytest.mark.parametrize(
    "query",
    [{"epochs": "many"}, {"learning_rate": "inf"}, {"network": "784-x-10"}, {"optimizer": "<script>"}, {"seed": "-1"}],
)
def test_a_bad_setting_in_a_link_falls_back_to_its_default_and_says_so(query):
    config, complaint = read_config({**query, "beta1": "0.8", "l2": "0.001"})
    assert config == Config(beta1=0.8, l2=0.001)
    assert words(SETTINGS[next(iter(query))]).label in complaint


def test_every_bad_setting_in_a_link_is_named():
    config, complaint = read_config({"epochs": "many", "rho": "7", "l1": "0.5", "patience": "3", "validation": "0"})
    assert config == Config(l1=0.5, validation=0)
    assert all(words(SETTINGS[name]).label in complaint for name in ("epochs", "rho", "patience"))
    assert "digits held back" in complaint


def test_a_link_to_other_images_keeps_the_network_that_suits_them():
    query = {"data": "emnist-balanced", "network": "784-16-relu-47", "epochs": "0"}
    assert read_config(query)[0] == Config(data="emnist-balanced", network="784-16-relu-47")


def test_a_link_opens_the_form_even_where_all_is_default():
    assert form_link(Config()) == {"network": Config().network}
