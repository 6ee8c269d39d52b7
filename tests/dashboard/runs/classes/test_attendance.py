"""Answers to the exercises of a lesson reach the class, and a vote hides what is right until it is shown."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.runs.classes.answers import answers
from dashboard.runs.classes.classes import join, show
from dashboard.shared.navigation import VIEWS

NAME = "softmax-predict1"


@pytest.fixture
def page(store, room):
    join(store, room.code, "Ada", "a" * 40)
    app = AppTest.from_file(VIEWS / "lessons/view.py", default_timeout=30)
    app.session_state["browser"] = "a" * 40
    app.query_params["exercise"] = NAME
    return app.run()


def answer(app, k):
    app.radio[0].set_value(k).run()
    next(button for button in app.button if button.label == "See what happens").click().run()
    assert not app.exception


def test_an_answer_reaches_the_class_once(store, room, page):
    answer(page, 0)
    page.run()
    (told,) = answers(store, room.code)
    assert (told.name, told.question, told.round) == ("Ada", NAME, 1)
    assert told.right == bool(page.success)
    assert told.hint == (page.success or page.warning)[0].value


def test_a_vote_tells_nothing_before_it_is_shown_and_a_second_one_begins_anew(store, room, page):
    asked = {"exercise": NAME, "round": 1, "shown": False}
    show(store, room.code, asked=asked)
    page.run()
    answer(page, 0)
    answer(page, 1)
    assert not page.success
    assert not page.warning
    assert "Your answer is in" in page.info[0].value
    show(store, room.code, asked={**asked, "shown": True})
    page.run()
    assert page.success or page.warning
    show(store, room.code, asked={**asked, "round": 2})
    page.run()
    assert not page.success
    assert not page.warning
    assert not page.info
    answer(page, 2)
    assert [(one.round, one.answer) for one in answers(store, room.code)] == [
        (1, page.radio[0].options[0]),
        (1, page.radio[0].options[1]),
        (2, page.radio[0].options[2]),
    ]


def test_who_is_in_no_class_tells_nobody(store, room, page):
    page.session_state["browser"] = "b" * 40
    del page.session_state["attending"]
    page.run()
    answer(page, 0)
    assert answers(store, room.code) == []
