"""The form names what it holds."""

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.shared.layer_rows import DENSE, HiddenLayer, hidden_layers
from dashboard.views.train.form import rows
from dashboard.views.train.form.presets import PRESETS


def page():
    from dashboard.views.train.form.setup import form, take_link

    take_link()
    form()


def test_a_preset_is_named_until_one_of_its_settings_is_changed():
    app = AppTest.from_function(page, default_timeout=30).run()
    app.selectbox(key="preset").set_value(PRESETS[0]).run()
    assert app.selectbox(key="preset").value == PRESETS[0]
    assert app.number_input(key="set_learning_rate").value == 0.004
    app.number_input(key="set_learning_rate").set_value(50.0).run()
    assert app.selectbox(key="preset").value is None
    assert app.number_input(key="set_learning_rate").value == 50.0


def opened():
    return AppTest.from_function(page, default_timeout=30).run()


@pytest.mark.parametrize(
    ("typed", "said"), [(0, "not 0:"), (None, "not nothing:"), (1e9, "not 1,000,000,000:"), (1.5, "not 1.5:")]
)
def test_a_number_of_units_that_no_layer_has_is_said_and_changes_nothing(typed, said):
    app = opened()
    app.number_input(key="size0").set_value(typed).run()
    assert not app.exception
    assert app.session_state["set_network"] == "784-128-relu-64-relu-10"
    assert app.number_input(key="size0").value == 128
    (error,) = (error.value.replace("\\", "") for error in app.error)
    assert said in error
    assert "keeps its 128" in error
    app.number_input(key="size0").set_value(32).run()
    assert app.session_state["set_network"] == "784-32-relu-64-relu-10"
    assert not app.error


def test_units_are_taken_as_they_were_typed_and_what_is_too_large_is_said():
    app = opened()
    app.number_input(key="size0").set_value(100_000).run()
    assert not app.exception
    assert app.session_state["set_network"] == "784-100000-relu-64-relu-10"
    (error,) = (error.value.replace("\\", "") for error in app.error)
    assert "That network has 84,900,714 parameters; the limit is 5,000,000" in error


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ("784-64-relu-10", {"norm0": "bn", "dropout0": 0.3}, "784-64-bn-relu-dropout0.3-10"),
        ("784-64-relu-10", {"kind0": "convolution 3 × 3"}, "1x28x28-conv8x3x3p1-relu-maxpool2-flatten-10"),
        ("1x28x28-conv8x3x3p1-relu-flatten-10", {"kind0": DENSE}, "784-64-relu-10"),
        ("1x28x28-conv8x3x3p1-relu-flatten-10", {"pooled0": True}, "1x28x28-conv8x3x3p1-relu-maxpool2-flatten-10"),
    ],
)
def test_the_rest_of_a_row_changes_the_network(monkeypatch, before, changes, after):
    state = {}
    monkeypatch.setattr(rows.st, "session_state", state)
    rows.write_rows(hidden_layers(before))
    state |= changes
    rows.kind_changed(0) if "kind0" in changes else rows.rows_changed()
    assert state["set_network"] == after
    Config(network=after)
    for key in [key for key in state if key.startswith(("kind", "norm", "pooled", "dropout"))]:
        del state[key]  # Streamlit forgets what is not on show
    rows.rows_changed()
    assert state["set_network"] == after


def test_what_a_layer_has_is_said_on_its_button():
    assert rows.extras(HiddenLayer(8, "relu")) == ""
    full = HiddenLayer(8, "relu", "convolution 5 × 5", "bn", True, 0.25)
    assert rows.extras(full) == "conv 5 × 5, batch norm, pooled, dropout 0.25"


def test_a_whole_number_is_taken_however_it_is_typed():
    app = opened()
    app.number_input(key="set_epochs").set_value(7.0).run()
    assert app.query_params["epochs"] == "7"
    assert not app.error
    app.number_input(key="set_epochs").set_value(1e9).run()
    (error,) = (error.value.replace("\\", "") for error in app.error)
    assert "1,000,000" in error
    assert "1,000,000,000" in error
