"""The stepper obeys keys, pointer and address, refuses what it cannot use, and fits its window."""

import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults, idle
from tests.browser.conversation import comes_true
from tests.browser.stepper_screen import stepper


def test_step_and_pin_are_in_the_address_and_survive_a_reload(app):
    page = app("step?digit=321")
    expect(stepper(page)).to_have_attribute("data-step", "")
    page.keyboard.press("ArrowRight")
    page.get_by_role("img", name=re.compile("^z1")).click(position={"x": 5, "y": 5})
    expect(page).to_have_url(re.compile(r"step=z1.*pin=z1%2C0%2C0"))
    page.reload()
    idle(page)
    expect(stepper(page)).to_have_attribute("data-step", "z1")
    expect(stepper(page)).to_have_attribute("data-entry", "0")
    expect(page.get_by_text("Pinned")).to_be_visible()


def test_steps_inside_an_operation_and_out(app):
    page = app("step?digit=321&step=p")
    expect(stepper(page)).to_have_attribute("data-step", "p")
    page.keyboard.press("ArrowDown")  # nothing has been clicked
    inside = page.get_by_role("group", name=re.compile("^The entry pointed at"))
    expect(inside).to_contain_text("1 of")
    page.keyboard.press("ArrowDown")
    expect(inside).to_contain_text("2 of")
    page.keyboard.press("Escape")
    expect(inside).not_to_contain_text("2 of")
    expect(stepper(page)).to_have_attribute("data-step", "p")


def test_an_impossible_network_gets_a_sentence(app):
    page = app("step?network=784-banana-10")
    expect(page.get_by_text("“banana”")).to_be_visible()


def test_billions_of_paths_are_not_followed_one_by_one(app):
    lenet = "1x28x28-conv6x5x5p2-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10"
    page = app(f"step?network={lenet}&step=dW1&pin=W1,5,0,1,2")
    page.get_by_role("tab", name="Why this number?").click()
    expect(page.get_by_text(re.compile(r"About \d\.\d×10¹¹ paths lead .* too many to follow"))).to_be_visible()
    expect(page.locator(".measured")).to_be_visible()


def test_a_guess_comes_before_the_gradient(app):
    page = app("step?digit=321&step=dz3")
    expect(stepper(page)).to_have_attribute("data-step", "dz3")
    page.get_by_role("button", name="Predict first").click()
    expect(page.get_by_text("Which entry of δ is the largest")).to_be_visible()
    assert page.locator(".numbers .result").count() == 0
    hidden = page.get_by_role("img", name="dz3: not computed yet")
    hidden.click(position={"x": 60, "y": hidden.bounding_box()["height"] * 2.5 / 10})  # the third of ten rows
    expect(page.get_by_text("Right: unit 2 has the largest, −0.9290.")).to_be_visible()


def test_arrow_keys_move_inside_a_picture(app):
    page = app("step?digit=321&step=z1")
    expect(stepper(page)).to_have_attribute("data-step", "z1")
    page.keyboard.press("Tab")
    page.get_by_role("img", name=re.compile("^z1")).focus()
    for key in ("ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(stepper(page)).to_have_attribute("data-step", "z1")
    expect(page).to_have_url(re.compile(r"pin=z1%2C0%2C9"))


def test_a_picture_is_saved_as_svg_with_a_square_for_each_entry(app):
    page = app("step?digit=321&step=dz1")
    page.get_by_role("tab", name="Copy and save").click()
    for array, entries in (("x", 784), ("p", 10)):
        page.locator("#panel-keep .which").select_option(array)
        with page.expect_download() as saved:
            page.get_by_role("button", name="Save its picture (SVG)").click()
        assert saved.value.suggested_filename == f"{array}.svg"
        drawing = saved.value.path().read_text(encoding="utf-8")
        assert ElementTree.fromstring(drawing).tag == "{http://www.w3.org/2000/svg}svg"
        assert drawing.count("h1v1h-1z") == entries


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_sticks_out_and_nothing_bars_the_way(app, axe, width, scheme):
    page = app("step?digit=321&step=dW1&pin=W1,323,8")
    expect(stepper(page)).to_have_attribute("data-step", "dW1")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    idle(page)
    for tab in ("The whole computation", "Why this number?", "Change a number", "Take the step", "Copy and save"):
        page.get_by_role("tab", name=tab).click()
        if tab == "Take the step":
            expect(page.locator(".changed a").first).to_be_visible()  # what it does to everybody else is there, too
        comes_true(page, lambda: page.evaluate("document.documentElement.scrollWidth") <= width)
        assert faults(page, axe) == []


def test_what_the_keys_point_at_is_told_to_a_screen_reader(app):
    page = app("step?digit=0&step=a1")
    page.keyboard.press("Tab")  # from here on the focus is seen
    page.locator("figure[data-name=x] canvas.over, figure[data-name=z1] canvas.over").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".heard")).to_have_text(re.compile(r"^unit 1: .*, gradient not computed yet$"))
    page.locator("figure[data-name=a1] canvas.over").focus()
    expect(page.locator(".heard")).to_be_empty()  # the sentence says it


@pytest.mark.parametrize("query", ["step=z1", "step=z1&network=784-12-bn-relu-10&batch=4"])
def test_no_picture_leaves_the_page_at_the_right(app, query):
    page = app(f"step?{query}")
    expect(stepper(page)).to_have_attribute("data-step", "z1")
    stepper(page).focus()
    for key in ["End", "Home", *["ArrowRight"] * int(page.locator(".slider").get_attribute("max"))]:
        page.keyboard.press(key)
        end = page.locator(".stage").evaluate("e => e.getBoundingClientRect().right")
        for part in page.locator(".stage .sheet, .stage .curve").all():
            assert part.evaluate("e => e.getBoundingClientRect().right") <= end + 1


def test_a_number_that_cannot_be_used_is_refused_and_the_one_before_it_stays(app):
    page = app("step?digit=321&step=L&pin=W1,323,8&edits=W1:10344:1.5")
    page.get_by_role("tab", name="Change a number").click()
    for value in ("1e30", ""):
        page.get_by_label("New value", exact=True).fill(value)
        page.keyboard.press("Enter")
        expect(page.get_by_text("A number is needed that lies between")).to_be_visible()
        expect(page.get_by_text("1 number is changed")).to_be_visible()
    page.get_by_label("New value", exact=True).fill("2")
    page.keyboard.press("Enter")
    expect(page.get_by_text("A number is needed that lies between")).to_be_hidden()


def test_what_a_person_changes_stays_the_same_number_for_as_long_as_they_drag(app):
    """A change can make another gradient the largest, and nobody has pinned anything."""
    page = app("step?digit=115&step=dW2")
    page.get_by_role("tab", name="Change a number").click()
    dial, now = page.locator("#panel-change .dial"), page.locator("#panel-change .now")
    which = page.locator("#panel-change .which mtext")
    at_first = which.text_content()
    dial.scroll_into_view_if_needed()
    box = dial.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for share in (0.7, 0.95, 0.3, 0.05):
        before = now.inner_text()
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        expect(now).not_to_have_text(before)
        expect(which).to_have_text(at_first)
    page.mouse.up()
    expect(page.get_by_text("1 number is changed")).to_be_visible()
    expect(page).to_have_url(re.compile("pin=W2"))


def test_a_learning_rate_that_cannot_be_used_is_refused(app):
    page = app("step?digit=321&step=db1")
    page.get_by_role("tab", name="Take the step").click()
    go, refusal = (
        page.get_by_role("button", name="Take the step"),
        page.get_by_text("must lie between 0.000001 and 100"),
    )
    for rate in ("-1", "", "101"):
        page.locator(".rate").fill(rate)
        expect(go).to_be_disabled()
        expect(refusal).to_be_visible()
    page.locator(".rate").fill("0.5")
    expect(go).to_be_enabled()
    expect(refusal).to_be_hidden()


def test_a_step_leads_to_its_lesson_and_shows_its_line_whole(app):
    page = app("step?digit=321&step=a1")
    for name in ("a1", "z2", "a2", "z3", "p", "L", "dz3", "dW3"):
        expect(stepper(page)).to_have_attribute("data-step", name)
        for line in page.locator(".source mark").all():
            own, around = line.bounding_box(), line.locator("..").bounding_box()
            assert own["y"] + own["height"] <= around["y"] + around["height"]
            assert line.evaluate("e => e.scrollWidth <= e.clientWidth")
        page.keyboard.press("ArrowRight")
    page.get_by_role("link", name="Why? Lesson 8").wait_for()
    page.get_by_role("link", name="Why?").click()
    expect(page).to_have_url(re.compile(r"lessons\?lesson=backpropagation"))


def in_sight(page, selector):
    """Whether all of it lies in the window, below the menu."""
    box, menu = page.locator(selector).first.bounding_box(), page.locator("header").first.bounding_box()
    return (menu["height"] if menu else 0) <= box["y"] and box["y"] + box["height"] <= page.viewport_size["height"]


@pytest.mark.parametrize("query", ["", "&present=true"])
def test_on_a_projector_what_a_key_computes_comes_into_sight_with_its_equation_and_its_code(page, server, query):
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"{server}/step?digit=321&step=z3{query}")
    expect(stepper(page)).to_have_attribute("data-step", "z3")
    for name in ("p", "L", "dz3", "dW3", "db3", "da2", "dz2", "dW2", "db2", "da1", "dz1", "dW1", "db1", "dx"):
        page.keyboard.press("ArrowRight")
        expect(stepper(page)).to_have_attribute("data-step", name)
        for selector in (".sentence", ".formulas", ".source mark", f"figure[data-name={name}] .sheet"):
            assert in_sight(page, selector), (name, selector)


def test_a_page_to_present_has_no_menu_and_leads_back(page, server):
    page.goto(f"{server}/step?digit=321&step=dz3&present=true")
    expect(stepper(page)).to_have_attribute("data-step", "dz3")
    for hidden in ("header", ".st-key-controls"):
        expect(page.locator(hidden).first).to_be_hidden()
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_label("Test digit", exact=True)).to_have_value("321")
    expect(page).not_to_have_url(re.compile("present"))


def test_a_long_line_of_core_is_shown_whole(app):
    page = app("step?digit=321&network=1x28x28-conv6x5x5-relu-maxpool2-flatten-10")
    expect(stepper(page)).to_have_attribute("data-step", "")
    for _ in range(int(page.locator(".slider").get_attribute("max"))):
        page.keyboard.press("ArrowRight")
        for line in page.locator(".source mark").all():
            own, around = line.bounding_box(), line.locator("..").bounding_box()
            assert own["x"] >= around["x"]
            assert own["x"] + own["width"] <= around["x"] + around["width"] + 1
            assert own["y"] + own["height"] <= around["y"] + around["height"] + 1


def test_a_window_made_narrow_cuts_nothing_off(app):
    page = app("step?digit=321&step=a1")
    expect(stepper(page)).to_have_attribute("data-step", "a1")
    page.set_viewport_size({"width": 390, "height": 900})
    expect(stepper(page)).to_have_js_property("clientWidth", 361)
    for figure in page.locator(".stage figure").all():
        box = figure.bounding_box()
        assert box["x"] + box["width"] <= 390


def test_tab_goes_through_the_map_in_the_order_of_the_steps(app, page):
    app("step?digit=321")
    expect(stepper(page)).to_have_attribute("data-step", "")
    buttons = page.locator(".map button")
    buttons.first.focus()
    for step in range(1, buttons.count() + 1):
        expect(page.locator(".map button:focus")).to_have_attribute("aria-label", re.compile(f"^Step {step}:"))
        page.keyboard.press("Tab")


def test_thousands_are_set_apart(app, page):
    app("step?digit=321&network=1x28x28-conv2x5x5-relu-flatten-10&step=z2")
    expect(page.locator(".numbers .rest")).to_contain_text(re.compile(r"^1,1\d\d more"))
    expect(page.locator(".sentence")).to_contain_text("adds up 1,152 products")


def test_a_formula_in_a_taller_font_is_not_cut_off(app):
    page = app("step?digit=321&step=p")
    expect(stepper(page)).to_have_attribute("data-step", "p")
    for frame in (".letters", ".numbers"):
        for formula in page.locator(f"{frame} math").all():
            formula.evaluate("e => (e.style.fontSize = '2.5rem')")
            assert formula.bounding_box()["height"] <= page.locator(frame).bounding_box()["height"]
