"""A class as it goes: the teacher opens it, a student comes, is brought to a view, votes, and is given a task."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.shared.tasks import tidied
from tests.browser.conftest import faults, idle
from tests.browser.conversation import at_rest, overhear


@pytest.fixture
def other(browser, server):
    """The browser of a student: `other("class?join=…")` opens a page in it."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    overhear(context)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def go(path):
        page.goto(f"{server}/{path}", wait_until="domcontentloaded")
        idle(page)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        return page

    yield go
    context.close()
    assert not errors, errors


def test_a_lesson_of_an_hour(app, other, axe):
    teacher = app("class")
    teacher.get_by_role("textbox", name="What it is called").fill("<i>Tuesday</i>")
    teacher.get_by_role("button", name="New class").click()
    expect(teacher.get_by_text("Your own link: keep it.")).to_be_visible()
    expect(teacher.get_by_role("heading", name="<i>Tuesday</i>")).to_be_visible()
    code = re.search(r"class=(\w{6})", teacher.url)[1]

    student = other(f"class?join={code}")
    student.get_by_role("textbox", name="Your name").fill("**Ada**")
    student.get_by_role("button", name="Join").click()
    expect(student.get_by_text("You are here as **Ada**")).to_be_visible()
    expect(teacher.get_by_text("1 of 1 are here.")).to_be_visible()
    assert faults(teacher, axe) == []
    assert faults(student, axe) == []

    # bring everyone here, from any page
    teacher.get_by_role("textbox", name="Bring everyone to this view").fill("step?digit=115&step=dz2")
    teacher.get_by_role("textbox", name="Bring everyone to this view").press("Enter")
    idle(teacher)
    teacher.get_by_role("button", name="Bring everyone there").click()
    way = student.get_by_role("link", name="Step through, δ²")
    expect(way).to_be_visible()
    assert faults(student, axe) == []
    way.click()
    expect(student.locator(".stepper").first).to_have_attribute("data-step", "dz2")
    expect(way).to_be_hidden()  # who is there need not go
    expect(teacher.get_by_role("button", name="End", exact=True)).to_be_visible()

    # ask, vote, show
    teacher.get_by_test_id("stButtonGroup").get_by_text("Questions").click()
    expect(teacher.get_by_text("Which number of the vector is the pixel")).to_be_visible()  # before it is asked
    teacher.get_by_role("button", name="Ask everyone").click()
    question = student.get_by_role("link", name="an exercise")
    question.click()
    field = student.get_by_role("textbox", name="Your answer").first
    expect(field).to_be_enabled()
    field.fill("p - y")
    field.press("Enter")
    expect(student.get_by_text("Type one whole number, such as 42.")).to_be_visible()  # and no vote
    field.fill("1")
    field.press("Enter")
    expect(student.get_by_text("Your answer is in")).to_be_visible()
    expect(teacher.get_by_text("1 answered.")).to_be_visible()
    teacher.get_by_role("button", name="Show answers, and what is right").click()
    expect(student.get_by_text("Not yet.")).to_be_visible()  # without a click of the student's
    expect(teacher.get_by_text("Not yet right, by the hint that each got")).to_be_visible()


def test_a_task_hides_all_but_its_controls(app, axe):
    page = app("class")
    page.get_by_text("Make a task: a link to any view").click()
    idle(page)
    at_rest(page.locator("details[open]", has_text="Make a task"))  # a list closes when what it belongs to moves
    page.get_by_role("combobox", name="Start from").click()
    page.get_by_role("option", name="A learning rate to play with").click()
    link = page.get_by_text(re.compile(r"^http://\S+task=")).first
    expect(link).to_be_visible()
    page.goto(re.sub(r"^http://[^/]+", page.url.split("/class")[0], link.inner_text()))
    idle(page)
    expect(page.get_by_text("Find a learning rate at which one epoch is enough")).to_be_visible()
    expect(page.get_by_role("spinbutton", name="Learning rate")).to_be_visible()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_visible()
    for hidden in (
        page.get_by_role("spinbutton", name="Epochs"),
        page.get_by_role("button", name="Add a layer"),
        page.get_by_test_id("stHeader"),
        page.get_by_text("More settings"),
        page.get_by_role("combobox", name="Start from"),
    ):
        expect(hidden).to_be_hidden()
    assert faults(page, axe) == []
    page.get_by_role("button", name="Leave the task").click()
    idle(page)  # until then the old form is there beside the new one
    expect(page.get_by_role("spinbutton", name="Epochs")).to_be_visible()
    expect(page).not_to_have_url(re.compile("task="))


def test_a_task_in_the_clinic_can_be_answered_and_nothing_lies_on_it(app):
    task = tidied("Name the line.", (), "solve softmax-derive1\nsay why")
    page = app(f"clinic?task={task.written()}")
    expect(page.get_by_text("solve “Derive it” of lesson 6, Softmax")).to_be_visible()
    expect(page.get_by_role("combobox", name="Patient")).to_be_hidden()
    expect(page.get_by_role("radio").first).to_be_attached()
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_visible()
    strip = page.locator(".st-key-task-strip").bounding_box()
    button = page.get_by_role("button", name="Present", exact=True).bounding_box()
    assert strip["y"] >= button["y"] + button["height"]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_ten_questions_keep_nobody_out(app, page, axe, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 844})
    app("class?quiz=before")
    expect(page.get_by_role("radio")).not_to_have_count(0)
    assert faults(page, axe) == []
    app("class")
    expect(page.get_by_role("button", name="New class")).to_be_visible()
    assert faults(page, axe) == []
