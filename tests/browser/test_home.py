"""The first page, as a person meets it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults
from tests.browser.conversation import comes_true


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


def drawn(page, across, down):
    """The page with one upright stroke on its pad, at this share of the width, between these of the height."""
    page.get_by_role("button", name="Draw your own").click()
    box = page.get_by_role("application", name=re.compile("Draw one digit")).bounding_box()
    x, (start, end) = box["x"] + across * box["width"], (box["y"] + share * box["height"] for share in down)
    page.mouse.move(x, start)
    page.mouse.down()
    page.mouse.move(x, end, steps=8)
    page.mouse.up()
    return page


def test_a_drawing_gets_an_opinion_that_can_be_contradicted(app):
    page = drawn(app(), across=0.5, down=(0.2, 0.8))
    expect(page.get_by_role("status")).to_contain_text("The network says 1")
    expect(page.get_by_role("status")).to_contain_text("Is it right?")
    page.get_by_role("group", name="What it truly is").get_by_role("button", name="7").click()
    expect(page.get_by_role("status")).to_contain_text("You say 7, which got")
    step = page.get_by_role("link", name="Step through your drawing")
    expect(step).to_have_attribute("href", re.compile("own=7"))  # the stepper is told as well


INK = """canvas => {
  const image = canvas.getContext("2d").getImageData(0, 0, 28, 28).data;
  const ink = Array.from({length: 784}, (_, k) => k).filter((k) => image[4 * k] > 99);
  return [ink.map((k) => k % 28), ink.map((k) => Math.floor(k / 28))].map((at) => [Math.min(...at), Math.max(...at)]);
}"""  # from where to where a picture has light ink, (columns, rows)


def test_a_drawing_in_a_corner_is_shown_in_the_middle(app):
    page = drawn(app(), across=0.1, down=(0.1, 0.4))
    expect(page.get_by_text("its centre of mass in the middle")).to_be_visible()
    (left, right), (top, bottom) = page.get_by_role("img", name=re.compile("A handwritten digit, 28")).evaluate(INK)
    assert 18 <= bottom - top + 1 <= 20
    assert abs(left + right - 28) <= 1  # where MNIST's digits have it: at 14.0, counted from 0, within half a pixel
    assert abs(top + bottom - 28) <= 1


def test_a_finger_draws_without_scrolling_the_page(browser, server):
    context = browser.new_context(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(server)
    page.get_by_role("button", name="Draw your own").tap()
    box = page.get_by_role("application", name=re.compile("Draw one digit")).bounding_box()
    before = page.locator("h1").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 0.8 * box["height"]
    finger = context.new_cdp_session(page)
    for k, kind in enumerate(["Start", *["Move"] * 10, "End"]):
        points = [] if kind == "End" else [{"x": x, "y": y - 0.06 * k * box["height"]}]
        finger.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    expect(page.get_by_role("status")).to_contain_text("The network says 1")
    expect(page.get_by_role("img", name=re.compile("A handwritten digit, 28"))).to_be_in_viewport()
    assert page.locator("h1").bounding_box() == before
    context.close()


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


def test_the_stepper_opens_on_a_drawing_and_keeps_it(app):
    page = drawn(app(), across=0.5, down=(0.2, 0.8))
    page.get_by_role("link", name="Step through your drawing").click()
    expect(page.get_by_role("button", name="Your image")).to_be_visible()
    expect(page.get_by_text("the network reads a 1")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="›").click()
    expect(page.get_by_role("spinbutton", name="Test digit")).to_have_value("1")
    expect(page).to_have_url(re.compile(r"/step\?digit=1$"))


@pytest.mark.parametrize("button", ["Another digit", "Draw your own"])
def test_a_drawing_that_is_put_away_leaves_the_link(app, button):
    page = app()
    page.get_by_role("button", name="Draw your own").click()
    page.get_by_role("application", name=re.compile("Draw one digit")).click()
    expect(page.get_by_role("link", name="Step through your drawing")).to_be_visible()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("link", name="Step through test digit")).to_be_visible()
    page.get_by_role("button", name="Draw your own").click()
    expect(page.get_by_role("link", name="Step through your drawing")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(app, page, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    page = app()
    expect(page.get_by_role("status")).to_contain_text("The network says")
    assert faults(page, axe) == []


def test_it_fits_a_phone(app, page):
    page.set_viewport_size({"width": 390, "height": 800})
    app()
    comes_true(page, lambda: page.evaluate("document.documentElement.scrollWidth") <= 390)


def test_the_main_button_begins_the_walk(app):
    page = app()
    page.get_by_role("button", name="Take one of its mistakes").click()
    expect(page).to_have_url(re.compile(r"/step\?.*tell=look"))
    expect(page.locator(".walk .count")).to_have_text(re.compile(r"^1 of \d+$"))
