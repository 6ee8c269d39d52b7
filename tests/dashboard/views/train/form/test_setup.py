"""The form names what it holds."""

from streamlit.testing.v1 import AppTest

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
