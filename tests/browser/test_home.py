"""The first page, as a person meets it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults


def test_a_digit_and_an_opinion_are_there_before_the_first_click(app):
    page = app()
    expect(page.get_by_role("img", name=re.compile("A handwritten 7"))).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("The network says 7")


def test_another_digit_answers_in_the_browser(app):
    page = app()
    page.get_by_role("button", name="Another digit").click()
    expect(page.get_by_role("status")).to_contain_text("The network says 2")


def test_a_wrong_one_shows_both_opinions(app):
    page = app()
    page.get_by_role("button", name="One it gets wrong").click()
    expect(page.get_by_role("status")).to_contain_text("which got")


def test_a_drawing_gets_an_opinion(app):
    page = app()
    page.get_by_role("button", name="Draw your own").click()
    box = page.get_by_role("application", name=re.compile("Draw one digit")).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"]
    page.mouse.move(x, y + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(x, y + 0.8 * box["height"], steps=8)
    page.mouse.up()
    expect(page.get_by_role("status")).to_contain_text("The network says 1")


def test_the_keyboard_draws_and_clears(app):
    page = app()
    expect(page.locator(".flow:not([inert])")).to_be_visible()  # its script listens now
    page.get_by_role("button", name="Draw your own").press("Enter")
    expect(page.get_by_role("application", name=re.compile("Draw one digit"))).to_be_focused()
    for key in [*["ArrowUp"] * 8, " ", *["ArrowDown"] * 16, " "]:
        page.keyboard.press(key)
    expect(page.get_by_role("status")).to_contain_text("The network says")
    page.keyboard.press("Delete")
    expect(page.get_by_role("status")).to_contain_text("Draw a digit")
    expect(page.locator(".bars .share").first).to_have_text("–")


def test_the_stepper_opens_on_the_digit_on_show(app):
    page = app()
    page.get_by_role("button", name="Another digit").click()
    page.get_by_role("link", name=re.compile("Step through test digit")).click()
    expect(page).to_have_url(re.compile(r"/step\?.*digit=\d+"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(app, page, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    page = app()
    expect(page.get_by_role("status")).to_contain_text("The network says")
    assert faults(page, axe) == []


def test_it_fits_a_phone(app, page):
    page.set_viewport_size({"width": 390, "height": 800})
    assert app().evaluate("document.documentElement.scrollWidth") <= 390
