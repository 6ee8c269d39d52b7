"""The training pages as a person meets them: set up, watch, leave, come back, rewind, compare."""

import os
import re
import signal
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import faults, idle
from tests.browser.conversation import at_rest, comes_true

QUICK = "network=784-16-relu-10&epochs=1&batch_size=1000"
LONG = "network=784-16-relu-10&epochs=10000&batch_size=50"  # an hour: it ends when it is told to

FORKS_THERE = """(moment) => {
    const step = moment.textContent.match(/step ([\\d,]*\\d)/)[1];
    return [...document.querySelectorAll("summary")].some((fold) => fold.textContent.includes(`Fork at step ${step}:`));
}"""


def run_of(page) -> str:
    return re.search(r"run=(\w+)", page.url)[1]


def test_the_form_answers_at_once(app):
    page = app("train")
    expect(page.get_by_text("109,386 parameters")).to_be_visible()
    page.get_by_role("button", name="Add a layer").click()
    expect(page.get_by_text("111,146 parameters")).to_be_visible()
    expect(page).to_have_url(re.compile("network=784-128-relu-64-relu-32-relu-10"))
    page.get_by_role("button", name="Remove").first.click()
    expect(page.get_by_text("52,650 parameters")).to_be_visible()
    page.reload()
    expect(page.get_by_text("52,650 parameters")).to_be_visible()
    expect(page.get_by_text("55,000")).to_be_visible()


def test_settings_out_of_sight_are_kept(app):
    page = app("train?optimizer=momentum&momentum=0.5")
    fold = page.get_by_text("More settings")
    fold.click()
    page.get_by_label("Seed", exact=True).fill("7")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("seed=7"))
    fold.click()
    expect(page.get_by_label("Seed", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Add a layer").click()
    expect(page).to_have_url(re.compile("relu-32-relu-10.*momentum=0.5.*seed=7"))
    page.get_by_role("link", name="Lessons").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Train a network")
    page.get_by_role("link", name="Train").first.click()
    expect(page.get_by_label("Units of hidden layer 3")).to_have_value("32")
    expect(page).to_have_url(re.compile("relu-32-relu-10.*momentum=0.5.*seed=7"))


def test_settings_that_cannot_be_used_are_said(app):
    page = app("train?learning_rate=fast")
    expect(page.get_by_text("must be a number, not “fast”")).to_be_visible()
    for typed, words in (
        ("1e9", "must lie between 0.000001 and 100, not 1,000,000,000"),
        ("", "Fill in the learning rate"),
    ):
        page.get_by_role("spinbutton", name="Learning rate").fill(typed)
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").get_by_text(words)).to_be_visible()
    page.get_by_role("spinbutton", name="Learning rate").fill("0.02")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Train", exact=True)).to_be_enabled()


def test_a_run_is_watched_to_its_end_and_found_again(start):
    page = start(QUICK)
    expect(page.get_by_text("Finished.")).to_be_visible(timeout=90_000)
    expect(page.get_by_text(re.compile(r"reads \d\d\.\d\d\s% of the 10,000 test digits"))).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("Finished.")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_text("Finished.")).to_be_visible()
    other.close()


def test_a_long_run_is_paused_stepped_and_stopped(start):
    page = start(LONG)
    expect(page.get_by_text(re.compile("Training: step"))).to_be_visible(timeout=90_000)
    page.get_by_role("button", name="Pause").click()
    paused = page.get_by_text(re.compile(r"Paused after step ([\d,]+)"))
    expect(paused).to_be_visible()
    before = int(re.search(r"step ([\d,]+)", paused.inner_text())[1].replace(",", ""))
    page.get_by_role("button", name="One step").click()
    expect(page.get_by_text(f"Paused after step {before + 1:,} ")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text(f"Stopped after step {before + 1:,} ")).to_be_visible()
    expect(page.get_by_role("button", name=f"Resume at step {before + 1:,}")).to_be_visible()


def test_a_diverged_run_says_why_and_offers_a_tenth_of_the_rate(start):
    page = start("network=784-32-identity-32-identity-10&optimizer=sgd&schedule=constant&learning_rate=50&epochs=1")
    expect(page.get_by_text(re.compile("no longer a finite number at step"))).to_be_visible(timeout=90_000)
    page.get_by_role("link", name="Open the form with a tenth of it, 5").click()
    expect(page.get_by_role("spinbutton", name="Learning rate")).to_have_value("5")


def test_a_run_whose_worker_was_killed_goes_on_by_itself_and_says_so(start, home):
    page = start(LONG)
    expect(page.get_by_text(re.compile("Training: step"))).to_be_visible(timeout=90_000)
    (pid,) = (
        sqlite3.connect(home / "runs.sqlite").execute("SELECT pid FROM runs WHERE id = ?", (run_of(page),)).fetchone()
    )
    os.kill(pid, signal.SIGKILL)
    said = page.get_by_text(re.compile("Training: step.*was killed.*went on by itself from its last checkpoint"))
    expect(said).to_be_visible(timeout=90_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text(re.compile("Stopped after"))).to_be_visible()


def test_a_run_is_rewound_judged_and_forked(start):
    page = start(f"{QUICK}&learning_rate=0.004")
    expect(page.get_by_text("Finished.")).to_be_visible(timeout=90_000)
    cursor = page.get_by_role("slider", name="Checkpoint")
    expect(page.get_by_text(re.compile("After step 55, it reads"))).to_be_visible()
    cursor.focus()
    page.keyboard.press("Home")
    expect(page.get_by_text("Before the first step")).to_be_visible()
    page.keyboard.press("End")
    expect(page.get_by_role("link", name="Step through a digit with the network of step 55")).to_be_visible()

    page.get_by_text("Result", exact=True).click()
    cell = page.get_by_role("button", name=re.compile("times a 3 was read right"))
    cell.click()
    expect(page.get_by_role("heading", name="A 3, read right")).to_be_visible()

    page.get_by_text("Rewind", exact=True).click()
    parent = run_of(page)
    page.get_by_role("slider", name="Checkpoint").focus()
    page.keyboard.press("ArrowLeft")
    page.get_by_text("Fork at step 30").click()
    at_rest(page.locator("details[open]", has_text="Fork at step 30"))  # a list closes when what it belongs to moves
    page.get_by_role("combobox", name="Change").click()
    page.keyboard.type("Learning")
    page.get_by_role("option", name="Learning rate").click()
    rate = page.get_by_role("spinbutton", name="Learning rate")
    expect(rate).to_have_value("0.004")  # its own, not the default
    idle(page)
    expect(page.get_by_test_id("stBaseButton-primary")).to_be_disabled()
    rate.fill("0.002")
    rate.press("Enter")
    idle(page)
    page.get_by_test_id("stBaseButton-primary").get_by_text("Fork", exact=True).click()
    expect(page).not_to_have_url(re.compile(parent))
    expect(page.get_by_text("Forked at step 30")).to_be_visible()
    expect(page.get_by_text("Finished.")).to_be_visible(timeout=90_000)


def test_the_fork_is_at_the_moment_on_show_while_newer_ones_come(start):
    page = start(LONG)
    page.locator(".st-key-look").scroll_into_view_if_needed()  # what nobody can see is seldom drawn anew
    moment = page.locator(".moment")
    for _ in range(3):
        before = moment.inner_text(timeout=90_000)
        expect(moment).not_to_have_text(before)
        comes_true(page, lambda: moment.evaluate(FORKS_THERE))
    page.get_by_role("button", name="Stop").click()


def test_the_time_line_plays_on_while_newer_ones_come(start):
    page = start(LONG)
    page.locator(".st-key-look").scroll_into_view_if_needed()
    cursor = page.get_by_role("slider", name="Checkpoint")
    expect(cursor).to_have_attribute("max", "23", timeout=90_000)
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible(timeout=90_000)
    expect(cursor).to_have_value("23")
    page.get_by_role("button", name="Stop").click()


def swept(app):
    """The page of a sweep of two runs, ended."""
    app(f"train?{QUICK}")
    page = app("sweep")
    page.get_by_role("textbox", name="Values").first.fill("0.001, 0.01")
    page.get_by_role("textbox", name="Values").first.press("Enter")
    idle(page)
    page.get_by_role("textbox", name="Values").last.fill("8")
    page.get_by_role("textbox", name="Values").last.press("Enter")
    expect(page.get_by_text("2 runs")).to_be_visible()
    page.get_by_role("button", name="Start the sweep").click()
    expect(page.get_by_text("2 of 2 runs have ended. In each cell")).to_be_visible(timeout=120_000)
    return page


def test_a_sweep_fills_its_grid_and_its_runs_stand_beside_each_other(app):
    page = swept(app)
    cells = page.get_by_role("button", name=re.compile("First hidden layer 8: "))
    runs = [cell.get_attribute("data-run") for cell in cells.all()]
    page = app(f"runs?beside={','.join(runs)}")
    expect(page.get_by_text(re.compile("part at step"))).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_be_visible()


def test_a_run_that_is_gone_is_said(app):
    expect(app("train?run=nothing").get_by_text("There is no such run")).to_be_visible()


def test_a_run_that_another_tab_deleted_is_said(start):
    page = start(QUICK)
    expect(page.get_by_text("Finished.")).to_be_visible(timeout=90_000)
    other = page.context.new_page()
    other.goto(f"{page.url}&look=Keep")
    other.get_by_role("button", name="Delete").click()
    other.get_by_role("button", name="Delete this run").click()
    expect(other).not_to_have_url(re.compile("run="))
    gone = page.get_by_text("There is no such run")
    page.get_by_text("Fork at step 55").or_(gone).first.click()  # the fold asks the server; or the page has noticed
    expect(gone).to_be_visible()


def test_a_run_that_fails_before_its_first_step_promises_nothing(start):
    page = start(f"{QUICK}&data=kmnist")
    failed = re.compile("Failed after step 0.*into kmnist in the data folder of this server and try again")
    expect(page.get_by_text(failed)).to_be_visible(timeout=90_000)
    expect(page.get_by_text("It was saved")).to_be_hidden()
    expect(page.get_by_text("There is nothing to look at")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


@pytest.mark.parametrize("path", ["train", "runs", "sweep"])
def test_pages_fit_a_phone(app, path):
    page = app(path)
    page.set_viewport_size({"width": 390, "height": 800})
    idle(page)
    comes_true(page, lambda: page.evaluate("document.documentElement.scrollWidth") <= 390)


def test_pages_keep_nobody_out(app, start, axe):
    assert faults(app("train"), axe) == []
    page = start(QUICK)
    expect(page.get_by_text("Finished.")).to_be_visible(timeout=90_000)
    for view in ("Inside", "Result", "Landscape", "Optimizers", "Keep"):
        page.get_by_text(view, exact=True).click()
        idle(page)
        assert faults(page, axe) == [], view
    for path in ("runs", "sweep"):
        assert faults(app(path), axe) == [], path


def test_a_layer_with_all_that_belongs_to_it_can_be_read_on_a_phone(app):
    page = app("train?network=784-64-bn-relu-dropout0.2-32-relu-10")
    page.set_viewport_size({"width": 390, "height": 844})
    for field in (
        page.get_by_role("spinbutton", name="Hidden units"),
        page.get_by_role("combobox", name="Activation").first,
    ):
        comes_true(page, lambda field=field: field.bounding_box()["width"] > 60)
