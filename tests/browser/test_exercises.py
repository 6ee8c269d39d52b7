"""Exercises as a person meets them: typed, judged, remembered by the browser."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import faults, free_port, idle, serving_page
from tests.browser.conversation import comes_true
from tests.browser.exercise_page import EXERCISES, context

PAGE = Path(__file__).with_name("exercise_page.py")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The dashboard with a page of exercises in place of its own pages."""
    with serving_page(tmp_path_factory.mktemp("exercises"), PAGE, "Exercises") as address:
        yield address


def on(page: Page, name: str):
    """One exercise of the page."""
    return page.locator(f".st-key-exercise-{name}")


def field(page: Page, name: str):
    return on(page, name).get_by_role("textbox", name="Your answer")


def verdict(page: Page):
    return page.get_by_test_id("stAlertContainer")


def check(page: Page, name: str):
    return on(page, name).get_by_role("button", name=re.compile("Check|See what happens"))


def test_a_formula_shows_how_it_reads_while_it_is_typed(app):
    page = app()
    field(page, "formula").press_sequentially(r"\frac{a_i}{2}", delay=10)
    expect(page.get_by_text("This reads as")).to_be_visible()
    field(page, "formula").press_sequentially("(p_j -", delay=10)
    expect(page.get_by_text("The formula stops too early.")).to_be_visible()
    expect(verdict(page)).to_have_count(0)  # nobody has asked for a verdict yet


def test_enter_asks_for_a_verdict_and_the_answer_stays(app):
    page = app()
    field(page, "formula").fill("(y_j - p_j) a_i")
    field(page, "formula").press("Enter")
    expect(verdict(page)).to_contain_text("The sign is flipped.")
    expect(field(page, "formula")).to_have_value("(y_j - p_j) a_i")
    page.get_by_text("Show me").click()
    expect(page.get_by_text("common factors in front").or_(page.get_by_text("picks one term")).first).to_be_visible()
    field(page, "formula").fill("(p_j - y_j) a_i")
    field(page, "formula").press("Enter")
    expect(verdict(page)).to_contain_text("Right.")


def test_a_number_is_judged_and_another_one_can_be_had(app):
    page, exercise = app(), EXERCISES["number"]
    field(page, "number").fill(f"{exercise.work(context()).value:.3g}")
    check(page, "number").click()
    expect(verdict(page)).to_contain_text("Right: it is")
    page.get_by_role("button", name="Another one").first.click()
    expect(verdict(page)).to_have_count(0)
    expect(field(page, "number")).to_have_value("")


def test_a_prediction_is_revealed_by_keyboard_alone(app):
    page = app()
    page.get_by_role("radio", name="It rises.").focus()
    page.keyboard.press("Space")
    idle(page)
    page.get_by_role("button", name="See what happens").focus()
    page.keyboard.press("Enter")
    expect(verdict(page)).to_contain_text("The loss goes from")


def test_a_prediction_counts_where_it_is_right_at_first(app):
    page, exercise, first = app(), EXERCISES["choice"], context()

    def say(k):
        on(page, "choice").get_by_role("radio").nth(k).check(force=True)
        idle(page)
        check(page, "choice").click()

    right = exercise.asked(first).right
    say((right + 1) % 3)
    expect(verdict(page)).to_contain_text("It turns out differently.")
    say(right)
    expect(verdict(page)).to_contain_text("Right.")
    expect(page.get_by_text("It counts only if you say it before you see it.")).to_be_visible()
    expect(page.get_by_text(f"0 of {len(EXERCISES)} exercises done")).to_be_visible()
    on(page, "choice").get_by_role("button", name="Another one").click()
    expect(verdict(page)).to_have_count(0)
    say(exercise.asked(replace(first, seed=1)).right)
    expect(page.get_by_text(f"1 of {len(EXERCISES)} exercises done")).to_be_visible()


@pytest.mark.parametrize("name", ["lines", "code"])
def test_the_wrong_line_is_found(app, name):
    page, right = app(), EXERCISES[name].page(context()).wrong
    for k, says in [(right - 1 if right else right + 1, "is right"), (right, "Found.")]:
        on(page, name).get_by_role("radio").nth(k).check(force=True)
        idle(page)
        check(page, name).click()
        expect(verdict(page)).to_contain_text(says)


def test_what_is_done_outlives_a_reload(app):
    page = app()
    expect(page.get_by_text(f"0 of {len(EXERCISES)} exercises done")).to_be_visible()
    field(page, "formula").fill("a p - a y")
    field(page, "formula").press("Enter")
    expect(page.get_by_text(f"1 of {len(EXERCISES)} exercises done")).to_be_visible()
    page = app()
    expect(page.get_by_text(f"1 of {len(EXERCISES)} exercises done")).to_be_visible()
    expect(page.get_by_text("✓ Done")).to_have_count(1)
    field(page, "formula").fill("a p")
    field(page, "formula").press("Enter")
    expect(on(page, "formula").get_by_text("Done before")).to_be_visible()
    expect(page.get_by_text("✓ Done")).to_have_count(0)


def test_a_verdict_outlives_the_server(page, tmp_path):
    """The page tells a server that was started anew what was handed in."""
    port, right = free_port(), EXERCISES["choice"].asked(replace(context(), seed=1)).right
    wrong = (right + 1) % 3
    with serving_page(tmp_path, PAGE, "Exercises", port) as address:
        page.goto(address, wait_until="domcontentloaded")
        idle(page)
        field(page, "formula").fill("a p")
        field(page, "formula").press("Enter")
        expect(verdict(on(page, "formula"))).to_be_visible()
        on(page, "choice").get_by_role("button", name="Another one").click()
        expect(page.locator("[class*='st-key-choice-1-']").first).to_be_visible()  # the answers to another one
        on(page, "choice").get_by_role("radio").nth(wrong).check(force=True)
        idle(page)
        check(page, "choice").click()
        expect(verdict(page)).to_have_count(2)
        said = verdict(page).all_text_contents()
        on(page, "choice").get_by_role("radio").nth(right).check(force=True)  # and is not handed in
        idle(page)
    expect(page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    with serving_page(tmp_path, PAGE, "Exercises", port):
        expect(page.get_by_test_id("stApp")).to_have_attribute(
            "data-test-connection-state", "CONNECTED", timeout=60_000
        )
        idle(page)
        expect(verdict(page)).to_have_text(said)
        expect(field(page, "formula")).to_have_value("a p")
        on(page, "choice").get_by_role("radio").nth(right).check(force=True)  # the new server may not have heard of it
        idle(page)
        check(page, "choice").click()
        expect(verdict(page).last).to_contain_text("Right.")
        expect(page.get_by_text("It counts only if you say it before you see it.")).to_be_visible()


def test_a_browser_that_keeps_nonsense_does_no_harm(app, page):
    page.add_init_script("localStorage.setItem('chainrule.done', '{broken')")
    expect(app().get_by_text(f"0 of {len(EXERCISES)} exercises done")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(app, page, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    app()
    for text in ("(y_j - p_j) a_i", "a p - a y"):  # a wrong verdict, then a right one
        field(page, "formula").fill(text)
        field(page, "formula").press("Enter")
        expect(verdict(page)).to_contain_text("sign" if text.startswith("(") else "Right")
        assert faults(page, axe) == []


def test_it_fits_a_phone(app, page):
    page.set_viewport_size({"width": 390, "height": 800})
    app()
    comes_true(page, lambda: page.evaluate("document.documentElement.scrollWidth") <= 390)


def test_every_formula_is_set(app):
    """KaTeX prints in red what it cannot read."""
    page = app()
    expect(page.locator(".katex").first).to_be_visible()
    for name in EXERCISES:
        check(page, name).click()
        expect(verdict(on(page, name))).to_be_visible()
    expect(page.locator(".katex-error")).to_have_count(0)
