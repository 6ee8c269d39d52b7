"""A sentence on settings says what is unusual."""

from core.config import Config
from dashboard.shared.settings_in_words import bent_output, split_sentence, summary


def test_a_summary_names_what_is_unusual():
    assert "initial weights Xavier" in summary(Config(initializer="xavier"))
    assert "784-128-relu-64-relu-10 · Adam, learning rate 0.005" in summary(Config())
    assert "initial" not in summary(Config())


def test_an_activation_before_the_losss_own_is_said():
    assert "ends with ReLU" in bent_output(Config(network="784-10-relu"))
    assert bent_output(Config(network="784-10-sigmoid", loss="quadratic")) == ""
    assert bent_output(Config(network="784-10-identity")) == bent_output(Config()) == ""


def test_images_of_ones_own_are_named_wherever_settings_are_told():
    own = f"212 {'ab' * 32} class 3b"
    called = "class 3b (212 images, SHA-256 abababababab…)"
    assert summary(Config(own=own)).endswith(f"seed 0 · learns from {called} beside MNIST")
    assert f"{called} alone, not from MNIST" in summary(Config(own=own, own_place="alone"))
    assert split_sentence(Config(own=own, own_place="alone")).startswith("60,000 training digits: **0** to learn from")
    assert called in split_sentence(Config(own=own))
    assert "own" not in summary(Config())


def test_the_split_is_stated():
    assert "**55,000** to learn from, **5,000** held back" in split_sentence(Config())
    assert "none held back" in split_sentence(Config(validation=0))
