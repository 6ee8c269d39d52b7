"""A configuration: every setting has bounds, and a sentence for whoever leaves them."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.config import Config, ConfigError
from core.datasets.catalogue import DATASETS
from core.losses import Quadratic
from core.optimizers import OPTIMIZERS, AdamW, Nesterov, RMSprop


def sentence(**settings) -> str:
    with pytest.raises(ConfigError) as error:
        Config(**settings)
    assert str(error.value).endswith(".")
    assert len(str(error.value)) < 300
    return str(error.value)


@pytest.mark.parametrize("field", [f for f in fields(Config) if "low" in f.metadata], ids=lambda f: f.name)
def test_numbers_have_bounds(field):
    low, high = field.metadata["low"], field.metadata["high"]
    assert low <= field.default <= high
    replace(Config(), **{field.name: low})
    for outside in (low - 1, high + 1, float("nan"), float("inf")):
        assert field.name.replace("_", " ") in sentence(**{field.name: outside}).lower()


@pytest.mark.parametrize("field", [f for f in fields(Config) if "choices" in f.metadata], ids=lambda f: f.name)
def test_names_have_choices(field):
    for choice in field.metadata["choices"]:
        last = DATASETS[choice].classes if field.name == "data" else 10
        assert getattr(Config(network=f"784-16-relu-{last}", **{field.name: choice}), field.name) == choice
    assert "nonsense" in sentence(**{field.name: "nonsense"})


def test_messages_speak_as_the_screen_does():
    assert sentence(l2=2.0) == "The L2 penalty must lie between 0 and 1, not 2."
    assert sentence(batch_size=int("7" * 400)).endswith("not a number of 400 digits.")  # no float can hold it
    assert sentence(seed=-1) == "The seed must lie between 0 and 4,294,967,295, not -1."
    assert "between 0.000001 and 100, not 200" in sentence(learning_rate=200.0)
    assert sentence(epochs=5.5) == "The epochs must be a whole number, not 5.5."
    assert "digits held back (validation) must lie between 0 and 50,000, not 70,000" in sentence(validation=70_000)


def test_patience_needs_digits_held_back():
    assert sentence(patience=2, validation=0).startswith("Patience needs digits held back")
    assert Config(patience=2, validation=100).patience == 2


def test_a_network_that_fits_no_digit():
    assert "784" in sentence(network="100-10")
    assert "10 outputs" in sentence(network="784-9")
    assert "5,000,000" in sentence(network="784-99999-10")
    assert "“swish”" in sentence(network="784-16-swish-10")


def test_the_optimizer_has_the_numbers_set():
    assert Config(optimizer="nesterov", momentum=0.8).build_optimizer() == Nesterov(beta=0.8)
    assert Config(optimizer="adamw", beta1=0.8, beta2=0.99, decay=0.1).build_optimizer() == AdamW(
        beta1=0.8, beta2=0.99, decay=0.1
    )
    assert Config(optimizer="rmsprop", rho=0.99).build_optimizer() == RMSprop(rho=0.99)
    for name, optimizer in OPTIMIZERS.items():
        assert Config(optimizer=name).build_optimizer() == optimizer


def test_the_network_has_the_loss_set():
    assert Config(loss="quadratic").build_network().loss == Quadratic()


def test_a_link_repeats_it():
    config = Config(network="784-30-sigmoid-10", optimizer="sgd", learning_rate=3.0, batch_size=10, seed=9)
    query = config.to_query()
    assert query == {
        "network": "784-30-sigmoid-10",
        "optimizer": "sgd",
        "learning_rate": "3.0",
        "batch_size": "10",
        "seed": "9",
    }
    assert Config.from_query(query) == config
    assert Config().to_query() == {}


@given(st.dictionaries(st.sampled_from([f.name for f in fields(Config)]), st.text(max_size=20), max_size=4))
def test_any_text_in_a_link_is_read_or_gets_a_sentence(query):
    try:
        assert isinstance(Config.from_query(query), Config)
    except ConfigError as error:
        assert str(error).endswith(".")  # noqa: PT017


@pytest.mark.parametrize("name", ["learning_rate", "epochs", "seed"])
def test_an_empty_field_is_said(name):
    with pytest.raises(ConfigError, match="the field is empty") as error:
        Config(**{name: None})
    assert error.value.setting == name
