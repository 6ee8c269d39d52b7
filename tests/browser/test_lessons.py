"""Lessons, as a person reads them: every formula set, on a laptop and on a phone, light and dark."""

import re

import pytest
from playwright.sync_api import expect

from lessons.page.reader import lessons
from tests.browser.conftest import faults, idle
from tests.browser.conversation import comes_true
from tests.browser.stepper_screen import number

SLUGS = [lesson.slug for lesson in lessons()]


def opened(app, slug):
    page = app(f"lessons?lesson={slug}")
    expect(page.locator(".lesson .katex").first).to_be_visible(timeout=90_000)
    return page


OUTSIDE = """() => [...document.querySelectorAll('.lesson *')].filter(e => e.getBoundingClientRect().right > 391
    && !e.closest('.lesson-formula, .lesson-table, .formula, pre, .tip, .katex')).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("slug", SLUGS)
def test_every_formula_is_set_and_a_phone_is_wide_enough(app, page, slug):
    opened(app, slug)
    assert page.locator(".katex-error").count() == 0
    lines = [line for part in page.locator(".lesson").all_inner_texts() for line in part.splitlines()]
    assert [line for line in lines if "$$" in line or re.search(r"\\[a-z]{2,}", line)] == []
    expect(page.get_by_role("alert")).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 800})
    comes_true(page, lambda: page.get_by_test_id("stMain").evaluate("main => main.scrollWidth") <= 390)
    comes_true(page, lambda: page.evaluate(OUTSIDE) == [])


STANDS = """formula => {
    const [right, why] = [".right", ".why"].map((part) => formula.querySelector(part).getBoundingClientRect());
    return [why.x > right.x + 100, why.y >= right.y + right.height];
}"""  # whether the first reason stands beside its line, and whether below it


def test_reasons_stand_beside_the_lines_and_on_a_phone_below_them(app, page):
    opened(app, "softmax")
    formula = page.locator(".lesson-formula:not(.bare)").first
    for width, beside in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 800})
        comes_true(page, lambda wanted=beside: formula.evaluate(STANDS) == [wanted, not wanted])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["lessons", f"lessons?lesson={SLUGS[0]}", "lessons?lesson=softmax"])
def test_nothing_keeps_people_out(app, page, axe, path, scheme):
    page.emulate_media(color_scheme=scheme)
    app(path)
    expect(page.locator(".katex").first).to_be_visible(timeout=120_000)
    assert faults(page, axe) == []


def test_the_list_leads_to_a_lesson_and_on(app, page):
    app("lessons")
    page.get_by_role("link", name="Read it").first.click()
    expect(page).to_have_url(re.compile(f"lesson={SLUGS[0]}"))
    expect(page.locator(".lesson h1")).to_be_visible(timeout=90_000)
    page.get_by_role("link", name=re.compile("^2 ·")).click()
    expect(page).to_have_url(re.compile(f"lesson={SLUGS[1]}"))
    page.get_by_role("link", name="All lessons").click()
    expect(page.get_by_role("heading", name="Why it works")).to_be_visible()


def test_another_digit_changes_the_numbers_and_the_address(app, page):
    opened(app, "one-neuron")
    before = page.locator(".lesson-table").first.inner_text()
    page.get_by_role("button", name="Another digit").click()
    expect(page).to_have_url(re.compile(r"digit=\d+"))
    idle(page)
    expect(page.locator(".lesson-table").first).not_to_have_text(before)
    again = page.locator(".lesson-table").first.inner_text()
    page.reload()
    idle(page)
    expect(page.locator(".lesson-table").first).to_be_visible(timeout=90_000)
    expect(page.locator(".lesson-table").first).to_have_text(again, use_inner_text=True)


def test_a_word_explains_itself_by_keyboard(app, page):
    opened(app, "softmax")
    term = page.locator(".term").first
    tip = term.locator(".tip")
    expect(tip).to_be_hidden()
    term.focus()
    expect(tip).to_be_visible()
    assert term.get_attribute("aria-describedby") == tip.get_attribute("id")


def test_what_was_done_is_seen_in_the_lesson_and_in_the_list(app, page):
    opened(app, "softmax")
    expect(page.get_by_text("0 of 4 exercises done")).to_be_visible()
    exercise = page.locator("[class*=st-key-exercise-softmax-predict1]")
    prompt = exercise.get_by_text("the probabilities of three classes").inner_text()
    shares = {name: number(share.rstrip("."))[0] for name, share in re.findall(r"(\d): ([^, ]+)", prompt)}
    likeliest = max(shares, key=shares.__getitem__)  # loses most
    option = exercise.get_by_role("radiogroup").locator("label").filter(has_text=f"class {likeliest}")
    option.click()
    expect(option.locator("input")).to_be_checked()
    idle(page)
    exercise.get_by_role("button", name="See what happens").click()
    expect(exercise.get_by_text("Right. Class")).to_be_visible()
    expect(page.get_by_text("1 of 4 exercises done")).to_be_visible()
    page.get_by_role("link", name="All lessons").click()
    expect(page.get_by_text("1 of 4 exercises done")).to_be_visible(timeout=120_000)


def test_a_number_in_a_sentence_is_dragged_and_stepped_and_all_answers(app, page, axe):
    opened(app, "14")  # by its number
    number_ = page.get_by_role("slider", name="The weight")
    number_.scroll_into_view_if_needed()
    line, formula = page.locator(".adjustable .says"), page.locator(".adjustable .formula")
    circle = page.locator(".adjustable .marks circle").first
    seen = [(line.inner_text(), formula.inner_html(), circle.get_attribute("cx"))]
    number_.focus()
    for key in ("ArrowRight", "End"):
        page.keyboard.press(key)
        seen.append((line.inner_text(), formula.inner_html(), circle.get_attribute("cx")))
    assert number_.get_attribute("aria-valuenow") == number_.get_attribute("aria-valuemax")
    assert "1.00" in number_.get_attribute("aria-valuetext")
    box = number_.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] - 155, box["y"] + 5, steps=4)
    page.mouse.up()
    seen.append((line.inner_text(), formula.inner_html(), circle.get_attribute("cx")))
    assert all(len(set(part)) == len(seen) for part in zip(*seen, strict=True))
    assert faults(page, axe) == []


def test_a_letter_that_is_pointed_at_is_lit_wherever_it_stands(app, page):
    opened(app, "a-layer-and-its-transpose")
    idle(page)  # who listens to the pointer comes last
    signs = page.locator(".lesson .mord.mathnormal")
    sums = signs.filter(has_text=re.compile("^δ$")).first
    sums.scroll_into_view_if_needed()
    sums.hover()
    lit = page.locator(".lesson .lit")
    comes_true(page, lambda: lit.count() > 3)
    assert set(lit.all_inner_texts()) == {"δ"}
    page.locator("h1").first.hover()
    comes_true(page, lambda: lit.count() == 0)


def test_why_leads_to_the_paragraph_and_back_to_the_step(app, page):
    app("step?digit=321&step=dW2")
    page.get_by_role("link", name="Why? Lesson 8").first.click()
    expect(page.locator("#eq-dW2.led-to")).to_be_in_viewport(timeout=90_000)
    page.get_by_role("link", name="Back to the step").click()
    expect(page).to_have_url(re.compile("/step.*digit=321"))
    expect(page).to_have_url(re.compile("step=dW2"))


def test_a_lesson_is_downloaded_as_its_button_says(app, page):
    opened(app, "one-neuron")
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as waited:
        page.get_by_role("button", name="HTML").click()
    assert waited.value.suggested_filename == "02-one-neuron.html"
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("about:blank")
    page.set_content(waited.value.path().read_text(encoding="utf-8"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


BACK = """localStorage.setItem("chainrule.again", JSON.stringify({on: true, cards: {
    "softmax-derive1": {step: 0, due: "2001-01-01"}, "gone-derive1": {step: 0, due: "2001-01-01"}}}))"""


def test_a_solved_question_comes_back_and_then_waits_for_another_day(app, page):
    app("lessons")
    page.evaluate(BACK)
    app("lessons")
    expect(page.get_by_text("Do you still know it?")).to_be_visible(timeout=90_000)
    expect(page.get_by_text("One question is due today")).to_be_visible()
    exercise = page.locator("[class*=st-key-exercise-softmax-derive1]")
    exercise.get_by_role("button", name="Check").click()
    expect(exercise.get_by_text("Choose an answer first.")).to_be_visible()
    expect(page.get_by_text("One question is due today")).to_be_visible()
    exercise.get_by_role("radiogroup").locator("label").first.click()
    idle(page)
    exercise.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Nothing is due today")).to_be_visible()
    page.get_by_role("button", name="That is all for today").click()
    expect(exercise).to_have_count(0)


def test_a_card_cuts_no_formula(app, page):
    app("lessons")
    expect(page.locator(".lesson-card .formula .katex")).to_have_count(17, timeout=120_000)
    cut = """() => [...document.querySelectorAll('.lesson-card .formula')].filter(
        (formula) => formula.scrollWidth > formula.clientWidth).length"""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        comes_true(page, lambda: page.evaluate(cut) == 0)
