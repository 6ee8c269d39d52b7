"""What was typed in an exercise is in its link, comes back as text alone, and counts for nobody who opened it."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.shared.navigation import LESSONS, VIEWS

DERIVE, PREDICT = "softmax-derive1", "softmax-predict1"


def opened(exercise: str, said: str = "") -> AppTest:
    page = AppTest.from_file(VIEWS / LESSONS.file, default_timeout=60)
    page.session_state["browser"] = "me"
    page.query_params["exercise"] = exercise
    if said:
        page.query_params[f"typed.{exercise}"] = said
    page.run()
    assert not page.exception
    return page


def parameter(page: AppTest, exercise: str) -> str:
    value = page.query_params.get(f"typed.{exercise}", "")
    return value[0] if isinstance(value, list) else value


@pytest.fixture
def told(monkeypatch):
    found = []
    monkeypatch.setattr("dashboard.views.lessons.exercises.report", lambda *said: found.append(said))
    return found


def test_an_answer_in_a_link_is_judged_and_counts_for_nobody(told):
    page = opened(DERIVE, "0~17")
    assert page.warning
    assert any("came with the link" in one.value for one in page.caption)
    assert not told
    assert parameter(page, DERIVE) == "0~17"


def test_another_question_is_in_the_link():
    page = opened(PREDICT)
    assert parameter(page, PREDICT) == ""
    page.button(f"{PREDICT}-another").click().run()
    assert parameter(page, PREDICT) == "1~"
    again = opened(PREDICT, "1~")
    assert [one.value for one in again.markdown] == [one.value for one in page.markdown]


def test_a_choice_is_in_the_link_and_is_not_handed_in(told):
    page = opened(PREDICT)
    page.radio[0].set_value(1).run()
    assert parameter(page, PREDICT) == "0~1"
    again = opened(PREDICT, "0~1")
    assert again.radio[0].value == 1
    assert not told
    assert not again.success
    assert not again.warning


@pytest.mark.parametrize("said", ["x", "~", "-1~a", "1e9~a", "9" * 5_000 + "~1", "0~" + "(" * 9_000, "0~\x00", "7"])
def test_what_cannot_be_read_is_left_out_or_refused(said):
    page = opened(DERIVE, said)
    assert len(parameter(page, DERIVE)) < 310
