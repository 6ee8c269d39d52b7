"""Published points stand there before anything runs, and where two programs part is seen."""

from playwright.sync_api import expect

from tests.browser.conftest import faults


def test_printed_points_are_there_first_and_the_lesson_of_the_wild_rate_below(app, axe):
    page = app("replay")
    expect(page.get_by_text("60 points are printed; none of ours is there yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Run it")).to_be_enabled()
    expect(page.locator(".js-plotly-plot .point")).to_have_count(60)
    assert faults(page, axe) == []
    page.get_by_role("radio", name="Three learning rates").or_(
        page.get_by_role("button", name="Three learning rates")
    ).first.click()
    expect(page.get_by_text("90 points are printed")).to_be_visible()
    expect(page.get_by_text("That is chaos.")).to_be_visible()
    assert faults(page, axe) == []
    page.get_by_role("link", name="The settings: η = 2.5").click()
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_enabled()
    expect(page.get_by_text("50,000 to learn from, none held back")).to_be_visible()
