"""A link to some exercises shows these and no others."""

from streamlit.testing.v1 import AppTest

from dashboard.shared.navigation import VIEWS


def opened(text):
    app = AppTest.from_file(VIEWS / "lessons/view.py", default_timeout=30)
    app.query_params["exercise"] = text
    return app.run()


def test_the_exercises_of_a_link_stand_below_each_other():
    app = opened("softmax-predict1, cross-entropy-predict1,softmax-predict1")
    assert not app.exception
    assert app.title[0].value == "Exercises"
    assert len(app.radio) == 2


def test_a_name_that_no_lesson_has_is_said():
    app = opened("softmax-predict1,<b>-derive1")
    assert not app.exception
    assert r"\<b\>" in app.info[0].value
    assert len(app.radio) == 1
