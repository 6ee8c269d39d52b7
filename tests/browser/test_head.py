"""In front of a class: every page has the switch, the keys work at once, and its address is a code on the wall."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import faults, idle


def test_a_page_is_presented_by_a_key_and_left_by_another(app):
    page = app("mine?example=right")
    expect(page.get_by_role("button", name="Present")).to_be_enabled()
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Leave")).to_be_visible()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page).to_have_url(re.compile("present=true"))
    page.get_by_role("link", name="See how").click()
    idle(page)
    expect(page).to_have_url(re.compile("step.*present=true"))  # the next page is presented too
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stHeader")).to_be_visible()
    expect(page).not_to_have_url(re.compile("present"))


def test_a_remote_walks_blacks_out_and_ends(app):
    page = app("step?tell=look&digit=115")
    expect(page.get_by_role("button", name="Present")).to_be_enabled()
    page.get_by_role("button", name="Present").click()
    expect(page.get_by_role("button", name="Leave")).to_be_visible()
    count = page.locator(".walk .count")
    expect(count).to_contain_text("1 of")
    page.keyboard.press("PageDown")  # the switch that was clicked has given the keys back
    expect(count).to_contain_text("2 of")
    page.keyboard.press("PageUp")
    expect(count).to_contain_text("1 of")
    page.keyboard.press(".")
    expect(page.get_by_role("dialog", name="The screen is black")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.get_by_role("dialog", name="The screen is black")).to_be_hidden()
    expect(count).to_contain_text("1 of")  # that key brought the page back, and did no more
    next_button = page.locator(".walk .next").bounding_box()
    assert next_button["y"] + next_button["height"] <= page.viewport_size["height"]
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stHeader")).to_be_visible()
    expect(count).to_contain_text("1 of")


def test_pages_turn_where_there_are_no_steps_and_one_stays_where_one_was(app):
    page = app("lessons?lesson=8")
    expect(page.get_by_role("button", name="Present")).to_be_enabled()
    idle(page)
    field = page.get_by_role("textbox", name="Your answer").first
    field.press_sequentially("ff")  # is typed
    expect(field).to_have_value("ff")
    expect(page.get_by_role("button", name="Present")).to_be_visible()
    page.get_by_test_id("stMain").evaluate("node => node.focus() || document.activeElement.blur()")
    heading = page.get_by_role("heading", level=2).nth(2)
    heading.evaluate("node => node.scrollIntoView()")
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Leave")).to_be_visible()
    idle(page)
    main = page.get_by_test_id("stMain")
    expect(heading).to_be_in_viewport()
    main.evaluate("node => { node.scrollTop = 0 }")
    page.keyboard.press("PageDown")
    expect(main).not_to_have_js_property("scrollTop", 0)


def test_the_code_of_the_address_fills_the_window(app, axe):
    page = app("step?digit=321&step=dz3")
    expect(page.get_by_role("button", name="QR code")).to_be_enabled()
    page.get_by_role("button", name="QR code").click()
    picture = page.get_by_role("img", name="/step?digit=321")
    expect(picture).to_be_visible()
    assert picture.bounding_box()["height"] > 0.8 * page.viewport_size["height"]
    expect(page.get_by_text(re.compile(r"http://\S+digit=321"))).to_be_visible()
    assert faults(page, axe) == []
    page.keyboard.press("Escape")
    expect(picture).to_be_hidden()
