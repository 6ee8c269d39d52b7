"""The page of the clinic: symptoms before a click, a line that is named, and the whole of it in the link."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.shared.navigation import CLINIC, VIEWS
from lessons.clinic.patients import BY_SLUG, PATIENTS


def opened(**query) -> AppTest:
    page = AppTest.from_file(str(VIEWS / CLINIC.file), default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def said(page: AppTest) -> str:
    return "\n".join(one.value for one in page.markdown)


def test_the_first_patient_is_there_before_the_first_click():
    page = opened()
    assert PATIENTS[0].complaint in said(page)
    assert "| ✗ | **db1** |" in said(page)
    assert not page.success
    assert not page.warning
    assert not page.code


def test_a_wrong_line_is_answered_and_then_the_right_one():
    page = opened(patient="all-biases-alike")
    page.radio[0].set_value(1)
    page.button("check the line").click().run()
    assert page.warning[0].value.startswith("Not `return matmul(dy, W.T)`")
    assert "Here db2 leaves the diagonal" in page.warning[0].value
    assert page.query_params["line"] == "Dense.input_gradient.return.matmul"
    page.radio[0].set_value(3)
    page.button("check the line").click().run()
    assert page.success[0].value.startswith("Found: `db = dy.sum(axis=0)`")
    assert "- db = dy.sum()" in page.code[0].value
    assert PATIENTS[0].moral in said(page)


def test_nothing_chosen_is_asked_for_once_more():
    page = opened()
    page.button("check the line").click().run()
    assert page.info[0].value == "Choose a line first."
    assert "line" not in page.query_params


def test_a_link_has_the_patient_the_line_and_the_fold():
    page = opened(patient="the-course", line="Dense.parameter_gradients.dW")
    assert page.success
    assert "0.285093156781" in said(page)
    page = opened(patient="nothing-happens", show="true")
    assert page.info[0].value == "The pixels are divided by 255 twice."
    assert page.code


def test_the_next_patient_is_asked_about_anew():
    page = opened(patient="all-biases-alike", line="Dense.parameter_gradients.db", show="true")
    (onward,) = (button for button in page.button if button.label == "Next")
    onward.click().run()
    assert page.query_params["patient"] == PATIENTS[1].slug
    assert "line" not in page.query_params
    assert not page.success
    assert not page.code
    (back,) = (button for button in page.button if button.label == "Previous")
    back.click().run()
    assert page.query_params["patient"] == PATIENTS[0].slug
    page.selectbox[0].select("nothing-happens").run()
    assert page.query_params["patient"] == "nothing-happens"
    assert not page.exception


@pytest.mark.parametrize(
    "slug", ["a-loss-out-of-sight", "one-loss-and-then-nothing", "slower-than-the-reference", "too-long-then-too-short"]
)
def test_a_patient_is_shown_whole(slug):
    patient = BY_SLUG[slug]
    page = opened(patient=patient.slug, line=patient.line.id)
    assert patient.complaint in said(page)
    assert page.success
    assert patient.moral in said(page)
    assert len(page.get("plotly_chart")) == 3
