"""What is named counts if it was named here, and the way to the stepper leads to the step that was wrong."""

from streamlit.testing.v1 import AppTest

from dashboard.shared.navigation import CLINIC, VIEWS
from dashboard.views.clinic import words
from dashboard.views.clinic.naming import HANDED_IN, SHOWN, exercise, lesson_behind, step_of
from lessons.clinic.patients import BY_SLUG, PATIENTS
from lessons.engine.chain.equations import derive

STEPS = {
    "all-biases-alike": "db2",
    "the-course": "dW2",
    "a-little-dropout": "h1",
    "never-sure": "p",
    "nothing-happens": "z1",
    "too-long-then-too-short": "z1",
}


def test_the_step_that_was_wrong():
    for slug, step in STEPS.items():
        assert step_of(BY_SLUG[slug]) == step


def test_each_patient_has_a_step_and_lines_that_can_be_read():
    for patient in PATIENTS:
        steps = {equation.name for equation in derive(patient.config.build_network())}
        assert step_of(patient) in steps
        assert (lesson_behind(patient) is None) == (patient.mistakes[0].first not in steps)
        assert words.diff(patient).count("\n+ ") == len(patient.changed)
        assert all(words.option(place).count("`") == 2 for place in patient.lines)


def test_the_lesson_behind_a_line():
    slugs = {slug: lesson_behind(BY_SLUG[slug]) for slug in STEPS}
    assert slugs["all-biases-alike"].slug == "backpropagation"
    assert slugs["never-sure"].slug == "softmax"
    assert slugs["a-little-dropout"].slug == "l1-l2-and-dropout"
    assert slugs["nothing-happens"] is None


def test_names_in_the_browser_are_of_the_clinic():
    assert len({exercise(patient) for patient in PATIENTS}) == len(PATIENTS)
    assert exercise(PATIENTS[0]) == "clinic-all-biases-alike"


def test_a_line_that_was_shown_is_remembered_as_such():
    page = AppTest.from_file(str(VIEWS / CLINIC.file), default_timeout=60)
    page.run()
    assert page.session_state[SHOWN] == set()
    page.toggle[0].set_value(True).run()
    page.toggle[0].set_value(False).run()
    page.radio[0].set_value(3)
    page.button("check the line").click().run()
    assert page.success
    assert page.session_state[HANDED_IN] == "Dense.parameter_gradients.db"
    assert page.session_state[SHOWN] == {"all-biases-alike"}
