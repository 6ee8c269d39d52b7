"""A saved page, opened from a disk, with no network at all."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.commands.cli import main
from tests.browser.conftest import faults
from tests.browser.conversation import comes_true


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("saved") / "walk.html"
    assert main(["page", "--save", str(path)]) == 0
    return path


@pytest.fixture
def opened(browser, file):
    """The page as somebody opens it who is offline; `opened("#step=z1")`."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True, reduced_motion="reduce")
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.extend([message.text] * (message.type == "error")))
    page.on(
        "request",
        lambda request: wrong.extend([request.url] * (not request.url.startswith(("file:", "data:", "blob:")))),
    )

    def go(place=""):
        page.goto(f"{file.as_uri()}{place}")
        return page

    yield go
    context.close()
    assert not wrong, wrong


def stepper(page):
    return page.get_by_role("group", name=re.compile("^Step through the network"))


def test_the_walk_is_told_and_left_for_the_step_it_speaks_of(opened):
    page = opened()
    expect(page.get_by_role("heading", name="It looks, and says 9")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("2 of 19")).to_be_visible()
    page.keyboard.press("Escape")
    expect(stepper(page)).to_be_visible()
    page.get_by_role("button", name="Tell me").click()
    expect(page.get_by_text("of 19")).to_be_visible()


def test_every_key_and_every_panel_that_needs_nobody_works(opened):
    page = opened("#step=z1")
    expect(stepper(page)).to_have_attribute("data-step", "z1")
    page.keyboard.press("ArrowRight")
    expect(stepper(page)).to_have_attribute("data-step", "a1")
    comes_true(page, lambda: "step=a1" in page.url)
    page.keyboard.press("End")
    page.get_by_role("tab", name="Why this number?").click()
    expect(page.get_by_text(re.compile("as the sum of all paths = .* backpropagated"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".inside")).not_to_be_empty()
    page.get_by_role("button", name="Predict first").click()
    expect(page.get_by_role("button", name="Predict first")).to_have_attribute("aria-pressed", "true")


def test_what_needs_chainrule_is_absent_and_said(opened):
    page = opened("#step=dz1")
    names = [tab.inner_text() for tab in page.get_by_role("tab").all()]
    assert names == ["The whole computation", "Why this number?", "Copy and save"]
    expect(page.get_by_text("need Chainrule itself")).to_be_visible()
    expect(page.get_by_role("link")).to_have_count(0)


def test_the_address_opens_it_where_it_was(opened):
    page = opened("#step=dW2&pin=W2,5,4")
    expect(stepper(page)).to_have_attribute("data-step", "dW2")
    expect(page.get_by_text("Pinned")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_it_keeps_nobody_out(opened, axe, scheme, width):
    page = opened("#step=dW2")
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.reload()
    expect(stepper(page)).to_be_visible()
    comes_true(page, lambda: page.evaluate("document.documentElement.scrollWidth") <= width)
    assert faults(page, axe) == []


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "course"
    assert main(["site", str(folder)]) == 0
    return folder


@pytest.fixture
def lesson(opened, course):
    """`lesson("softmax")` opens a file of the course."""

    def go(name):
        page = opened()
        page.goto((course / f"{name}.html").as_uri())
        return page

    return go


def test_the_course_is_small_enough_for_a_platform(course):
    assert sum(file.stat().st_size for file in course.iterdir()) < 25e6


def test_a_lesson_is_found_and_its_stage_and_its_number_are_alive(lesson):
    page = lesson("index")
    page.get_by_label("Find a lesson").fill("end to end")
    expect(page.get_by_role("status")).to_contain_text("of 18")
    page.get_by_role("link", name=re.compile("^8 Backpropagation")).click()
    number = page.get_by_role("slider").first
    before = page.locator(".adjustable .says").inner_text()
    number.focus()
    page.keyboard.press("ArrowRight")
    comes_true(page, lambda: page.locator(".adjustable .says").inner_text() != before)
    expect(page.get_by_role("img", name=re.compile("The network at the stop")).first).to_be_visible()


@pytest.mark.parametrize("name", ["index", "letters", "backpropagation", "batch-normalisation"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_file_of_the_course_keeps_nobody_out(lesson, axe, name, width):
    page = lesson(name)
    page.set_viewport_size({"width": width, "height": 800})
    comes_true(page, lambda: page.evaluate("document.documentElement.scrollWidth") <= width)
    assert faults(page, axe) == []
