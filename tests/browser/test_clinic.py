"""A patient of the bug clinic, as a person meets it: looked at, named by the keyboard, mended, remembered."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import faults, idle


def test_a_patient_is_looked_at_and_its_line_named_by_the_keyboard(app, axe):
    page = app("clinic?patient=all-biases-alike")
    expect(page.get_by_text("0 of 22 exercises done")).to_be_visible()
    expect(page.get_by_role("figure", name=re.compile("off the diagonal: db1, db2"))).to_be_visible()
    expect(page.get_by_role("cell", name="db2", exact=True)).to_be_visible()
    assert faults(page, axe) == []
    lines = page.get_by_role("radio")
    lines.nth(1).focus()
    page.keyboard.press("Space")
    idle(page)
    page.get_by_role("button", name="Check", exact=True).press("Enter")
    expect(page.get_by_text("Here db2 leaves the diagonal")).to_be_visible()
    lines.nth(1).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    idle(page)
    page.get_by_role("button", name="Check", exact=True).press("Enter")
    expect(page.get_by_text("so all biases move alike")).to_be_visible()
    expect(page.get_by_text("1 of 22 exercises done")).to_be_visible()
    expect(page.get_by_role("figure", name=re.compile("Mended, the loss ends at"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"patient=all-biases-alike&line=Dense\.parameter_gradients\.db"))
    assert faults(page, axe) == []
    page.reload()
    idle(page)
    expect(page.get_by_text("so all biases move alike")).to_be_visible()
    expect(page.get_by_text("✓ Done")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page).to_have_url(re.compile("patient=weights-that-grow"))
    expect(page.get_by_text("so all biases move alike")).not_to_be_visible()


def test_a_link_to_an_answer_counts_for_nobody_and_fits_a_telephone(app, axe):
    page = app("clinic")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    page = app("clinic?patient=nothing-happens&line=split.return.Split&show=true")
    expect(page.get_by_text("The pixels are divided by 255 twice.")).to_be_visible()
    expect(page.get_by_text("0 of 22 exercises done")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert faults(page, axe) == []
    page.get_by_role("link", name="See a right pass of this network").click()
    expect(page).to_have_url(re.compile(r"/step\?.*network=784-16-relu-10"))
