"""A number beyond its limits is never moved in silence."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import dashboard


def page():
    import streamlit as st

    from dashboard.shared.bounded_field import bounded_field, say_held

    st.session_state.setdefault("rate", 0.5)
    st.text(
        repr(
            (bounded_field(st, "Digit", 0, 9_999, "digit"), bounded_field(st, "Rate", 1e-6, 100.0, "rate", value=None))
        )
    )
    say_held("digit", "rate")


@pytest.fixture
def app():
    return AppTest.from_function(page).run()


@pytest.mark.parametrize(
    ("key", "typed", "taken", "words"),
    [
        ("digit", 99_999.0, "(9999, 0.5)", "whole numbers from 0 to 9,999. You typed 99,999; it is 9,999 now."),
        ("digit", -3.0, "(0, 0.5)", "You typed -3; it is 0 now."),
        ("digit", 1e300, "(9999, 0.5)", "You typed 1e+300; it is 9,999 now."),
        ("digit", 5.7, "(7, 0.5)", "You typed 5.7; it is 7 now."),
        ("rate", 1e9, "(7, 100.0)", "numbers from 1e-06 to 100. You typed 1,000,000,000; it is 100 now."),
        ("rate", None, "(7, 0.5)", "You typed nothing; it is 0.5 now."),
    ],
)
def test_what_does_not_fit_is_said_with_what_is_taken(app, key, typed, taken, words):
    app.number_input(key="digit").set_value(7.0).run()
    assert not app.info
    app.number_input(key=key).set_value(typed).run()
    assert app.text[0].value == taken
    assert words in app.info[0].value.replace("\\", "")
    app.number_input(key=key).set_value(3.0).run()
    assert not app.info, "a number that fits needs no words"


def test_no_field_has_limits_of_streamlits_own():
    """They move a number, or refuse it, without a word."""
    homes = {"shared/bounded_field.py", "shared/setting_field.py"}
    folder = Path(dashboard.__file__).parent
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="number_input"), args=args, keywords=words):
                    assert path.relative_to(folder).as_posix() in homes, path
                    assert len(args) == 1, "a label alone"
                    assert not {"min_value", "max_value"} & {word.arg for word in words}
