"""A saved page, opened from a disk, with no network at all."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.commands.cli import main
from dashboard.data.lesson_digit import example, mistake
from lessons.page.named import named_exercises
from lessons.page.reader import lessons
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
    expect(page.get_by_text("2 of 20")).to_be_visible()
    page.keyboard.press("Escape")
    expect(stepper(page)).to_be_visible()
    page.get_by_role("button", name="Tell me").click()
    expect(page.get_by_text("of 20")).to_be_visible()


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


def moves_a_number(page):
    """Move the first number of a lesson by a key, and see its sentence change."""
    number = page.get_by_role("slider").first
    before = page.locator(".adjustable .says").inner_text()
    number.focus()
    page.keyboard.press("ArrowRight")
    comes_true(page, lambda: page.locator(".adjustable .says").inner_text() != before)


def test_the_course_is_small_enough_for_a_platform(course):
    assert sum(file.stat().st_size for file in course.iterdir()) < 25e6


def test_a_lesson_is_found_and_its_stage_and_its_number_are_alive(lesson):
    page = lesson("index")
    page.get_by_label(re.compile("^Find a lesson")).fill("end to end")
    expect(page.locator("#found")).to_contain_text("of 18")
    page.get_by_role("link", name=re.compile("^8 Backpropagation")).click()
    moves_a_number(page)
    expect(page.get_by_role("img", name=re.compile("The network at the stop")).first).to_be_visible()


@pytest.mark.parametrize("name", ["index", "letters", "proofs", "backpropagation", "batch-normalisation"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_file_of_the_course_keeps_nobody_out(lesson, axe, name, width):
    page = lesson(name)
    page.set_viewport_size({"width": width, "height": 800})
    comes_true(page, lambda: page.evaluate("document.documentElement.scrollWidth") <= width)
    assert faults(page, axe) == []


def test_every_lesson_opens_and_all_that_it_asks_can_be_answered(lesson, course):
    """Offline; `opened` hears of every error and of every request."""
    digit = example(mistake())
    kinds = set()
    for one in lessons():
        page = lesson(one.slug)
        expect(page.get_by_role("heading", level=1)).to_contain_text(one.title)
        alive = page.locator("[data-moving]")
        assert alive.evaluate_all("all => all.every(one => one.shadowRoot?.childElementCount > 1)")
        asked = {name: e for name, e in named_exercises(one, digit).items() if e.asks != "formula"}
        assert page.locator("[data-asked]").count() == len(asked) >= 3
        for name, exercise in asked.items():
            kind = type(exercise).__name__
            place = page.locator(f'[data-asked="{name}"]')
            expect(place.get_by_role("button", name=re.compile("^(Check|See what happens)$"))).to_be_visible()
            if kind not in kinds:
                kinds.add(kind)
                answered(page, place, exercise, digit.context)
    assert kinds == {"Entry", "WorkOut", "Predict", "WrongLine"}


def answered(page, place, exercise, context):
    """Nothing, then wrong, then right: each is told what the dashboard tells, and what to look up comes afterwards."""
    one = place.locator(".one")
    verdict, solution = place.locator(".verdict"), place.locator("details")
    expect(solution).to_be_hidden()
    count = len(exercise.options(context))
    if count:
        answers = sorted(range(count), key=lambda k: exercise.judge(k, context).right)[-2:]
    else:
        value = exercise.work(context).value
        answers = [f"{value * 37:.3g}", f"{value:.3g}"]
    one.get_by_role("button").click()
    expect(verdict).to_contain_text("first")
    expect(solution).to_be_hidden()
    for answer in answers:
        if count:
            place.get_by_role("radio").nth(answer).check()
            one.get_by_role("button").click()
        else:
            place.get_by_label("Your answer").fill(answer)
            page.keyboard.press("Enter")
        told = exercise.judge(answer, context)
        assert told.right == (answer == answers[-1])
        expect(verdict).to_contain_text(" ".join(told.message.partition("$")[0].replace("`", "").split()))
        assert ("solved" in verdict.get_attribute("class")) == told.right
        expect(solution).to_be_visible()
    early = exercise.asks != "choice"  # what was seen before it was said does not count
    expect(place.get_by_text("✓ Done")).to_have_count(int(early))
    expect(place.get_by_text("It counts only if you say it before you see it.")).to_have_count(int(not early))


def test_another_one_is_asked_judged_and_counted(lesson):
    page = lesson("backpropagation")
    place = page.locator('[data-asked="backpropagation-wrongline1"]')
    lines = place.get_by_role("radio")
    first = place.locator("label").all_inner_texts()
    place.get_by_role("button", name="Another one").focus()
    page.keyboard.press("Enter")
    comes_true(page, lambda: place.locator("label").all_inner_texts() != first)
    told = []
    for k in range(lines.count()):
        lines.nth(k).check()
        place.get_by_role("button", name="Check").click()
        told.append("Found." in place.locator(".verdict").inner_text())
    assert told.count(True) == 1
    for _ in range(4):
        place.get_by_role("button", name="Another one").click()
    assert place.locator("label").all_inner_texts() == first  # and round again
    page = lesson("index")
    expect(page.get_by_text(re.compile("^1 of [0-9]+ exercises done$")).last).to_be_visible()
    expect(page.locator('[data-done="backpropagation"]')).to_have_text(re.compile("^1 of "))


def test_a_drawing_is_read_without_a_server(lesson):
    page = lesson("index")
    expect(page.get_by_text(re.compile("^The network says 7"))).to_be_visible()
    page.get_by_role("button", name="Draw your own").click()
    pad = page.get_by_role("application", name=re.compile("Draw one digit"))
    box = pad.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.8 * box["height"], steps=8)
    page.mouse.up()
    expect(page.get_by_text(re.compile("^The network says 1"))).to_be_visible()
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("Draw a digit in the black square")).to_be_visible()


def test_a_question_is_answered_by_keys_alone_and_its_name_is_kept(lesson):
    page = lesson("backpropagation")
    place = page.locator('[data-asked="backpropagation-wrongline1"]')
    place.get_by_role("radio").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(place.locator(".verdict")).to_contain_text("Found.")
    page.reload()
    expect(place.get_by_text("✓ Done")).to_be_visible()


def test_a_proof_a_letter_and_a_word_are_found_by_their_names(lesson):
    page = lesson("index")
    field, more = page.get_by_label(re.compile("^Find a lesson")), page.locator("#more")
    expect(more).to_be_hidden()
    for typed, name, place in [
        ("delta", "δ", "letters.html#letters"),
        ("drop", "dropout", "letters.html#word-dropout"),
        ("jacobian", "softmax jacobian", "softmax.html#proof-4"),
    ]:
        field.fill(typed)
        expect(page.locator("#found")).to_contain_text("and")
        link = more.get_by_role("link", name=name, exact=True)
        assert link.get_attribute("href") == place
    link.click()
    expect(page.locator("#proof-4")).to_be_in_viewport()
    page.go_back()
    field.fill("perceptronium")
    expect(page.locator("#found")).to_contain_text("0 of 18 lessons")
    expect(more).to_be_hidden()
