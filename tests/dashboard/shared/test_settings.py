"""The form and the link say the same as the configuration."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.activations import ACTIVATIONS
from core.config import Config
from core.network import Network
from dashboard.shared.settings import (
    MOST_LAYERS,
    WORDS,
    HiddenLayer,
    duration,
    form_link,
    hidden_layers,
    network_text,
    read_config,
    spell,
    split_sentence,
    summary,
    words,
)
from lessons.page.reader import lessons

SETTINGS = {setting.name: setting for setting in fields(Config)}
rows = st.lists(
    st.builds(HiddenLayer, st.integers(1, 4096), st.sampled_from(sorted(ACTIVATIONS))), max_size=MOST_LAYERS
)


@settings(deadline=None, max_examples=50)
@given(rows)
def test_rows_and_text_are_two_spellings_of_one_network(hidden):
    text = network_text(hidden)
    assert hidden_layers(text) == hidden
    widths = [shape[0] for shape in Network.from_text(text).shapes]
    assert (widths[0], widths[-1]) == (784, 10)


@pytest.mark.parametrize(
    "text",
    ["784-128-10", "784-relu-10", "100-5-relu-10", "784-5-relu-7", "", "784-8-rule-10", "784" + "-8-relu" * 9 + "-10"],
)
def test_what_is_not_rows_stays_text(text):
    assert hidden_layers(text) is None


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


@pytest.mark.parametrize("setting", fields(Config), ids=lambda setting: setting.name)
def test_every_setting_has_a_label(setting):
    assert words(setting).label


def test_no_words_are_kept_for_a_setting_that_is_gone():
    assert set(WORDS) <= {f.name for f in fields(Config)}


def test_every_lesson_named_is_there():
    assert {said.lesson for said in WORDS.values()} - {""} <= {lesson.slug for lesson in lessons()}


def test_a_summary_names_what_is_unusual():
    assert "initial weights Xavier" in summary(Config(initializer="xavier"))
    assert "784-128-relu-64-relu-10 · Adam, learning rate 0.005" in summary(Config())
    assert "initial" not in summary(Config())


def test_the_split_is_stated():
    assert "**55,000** to learn from, **5,000** held back" in split_sentence(Config())
    assert "none held back" in split_sentence(Config(validation=0))


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "under a second"), (8.4, "8 s"), (89, "89 s"), (600, "10 min"), (7200, "2.0 h")]
)
def test_durations_are_said_as_people_say_them(seconds, said):
    assert duration(seconds) == said


def test_names_are_spelled_as_the_field_does():
    assert [spell(name) for name in ("relu", "one-cycle", "adam", 3)] == ["ReLU", "one-cycle", "Adam", "3"]
