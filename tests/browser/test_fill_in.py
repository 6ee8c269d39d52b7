"""A pass is filled in by hand, in a network small enough for one screen and in the real stepper."""

import re
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import expect

from core.given import given, read_text
from core.losses import LOSSES
from core.network import Network
from lessons.engine.proof.named_arrays import arrays_of
from lessons.page.small import SMALL
from tests.browser.conftest import faults, idle
from tests.browser.stepper_screen import agrees, stepper


def link(query) -> str:
    return f"step?{urlencode(query)}"


def judged(page):
    return page.locator(".fill-in .judged")


def hand_in(page, number: float) -> None:
    page.keyboard.type(f"{number:.6g}")
    page.keyboard.press("Enter")


def test_a_whole_pass_and_its_update_are_filled_in_by_keys_alone_and_survive_a_reload(app):
    page = app(link(SMALL["two"].query()))
    arrays = arrays_of(SMALL["two"].given().trace())
    expect(stepper(page)).not_to_have_attribute("inert", "")
    page.get_by_role("button", name="One step forward").focus()
    for step in ("z1", "a1", "z2", "p", "L", "dz2", "dW2", "db2", "da1", "dz1", "dW1", "db1", "dx"):
        page.keyboard.press("Enter")
        expect(stepper(page)).to_have_attribute("data-step", step)
        if step == "p":  # the outputs as they are: nothing to work out
            continue
        for number in np.ravel(arrays[step]):
            expect(page.locator(".fill-in input:focus")).to_be_editable()
            hand_in(page, number)
            expect(judged(page)).to_have_text(re.compile("^(Right|All )"))
    expect(judged(page)).to_contain_text("Now the update: each parameter minus 0.01 times its gradient.")
    for name in ("W1", "b1", "W2", "b2"):
        for number in np.ravel(arrays[name] - 0.01 * arrays[f"d{name}"]):
            hand_in(page, number)
            expect(judged(page)).to_have_class(re.compile("right"))
    expect(judged(page)).to_contain_text("The whole step is yours")
    expect(page).to_have_url(re.compile("fill=true.*step=dx"))
    page.reload()
    idle(page)
    expect(judged(page)).to_contain_text("The whole step is yours")


def test_a_wrong_number_gets_the_hint_that_fits_and_hides_what_is_asked(app):
    page = app(link(SMALL["mazur"].query() | {"step": "dz1"}))
    cell = page.get_by_role("textbox", name=re.compile("^The blame of unit 0"))
    arrays = arrays_of(SMALL["mazur"].given().trace())
    arriving, a, dz = (float(arrays[name][0, 0]) for name in ("da1", "a1", "dz1"))
    for typed, hint in (
        (-dz, "The sign is flipped."),
        (arriving * a, "You used sigmoid itself where its slope belongs."),
        (arriving, "the slope of sigmoid is missing"),
        (float(arrays["dz1"][0, 1]), "That is the blame of unit 1; here it is the blame of unit 0."),
    ):
        cell.fill(f"{typed:.6g}")
        cell.press("Enter")
        expect(judged(page)).to_contain_text(hint)
    drawn = page.get_by_role("img", name=re.compile("^The network drawn"))
    expect(drawn).to_contain_text("δ\u2009?")
    cell.fill("nonsense")
    cell.press("Enter")
    expect(judged(page)).to_contain_text("Type one number")
    page.get_by_role("button", name="Show its numbers").click()
    expect(page.locator(".fill-in .worked")).to_contain_text("?")
    cell.fill(f"{dz:.3g}")
    cell.press("Enter")
    expect(judged(page)).to_contain_text("Right: the blame of unit 0")
    page.get_by_role("button", name="Show me this one").click()
    expect(drawn).not_to_contain_text("δ\u2009?")


def test_the_real_stepper_asks_for_the_three_largest_of_a_gradient(app):
    page = app("step?digit=321&step=dz2")
    page.get_by_role("button", name="Fill in").click()
    expect(page.get_by_text("work out the three largest numbers")).to_be_visible()
    assert page.locator(".numbers .result").count() == 0
    for _ in range(3):
        page.get_by_role("button", name="Show me this one").click()
    expect(judged(page)).to_contain_text("All of it is right")
    expect(page.locator(".numbers .result")).to_be_visible()
    expect(page).to_have_url(re.compile("fill=true"))


def test_a_target_and_a_bias_are_changed_where_they_are_drawn(app):
    mazur = SMALL["mazur"]
    page = app(link({"network": mazur.network, "loss": mazur.loss, "given": mazur.numbers, "step": "dz1"}))
    arrays = read_text(mazur.numbers)
    for name, entry, value in (("y", 1, "0.5"), ("b1", 0, "-0.25")):
        page.locator(f'.drawn-map [data-name="{name}"][data-cell="{entry}"]').first.click()
        page.get_by_role("tab", name="Change a number").click()
        field = page.get_by_label("New value", exact=True)
        field.fill(value)
        field.press("Enter")
        expect(page).to_have_url(re.compile(f"{name}%3A{entry}%3A{value}"))
        arrays[name][entry] = float(value)
    changed = page.locator('.drawn-map [data-name="b1"][data-cell="0"]')
    expect(changed).to_have_text("−0.25*")
    trace = given(Network.from_text(mazur.network, LOSSES[mazur.loss]), arrays).trace()
    assert agrees(page.locator(".figures .now").text_content(), trace.loss)
    page.reload()
    idle(page)
    expect(changed).to_have_text("−0.25*")
    expect(page.locator('.drawn-map [data-name="y"][data-cell="1"]')).to_have_text("0.5*")


def test_a_network_that_reads_no_digits_is_a_click_away(app):
    page = app("step?digit=3")
    page.get_by_role("button", name="Network").click()
    page.get_by_role("textbox", name=re.compile("^Or new, with random")).fill("4-10-relu-3")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Drawn from seed 0")).to_be_visible()
    expect(page).to_have_url(re.compile("network=4-10-relu-3"))
    idle(page)
    page.get_by_role("button", name="By hand").click()
    page.get_by_role("link", name="2-2-2 in whole numbers").click()
    expect(page).to_have_url(re.compile("network=2-2-relu-2.*given=x"))
    expect(page.get_by_role("img", name=re.compile("^The network drawn"))).to_be_visible()
    page.get_by_role("link", name="Handwritten digits").click()
    expect(page.get_by_role("spinbutton", name="Test digit")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out_of_a_small_network(app, page, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    app(link(SMALL["two"].query() | {"step": "dW2"}))
    expect(stepper(page)).to_have_attribute("data-step", "dW2")
    assert faults(page, axe) == []


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1366, 768)])
def test_a_small_network_and_its_cells_fit_one_window(app, page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    app(link(SMALL["mazur"].query() | {"step": "da1"}))
    expect(page.get_by_role("button", name="Check")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("img", name=re.compile("^The network drawn"))).to_be_in_viewport(ratio=1)
