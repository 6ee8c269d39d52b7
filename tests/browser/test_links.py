"""A link opens with its view on screen, as it was left: what components of the browser keep in the address."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import idle
from tests.browser.conversation import answered


def test_a_view_of_a_run_opens_on_screen_with_its_cell_and_its_moment(start, app):
    page = start("network=784-10&epochs=1&seed=3")
    expect(page.get_by_text("Finished.")).to_be_visible(timeout=60_000)
    run = re.search(r"run=(\w+)", page.url)[1]

    page = app(f"train?run={run}&look=Result")
    control = page.get_by_text("Look closer", exact=True)
    expect(control).to_be_in_viewport()
    cell = page.locator("td button:enabled[aria-pressed=false]").nth(3)
    chosen = cell.get_attribute("aria-label")
    cell.click()
    expect(page.locator("td button[aria-pressed=true]")).to_have_attribute("aria-label", chosen)
    answered(page)
    expect(page).to_have_url(re.compile(r"cell=\d%2C\d"))
    page = app(page.url.split("/", 3)[3])
    expect(page.locator("td button[aria-pressed=true]")).to_have_attribute("aria-label", chosen)

    page = app(f"train?run={run}")
    cursor = page.get_by_role("slider").first
    expect(cursor).to_have_attribute("aria-valuetext", re.compile("step"))  # the time line has been drawn
    cursor.focus()
    cursor.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"moment=\d+"))
    moment = cursor.get_attribute("aria-valuetext")
    page = app(page.url.split("/", 3)[3])
    expect(page.get_by_role("slider").first).to_have_attribute("aria-valuetext", moment)
    expect(page.get_by_text("Look closer", exact=True)).to_be_in_viewport()


def test_what_is_ticked_stands_in_the_address(start, app):
    for seed in (1, 2):
        page = start(f"network=784-10&epochs=1&seed={seed}")
        expect(page.get_by_text("Finished.")).to_be_visible(timeout=60_000)
    page = app("runs")
    table = page.get_by_test_id("stDataFrame").first
    for row in (0, 1):
        box = table.bounding_box()
        page.mouse.click(box["x"] + 16, box["y"] + 38 + 35 * row + 17)
        idle(page)
    expect(page).to_have_url(re.compile(r"beside=\w{10}%2C\w{10}"))
    overlay = page.get_by_test_id("stPlotlyChart")
    expect(overlay).to_be_visible()
    page = app(page.url.split("/", 3)[3])
    expect(page.get_by_test_id("stPlotlyChart")).to_be_in_viewport()
