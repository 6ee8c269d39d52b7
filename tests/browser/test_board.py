"""The drawing board of the stepper: the reading follows the hand, and a link brings all of it back."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import faults, idle


def panel(page, name: str):
    """An open panel of the stepper."""
    page.get_by_role("tab", name=name).click()
    return page.get_by_role("tabpanel", name=name)


def begin_stroke(page, points):
    """The pen goes down and along these points, as shares of the pad, and stays down."""
    pad = page.get_by_role("application", name=re.compile("Draw one digit"))
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    page.mouse.move(*places[0])
    page.mouse.down()
    for place in places[1:]:
        page.mouse.move(*place, steps=6)


def stroke(page, points):
    begin_stroke(page, points)
    page.mouse.up()


SEVEN = [(0.3, 0.2), (0.7, 0.2), (0.45, 0.8)]


def test_the_reading_follows_the_hand_and_a_link_brings_the_drawing_back(app, axe):
    page = app("step?digit=115")
    draw = panel(page, "Draw")
    says = draw.get_by_role("status")
    expect(says).to_have_text("The network says 9, with a probability of 69.2 %. The label says 4, which got 25.8 %.")
    begin_stroke(page, [(0.35, 0.15), (0.3, 0.5)])
    expect(says).not_to_contain_text("69.2")  # alive: Python has not heard of it
    assert "own=" not in page.url
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"own=4%3A"))
    expect(says).to_contain_text("You say 4")
    idle(page)
    words = says.inner_text()
    assert faults(page, axe) == []
    draw.get_by_role("button", name="Undo").click()
    expect(says).to_contain_text("69.2")
    page.goto(page.url)
    idle(page)
    expect(panel(page, "Draw").get_by_role("status")).to_contain_text("You say 4")
    assert "78." in words


def test_ones_own_digits_are_a_mini_batch_with_what_they_truly_are(app):
    page = app("step?digit=3")
    draw = panel(page, "Draw")
    draw.get_by_role("button", name="Clear").click()
    stroke(page, SEVEN)
    says = draw.get_by_role("status")
    expect(says).to_have_text(re.compile("The network says 7, .* Is it right\\?"))
    draw.get_by_role("group", name="What it truly is").get_by_role("button", name="1").click()
    expect(says).to_contain_text("You say 1, which got")
    expect(page.get_by_text("Your image has no label")).to_have_count(0)
    draw.get_by_role("button", name="Draw another").click()
    stroke(page, [(0.5, 0.2), (0.5, 0.8)])
    expect(draw.get_by_role("listitem").filter(has=page.get_by_role("button"))).to_have_count(2)
    expect(says).to_have_text(re.compile("Is it right\\?"))
    draw.get_by_label("All 2 at once, as a mini-batch").check()
    expect(page.get_by_text("Your 2 images", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("batch=2"))
    draw.get_by_role("button", name="Your digit 2, a 1").click()
    expect(says).to_contain_text("You say 1")
    draw.get_by_role("button", name="Take this one away").click()
    expect(draw.get_by_role("button", name=re.compile("Your digit"))).to_have_count(1)


def test_one_slider_fools_the_network_and_a_link_brings_it_back(app, axe):
    page = app("step?digit=0&step=p")
    fool = panel(page, "Fool it")
    verdict = fool.get_by_role("status")
    expect(verdict).to_contain_text("Nothing is moved yet. It reads a 7")
    fool.get_by_role("slider").focus()
    for _ in range(14):
        page.keyboard.press("ArrowRight")
    expect(verdict).to_contain_text("It is fooled: it reads an 8 now, with 77.7 %, where it read a 7, with 99.9 %")
    expect(page).to_have_url(re.compile(r"epsilon=0\.07"))
    idle(page)
    expect(fool.get_by_text("thrown like coins leave it at a 7")).to_be_visible()
    expect(page.locator(".stepper .sentence")).to_contain_text("8")  # the whole pass is that of the moved digit
    assert faults(page, axe) == []
    page.goto(page.url)
    idle(page)
    expect(panel(page, "Fool it").get_by_role("status")).to_contain_text("it reads an 8 now, with 77.7 %")
    page.get_by_role("button", name="Back to 0").click()
    expect(page).not_to_have_url(re.compile("epsilon"))


def test_a_rate_that_is_typed_is_in_the_address_before_a_step_is_taken(app):
    page = app("step?digit=3")
    update = panel(page, "Take the step")
    expect(update.get_by_text("was chosen for you")).to_be_visible()
    update.get_by_label("Learning rate").fill("0.37")
    expect(page).to_have_url(re.compile("plan=sgd%2C0.37"))
    page.goto(page.url)
    idle(page)
    assert panel(page, "Take the step").get_by_label("Learning rate").input_value() == "0.37"
    page.get_by_label("Optimizer").select_option("adam")
    expect(page).to_have_url(re.compile("plan=adam%2C0.37"))
    page.get_by_role("button", name="Choose a rate that fits").click()
    expect(page).to_have_url(re.compile("plan=adam(&|$)"))
