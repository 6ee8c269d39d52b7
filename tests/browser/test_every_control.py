"""Every control of every page is moved, and a fresh browser that opens the address finds each where it was left.

What keeps nothing in the address is listed with its reason; a new control that does neither fails. Components of the
browser's own are walked in `test_links.py` and by the tests of their pages; a button does something and stays at
nothing.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.runs.classes.classes import create
from dashboard.runs.store import open_store
from tests.browser.conftest import idle
from tests.browser.conversation import at_rest, comes_true, overhear

CONTROLS = Path(__file__).with_name("controls.js").read_text(encoding="utf-8")
FORK, FORM = "train?run=RUN&look=Rewind", "train"
KEEPS_NOTHING = {  # beginnings of names: a place where there is one, and why
    "stSelectbox fork_": (FORK, "is what a fork will change, once it is made"),
    "stNumberInput fork_": (FORK, "is what a fork will change, once it is made"),
    "stSelectbox preset": (FORM, "fills the other fields, which are in the address"),
    "stRadio lines-of": ("clinic", "is in the address once it is checked; until then it is a guess"),
    "stTextInput network-of-a-file": ("runs", "goes with a file that is to be brought, and no link brings one"),
    "stTextInput own-name": ("STUDENT", "is another name, once a click says so"),
    "stTextInput bring-link": ("TEACHER", "is where a class will be brought, by a click"),
}
PLACES = [
    "",
    "step?digit=3",
    FORM,
    FORK,
    "train?run=RUN&look=Landscape",
    "train?run=RUN&look=Optimizers",
    "train?run=RUN&look=Yours",
    "train?run=RUN&look=Keep",
    "runs",
    "sweep",
    "mine",
    "clinic",
    "replay",
    "proofs",
    "lessons?lesson=2",
    "lessons?exercise=softmax-derive1,softmax-predict1",
]
IN_CLASS = ["TEACHER", "TEACHER&part=Questions", "TEACHER&part=Runs", "STUDENT"]  # a fresh browser is a stranger there


@pytest.fixture(scope="module")
def run(browser, server):
    """A run that has ended, with some checkpoints."""
    context = browser.new_context()
    overhear(context)
    page = context.new_page()
    page.goto(f"{server}/train?network=784-6-relu-10&epochs=1&examples=2000&seed=5")
    page.get_by_role("button", name="Train", exact=True).click()
    expect(page.get_by_text("Finished.")).to_be_visible(timeout=60_000)
    found = re.search(r"run=(\w+)", page.url)[1]
    yield found
    context.close()


def controls(page: Page) -> dict[str, str]:
    idle(page)
    return page.evaluate(CONTROLS)


def kept(page: Page) -> dict[str, str]:
    """The controls that the address keeps."""
    return {name: value for name, value in controls(page).items() if not name.startswith(tuple(KEEPS_NOTHING))}


def move(page: Page, name: str) -> None:
    """Put a control somewhere else."""
    kind = name.split()[0]
    element = page.locator(f'[data-walked="{name}"]')
    match kind:
        case "stCheckbox":
            element.locator("label").click()
        case "stRadio":
            element.locator("label:has(input:not(:checked))").last.click()
        case "stButtonGroup":
            element.locator("button[data-variant]:not([data-selected])").first.click()
        case "stExpander":
            element.locator("summary").click()
            at_rest(element)
        case "stSlider":
            thumb = element.locator("input").first
            at_end = thumb.input_value() == thumb.get_attribute("max")
            thumb.press("ArrowLeft" if at_end else "ArrowRight")
        case "stSelectbox":
            box = element.get_by_role("combobox")
            before = box.input_value()
            box.scroll_into_view_if_needed()
            at_rest(page.get_by_test_id("stMain"))  # what moves the field closes its list
            box.click()
            expect(page.get_by_role("option").first).to_be_visible()
            names = page.get_by_role("option").all_inner_texts()
            page.get_by_role("option").nth(1 if names[0].strip() == before else 0).click()
        case "stNumberInput":
            up = element.get_by_test_id("stNumberInputStepUp")
            (up if up.is_enabled() else element.get_by_test_id("stNumberInputStepDown")).click()
            element.locator("input").press("Enter")
        case "stTextInput" | "stTextArea":
            field = element.locator("input, textarea")
            field.fill("784-8-tanh-10")
            field.press("Enter")
            field.blur()
        case "stTabs":
            element.get_by_role("tab", selected=False).first.click()
        case _:
            raise AssertionError(f"Nobody has said how a {kind} is moved: {name}.")


def walked(page: Page, place: str) -> None:
    """Move every control that the address keeps, and meet those that are said to be there and to keep nothing."""
    page.set_default_timeout(10_000)
    moved = ["stButtonGroup look Look closer"] if "look=" in place else []  # it would lead away from this one
    moved += ["stButtonGroup part What to look at"] if place.startswith("TEACHER") else []
    met = {*controls(page)}
    while left := [name for name in kept(page) if name not in moved]:
        move(page, left[0])
        moved.append(left[0])
        met |= {*controls(page)}
    for start in [start for start, (where, _) in KEEPS_NOTHING.items() if where == place]:
        comes_true(page, lambda start=start: any(name.startswith(start) for name in {*met, *controls(page)}))


def compare(page: Page, fresh: Page) -> None:
    """The same address in another tab has every control where it is on this page."""
    fresh.goto(page.url, wait_until="domcontentloaded")
    idle(fresh)
    expect(fresh.get_by_role("heading", level=1).first).to_be_visible()
    expect(fresh.get_by_test_id("stMain").get_by_test_id("stSkeleton")).to_have_count(0)
    for _ in range(20):  # the fields come one after the other
        here, there = kept(page), kept(fresh)
        if there == here:
            break
        fresh.wait_for_timeout(100)
    assert there == here, page.url


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.replace("RUN", "…") or "home")
def test_a_fresh_browser_finds_every_control_where_it_was_left(place, run, app, browser):
    page = app(place.replace("RUN", run))
    walked(page, place)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    try:
        overhear(context)
        compare(page, context.new_page())
    finally:
        context.close()


@pytest.mark.parametrize("place", IN_CLASS)
def test_who_is_in_a_class_finds_every_control_in_another_tab(place, app, home):
    with open_store(home) as store:
        code, secret = create(store, "Tuesday", "0" * 40)
    teaches = place.startswith("TEACHER")
    page = app(f"class?teach={code}.{secret}" if teaches else f"class?join={code}")
    if teaches:
        page = app(place.replace("TEACHER", f"class?class={code}"))
    else:
        page.get_by_role("textbox", name="Your name").fill("Ada")
        page.get_by_role("button", name="Join").click()
        expect(page.get_by_text("You are here as Ada")).to_be_visible()
    walked(page, place)
    compare(page, page.context.new_page())


def test_an_exemption_names_a_place_that_is_walked():
    assert {where for where, _ in KEEPS_NOTHING.values()} <= {*PLACES, *IN_CLASS}
