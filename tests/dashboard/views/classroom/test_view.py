"""The page of the class as each of those who open it sees it."""

import pytest
from streamlit.testing.v1 import AppTest

from core.config import Config
from dashboard.data.lesson_digit import example, mistake
from dashboard.runs.classes.answers import QUIZ, USABILITY, answers, record
from dashboard.runs.classes.classes import create, find, join, show, students, taught
from dashboard.runs.store import EpochFigures, open_store
from dashboard.shared.navigation import VIEWS
from dashboard.shared.numbers import percent
from dashboard.views.classroom.teacher import PARTS
from lessons.page.named import exercise_named

TEACHER, ADA = "7" * 40, "a" * 40


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    monkeypatch.setattr("dashboard.runs.engine.start_up", lambda: None)


@pytest.fixture
def made():
    """The code and the secret of a class in which Ada is, and has answered, voted twice and trained."""
    with open_store() as store:
        code, secret = create(store, "*Tuesday*", TEACHER)
        ada = join(store, code, "<b>Ada</b>", ADA)
        record(store, ada, "exercise", "softmax-predict1", "class 3", False, "It loses most.", round=1)
        record(store, ada, "exercise", "softmax-predict1", "class 5", True, "Right.", round=2)
        record(store, ada, QUIZ, "one-neuron-entry1", "0.5", True, variant="before")
        for k in range(1, 11):
            record(store, ada, USABILITY, f"{k:02d}", "3")
        show(store, code, asked={"exercise": "softmax-predict1", "round": 2, "shown": True})
        run = store.submit(Config(network="784-10"), ADA, "finished")
        store.add_epoch(run, EpochFigures(9, 1, 0.5, 0.91))
    return code, secret


def opened(browser="", **query) -> AppTest:
    app = AppTest.from_file(VIEWS / "classroom/view.py", default_timeout=30)
    if browser:
        app.session_state["browser"] = browser
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def words(app) -> str:
    return "\n".join(
        one.value for one in [*app.title, *app.markdown, *app.warning, *app.error, *app.info, *app.success]
    )


def test_a_class_is_made_and_its_secret_is_told_once(made):
    app = opened("c" * 40)
    app.text_input[0].set_value("Algebra")
    next(button for button in app.button if button.label == "New class").click()
    app.run()
    assert not app.exception
    assert "Your own link" in words(app)
    with open_store() as store:
        (mine,) = taught(store, "c" * 40)
    assert any(f"teach={mine.code}." in one.value for one in app.code)
    next(button for button in app.button if button.label == "I have it").click()
    app.run()
    assert not any("teach=" in one.value for one in app.code)


@pytest.mark.parametrize("part", PARTS)
def test_the_teacher_sees_every_part(made, part):
    code, _ = made
    app = opened(TEACHER, **{"class": code, "part": part})
    assert not app.exception
    assert r"\*Tuesday\*" in app.title[0].value
    if part == "Room":
        assert "<b>Ada</b>" in app.dataframe[0].value.to_string()  # a cell of a table is text
    if part == "Questions":
        assert "It loses most." not in words(app)  # that was the round before
    if part == "Runs":
        assert percent(0.91) in app.dataframe[0].value.to_string()
    if part == "Before and after":
        assert "50.0 (n = 1)" in words(app)


@pytest.mark.parametrize("found", [True, False])
def test_what_is_right_stands_with_the_answers_whether_or_not_anybody_found_it(made, found):
    code, _ = made
    name = "softmax-predict1"
    _, exercise = exercise_named(name, example(mistake()))
    with open_store() as store:
        show(store, code, asked={"exercise": name, "round": 2 if found else 1, "shown": True})
        if not found:
            store.connection.execute("DELETE FROM answers WHERE right = 1")
    app = opened(TEACHER, **{"class": code, "part": "Questions"})
    (box,) = [box for box in app.expander if "What is right" in box.label]
    assert box.markdown[0].value == exercise.solution(example(mistake()).context)
    assert box.proto.expanded is not found
    with open_store() as store:
        show(store, code, asked={"exercise": name, "round": 1, "shown": False})
    app = opened(TEACHER, **{"class": code, "part": "Questions"})
    assert not [box for box in app.expander if "What is right" in box.label], "not before it is shown"


def test_the_secret_opens_the_page_and_leaves_the_address(made):
    code, secret = made
    app = opened("d" * 40, teach=f"{code}.{secret}")
    assert not app.exception
    assert "teach" not in app.query_params
    assert r"\*Tuesday\*" in app.title[0].value


@pytest.mark.parametrize("text", ["", "x", "{code}", "{code}.", "{code}.wrong", "." * 9_000])
def test_a_wrong_secret_is_refused_with_a_sentence(made, text):
    app = opened("d" * 40, teach=text.format(code=made[0]))
    assert not app.exception
    assert "not complete" in words(app)
    with open_store() as store:
        assert taught(store, "d" * 40) == []


def test_a_student_sees_their_own_page_and_hostile_names_as_text(made):
    app = opened(ADA, **{"class": made[0]})
    assert not app.exception
    assert r"\<b\>Ada\<\/b\>" in words(app)
    assert "solved **1** exercise" in words(app)
    assert percent(0.91) in words(app)


def test_a_stranger_is_asked_to_join_and_sees_nothing_else(made):
    app = opened("d" * 40, **{"class": made[0]})
    assert not app.exception
    assert app.title[0].value.startswith("Join")
    assert "Ada" not in words(app)
    app.text_input[0].set_value("Eve")
    next(button for button in app.button if button.label == "Join").click()
    app.run()
    assert "keeps no cookies" in words(app)  # a test has none
    with open_store() as store:
        assert len(students(store, made[0])) == 1


def test_a_student_leaves_and_is_forgotten(made):
    app = opened(ADA, **{"class": made[0]})
    next(button for button in app.button if button.label == "Leave the class").click()
    app.run()
    assert not app.exception
    with open_store() as store:
        assert students(store, made[0]) == answers(store, made[0]) == []


def test_all_of_it_is_deleted_by_one_click(made):
    app = opened(TEACHER, **{"class": made[0], "part": "Keep or delete"})
    app.button("delete-class").click()
    app.run()
    assert not app.exception
    with open_store() as store:
        assert find(store, made[0]) is None
        assert store.records() == []


def test_a_task_is_made_and_given(made):
    app = opened(TEACHER, **{"class": made[0], "part": "Task"})
    app.selectbox("task-example").select("Few parameters, many digits").run()
    assert not app.exception
    assert "1 of 1 lines" in words(app)
    next(button for button in app.button if button.label == "Give it to the class").click()
    app.run()
    with open_store() as store:
        given = find(store, made[0]).shown["task"]
    assert given["words"] == "Who needs the fewest parameters?"
    assert given["place"].startswith("/train?network=784-10-relu-10&epochs=5&task=")


@pytest.mark.parametrize(("quiz", "student"), [("after", True), ("usability", True), ("before", False)])
def test_a_questionnaire_is_handed_in(made, quiz, student):
    app = opened(ADA, **{"class": made[0], "quiz": quiz}) if student else opened("d" * 40, quiz=quiz)
    assert not app.exception
    assert len(app.radio) == 10
    app.radio[0].set_value(app.radio[0].options and 1)
    next(button for button in app.button if button.label == "Hand in").click()
    app.run()
    assert not app.exception
    assert "Thank you" in words(app)
    with open_store() as store:
        found = answers(store, made[0], USABILITY if quiz == "usability" else QUIZ)
    if student and quiz == "after":
        assert sum(one.variant == "after" for one in found) == 10
    if not student:
        assert len(found) in (1, 10)  # what the class had before


def test_codes_are_read_into_a_table():
    app = opened()
    app.text_area("codes").set_value("nonsense-nonsense").run()
    assert not app.exception
    assert "Not signed" in words(app)
