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
