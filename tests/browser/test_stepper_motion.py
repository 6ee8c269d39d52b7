"""What a step sends travels, until the next step ends it; and the keys that lead on are heard wherever the focus is."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.boxes import measure
from tests.browser.conftest import idle
from tests.browser.stepper_screen import stepper

LENET = "1x28x28-conv6x5x5p2-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10"

# Presses a key and tells what is flying at once, and what once the frame after that of the step has been painted.
PRESS = """async (key) => {
  const root = inside(".stepper");
  const flying = () => root.querySelectorAll("canvas.flying, svg.flying path").length;
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const atOnce = flying();
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  return [atOnce, flying()];
}"""

# Presses a key and tells how many canvases that made, and how often the line below the formulas was written.
MADE = """(key) => {
  const root = inside(".stepper");
  const written = new MutationObserver(() => {});
  written.observe(root.querySelector(".inside"), { childList: true, subtree: true, characterData: true });
  let made = 0;
  const create = document.createElement;
  document.createElement = function (name) {
    made += name === "canvas";
    return create.call(document, name);
  };
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  document.createElement = create;
  return [made, written.takeRecords().length];
}"""


@pytest.mark.parametrize(("network", "step"), [("", "a1"), (f"&network={LENET}", "a1")])
def test_what_feeds_a_result_flies_until_the_next_key(app, page, network, step):
    page.emulate_media(reduced_motion="no-preference")
    app(f"step?digit=115&step={step}{network}")
    expect(stepper(page)).to_have_attribute("data-step", step)
    for _ in range(3):
        at_once, later = measure(page, PRESS, "ArrowRight")
        assert at_once == 0  # what flew before is gone with the key, and nothing delays the frame
        assert later > 0
    expect(page.locator(".stage .flying")).to_have_count(0)
    expect(page.locator("svg.flying path")).to_have_count(0)


def test_a_key_draws_nothing_that_has_not_changed_or_could_be_made_before(app):
    page = app("step?digit=115&step=z1")
    for step in ("z1", "a1", "z2", "a2", "z3"):
        expect(stepper(page)).to_have_attribute("data-ahead", step)  # all that there was time for is made
        assert measure(page, MADE, "ArrowRight") == [0, 0]


def test_nothing_flies_where_less_motion_is_preferred(app):
    page = app("step?digit=115&step=a1")
    expect(stepper(page)).to_have_attribute("data-step", "a1")
    assert measure(page, PRESS, "ArrowRight") == [0, 0]


def test_keys_are_heard_wherever_the_focus_is_but_in_a_text_field(app):
    page = app("step?digit=321")
    step = stepper(page)
    expect(step).to_have_attribute("data-step", "")
    page.get_by_role("button", name="›").click()
    idle(page)
    page.keyboard.press("ArrowRight")
    expect(step).to_have_attribute("data-step", "z1")
    page.get_by_role("button", name="Find").click()
    page.keyboard.press("PageDown")
    expect(step).to_have_attribute("data-step", "a1")
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="What if it were a").click()
    page.get_by_role("option", name="7", exact=True).click()
    idle(page)
    page.keyboard.press("ArrowRight")
    expect(step).to_have_attribute("data-step", "z2")
    page.get_by_role("button", name="Present").click()
    expect(page.get_by_role("button", name="Leave")).to_be_visible()
    page.keyboard.press("PageUp")
    expect(step).to_have_attribute("data-step", "a1")
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("button", name="Present")).to_be_visible()
    idle(page)
    page.get_by_label("Test digit", exact=True).click()
    page.keyboard.press("ArrowLeft")
    expect(step).to_have_attribute("data-step", "a1")
    stepper(page).focus()
    page.keyboard.press("Space")
    expect(step).to_have_attribute("data-step", "z2")


SWIPE = """([selector, from, to]) => {
  const target = inside(selector);
  const touch = (name, x) => target.dispatchEvent(Object.assign(
    new Event(name, { bubbles: true, composed: true }), { [name === "touchend" ? "changedTouches" : "touches"]:
      [{ clientX: x, clientY: 400 }] }));
  touch("touchstart", from);
  touch("touchend", to);
}"""


def test_a_finger_leads_on_and_back_but_not_where_it_scrolls(app, page):
    page.set_viewport_size({"width": 390, "height": 844})
    app("step?digit=115&step=z1")
    step = stepper(page)
    expect(step).to_have_attribute("data-step", "z1")
    for selector, start, end, name in [
        (".sentence", 300, 200, "a1"),
        (".sentence", 300, 280, "a1"),
        (".map", 300, 200, "a1"),
        (".stage", 200, 300, "z1"),
    ]:
        measure(page, SWIPE, [selector, start, end])
        expect(step).to_have_attribute("data-step", name)


def test_a_unit_of_the_map_tells_of_its_entry_and_keeps_it(app):
    page = app("step?digit=115&step=z2")
    expect(stepper(page)).to_have_attribute("data-step", "z2")
    page.locator(".map circle[data-unit='9']").last.click()
    expect(stepper(page)).to_have_attribute("data-entry", "9")
    expect(page).to_have_url(re.compile(r"pin=z2%2C0%2C9"))
