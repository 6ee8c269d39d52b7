"""The told walk in a real browser: every stop by key and by click, to the stepper and back, and nothing cut off."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from lessons.page.small import SMALL
from tests.browser.boxes import measure
from tests.browser.conftest import faults, idle

SIZES = [(1280, 720), (1366, 768), (1440, 900), (390, 844)]

MEASURED = """() => {
  const walk = inside(".walk");
  const box = (name) => walk.querySelector(name).getBoundingClientRect();
  const words = walk.querySelector(".words");
  return { beyond: box(".count").right - box(".tell").right, across: document.documentElement.scrollWidth,
           bottom: box(".nav").bottom, svg: box("svg").height, unread: words.scrollHeight - words.clientHeight,
           least: letters(walk, "p, text, button, h1, span") };
}"""


def stop(page: Page):
    return page.locator(".walk .title")


def count(page: Page):
    return page.locator(".walk .count")


def to_stop(page: Page, n: int) -> None:
    """Go forward by the right arrow, past the questions, to stop n."""
    for _ in range(60):
        at = int(count(page).inner_text().split()[0])
        if at == n and page.locator(".walk .next").inner_text() != "Show me →":
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"stop {n} was not reached")


def test_a_visitor_of_the_stepper_meets_the_walk(app):
    page = app("step")
    expect(stop(page)).to_have_text("It looks, and says 9")
    expect(count(page)).to_have_text("1 of 20")
    page.keyboard.press("ArrowRight")
    expect(stop(page)).to_have_text("How wrong? One number")
    expect(page).to_have_url(re.compile(r"tell=loss"))
    page.keyboard.press("PageUp")
    expect(count(page)).to_have_text("1 of 20")
    page.keyboard.press("End")
    expect(count(page)).to_have_text("20 of 20")
    page.keyboard.press("Home")
    page.locator(".walk .stage").click(position={"x": 40, "y": 400})
    expect(count(page)).to_have_text("2 of 20")


def test_a_link_opens_a_stop_and_a_reload_stays_there(app):
    page = app("step?tell=gate&digit=115")
    expect(stop(page)).to_have_text("Off, and out of it")
    page.reload()
    expect(stop(page)).to_have_text("Off, and out of it")


def test_a_question_is_asked_before_it_is_shown_and_remembered(app):
    page = app("step?tell=unit")
    expect(stop(page)).to_have_text("Before you look: a question")
    expect(page.get_by_role("button", name="unit 3", exact=True)).to_be_visible()
    page.get_by_role("button", name="unit 3", exact=True).click()
    expect(page.locator(".walk .verdict")).to_contain_text("You said unit 3. It is unit 5.")
    expect(page.locator(".walk .says")).to_contain_text("Nobody told unit 5")
    page.reload()
    expect(page.locator(".walk .verdict")).to_contain_text("You said unit 3. It is unit 5.")


def test_who_does_not_answer_a_question_is_shown_its_stop_and_not_the_next_one(app):
    page = app("step?tell=outputs")
    expect(stop(page)).to_have_text("Before you look: a question")
    page.get_by_role("button", name="Show me →").click()
    expect(stop(page)).to_have_text("Begin at the end: blame")
    expect(page.locator(".walk .verdict")).to_contain_text("It is the 4.")
    page.get_by_role("button", name="Next →").click()
    expect(stop(page)).to_have_text("Three ways to move the 4")


def test_one_can_leave_at_a_stop_and_come_back_to_it(app):
    page = app("step?tell=weights")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Step through")).to_be_visible()
    expect(page).to_have_url(re.compile(r"step=dW3"))
    expect(page).to_have_url(re.compile(r"digit=115"))
    idle(page)
    page.get_by_role("button", name="Tell me").click()
    expect(stop(page)).to_have_text("A weight: what came in, times the blame")


def test_another_digit_tells_its_own_walk(app):
    page = app("step?tell=look")
    page.get_by_role("button", name="Another digit").click()
    expect(page).to_have_url(re.compile(r"digit=(?!115)\d+"))
    expect(count(page)).to_have_text("1 of 20")
    expect(page.locator(".walk svg")).not_to_contain_text("test digit 115")


def test_another_digit_asks_its_own_questions(app):
    page = app("step?tell=unit")
    page.get_by_role("button", name="unit 3", exact=True).click()
    expect(page.locator(".walk .verdict")).to_contain_text("You said unit 3")
    page.keyboard.press("End")
    page.get_by_role("button", name="Another digit").click()
    expect(page).to_have_url(re.compile(r"digit=(?!115)\d+"))
    expect(count(page)).to_have_text("1 of 20")
    asked = 0
    while count(page).inner_text() != "20 of 20":
        page.keyboard.press("ArrowRight")
        asked += stop(page).inner_text() == "Before you look: a question"
    assert asked == 3


CONVOLUTION = "1x28x28-conv6x5x5-relu-maxpool2-conv8x5x5-relu-maxpool2-flatten-10"
SHOWN = [("", *size) for size in SIZES]
SHOWN += [(CONVOLUTION, 1280, 720), ("784-70-bn-relu-10", 1280, 720), ("784-20-bn-tanh-10", 390, 844)]


@pytest.mark.parametrize(("network", "width", "height"), SHOWN)
def test_nothing_is_cut_off_at_any_stop(app, page, network, width, height):
    page.set_viewport_size({"width": width, "height": height})
    app(f"step?tell=look&network={network}" if network else "step")
    expect(count(page)).to_contain_text("of")
    for n in range(1, 1 + int(count(page).inner_text().split()[-1])):
        to_stop(page, n)
        found = measure(page, MEASURED)
        assert found["bottom"] <= height, f"stop {n}: the buttons end at {found['bottom']}"
        assert found["across"] <= width
        assert found["beyond"] <= 0, f"stop {n}: the buttons reach {found['beyond']} pixels too far"
        assert found["svg"] > 0.3 * height, f"stop {n}: the stage is {found['svg']} high"
        if width > 1000:
            assert found["unread"] <= 4, f"stop {n}: {found['unread']} pixels of the prose are below the edge"
        assert found["least"][0] >= 11, f"stop {n}: letters of {found['least'][0]:.1f} pixels: {found['least'][1]}"


def test_it_is_open_to_everybody(app, axe):
    page = app("step?tell=outputs")
    assert faults(page, axe) == []
    to_stop(page, 12)
    assert faults(page, axe) == []


def test_a_network_of_images_is_told_through_its_maps(app, axe):
    page = app(f"step?tell=filter-2&network={CONVOLUTION}&digit=115")
    expect(stop(page)).to_have_text("Before you look: a question")
    page.get_by_role("button", name="the sum over all places").click()
    expect(page.locator(".walk .verdict")).to_contain_text("Yes: the sum over all places.")
    expect(page.locator(".walk svg")).to_contain_text("its gradients")
    expect(page.locator(".walk svg")).to_contain_text("… and 2 more")
    assert faults(page, axe) == []
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"step=dW2"))
    idle(page)
    page.get_by_role("button", name="Tell me").click()
    expect(stop(page)).to_have_text("One weight, used everywhere")


def test_who_comes_from_the_stepper_leaves_at_the_stop_and_finds_other_digits(app):
    page = app("step?digit=115&step=dz2")
    page.get_by_role("button", name="Tell me").click()
    expect(stop(page)).to_have_text("Off, and out of it")
    page.keyboard.press("Home")
    page.get_by_role("button", name="Another digit").click()
    expect(page).to_have_url(re.compile(r"digit=149.*tell=look"))
    expect(page.locator(".walk svg")).to_contain_text("test digit 149")
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile(r"tell=whole"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Step through")).to_be_visible()
    expect(page).to_have_url(re.compile(r"digit=149.*step=dz3"))


def test_numbers_that_were_given_are_told_to_the_last_product(app, axe):
    page = app(f"step?{urlencode(SMALL['mazur'].query())}&step=dz1")
    page.get_by_role("button", name="Tell me").click()
    expect(stop(page)).to_have_text("Through the bend of layer 1")
    expect(page.locator(".walk .says")).to_contain_text("0.03635 · 0.2413 = 0.008771")
    assert faults(page, axe) == []
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"tell=weights-1"))
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"step=dW1"))
