"""Runs have owners, and sweeps are found again."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import idle
from tests.browser.test_train import QUICK, swept


def test_only_the_browser_that_started_a_run_can_delete_it(start, browser):
    page = start(QUICK)
    expect(page.get_by_text("Finished.")).to_be_visible(timeout=90_000)
    address = f"{page.url}&look=Keep"
    context = browser.new_context()
    other = context.new_page()
    other.goto(address)
    expect(other.get_by_text("Another browser started this run").first).to_be_visible()
    expect(other.get_by_role("button", name="Curves (CSV)")).to_be_visible()
    expect(other.get_by_role("button", name="Delete")).to_be_hidden()
    context.close()
    page.goto(address)  # a later visit of the same browser
    expect(page.get_by_role("button", name="Delete")).to_be_visible()


def test_a_cell_of_a_sweep_opens_its_run_and_the_way_back_leads_to_the_grid(app):
    page = swept(app)
    idle(page)
    cell = page.get_by_role("button", name=re.compile("Learning rate 0.01, First hidden layer 8"))
    cell.click(position={"x": 3, "y": 3})  # all of it can be clicked, not its number alone
    expect(page.get_by_role("heading", name="Learning rate 0.01 · First hidden layer 8")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("2 of 2 runs have ended. In each cell")).to_be_visible()
    page = app("sweep")
    page.get_by_role("link", name=re.compile("Learning rate 0.001, 0.01")).click()
    expect(page.get_by_text("2 of 2 runs have ended. In each cell")).to_be_visible()
