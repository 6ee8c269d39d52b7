"""Every number that the stepper shows is core's, whichever operation, network or digit, and every sentence is true."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from core.config import Config
from core.storage import save_run
from core.training import Run
from dashboard.data.shipped import trained, unseen_digits
from dashboard.runs.export import take_in
from dashboard.runs.store import open_store
from dashboard.views.step.by_hand import batch
from dashboard.views.step.packet import named_arrays
from dashboard.views.step.subject import fresh
from lessons.engine.chain.equations import derive
from tests.browser.stepper_screen import agrees, listen, number, read, stepper, traced

NETWORKS = ["", "784-24-tanh-12-sigmoid-10", "784-40-leaky-30-relu-10"]
DIGITS = [0, 321, 5937]


@pytest.mark.parametrize("text", NETWORKS)
@pytest.mark.parametrize("digit", DIGITS)
def test_every_number_on_screen_is_cores(app, page, text, digit):
    listen(page)
    app(f"step?digit={digit}" + (f"&network={text}" if text else ""))
    trace = traced(text, digit)
    arrays = {name: np.ravel(array) for name, array in named_arrays(trace).items()}
    names = [equation.name for equation in derive(trace.network)]
    listed = set()
    expect(stepper(page)).to_have_attribute("data-step", "")
    for name in names:
        page.keyboard.press("ArrowRight")
        expect(stepper(page)).to_have_attribute("data-step", name)
        on_screen = read(page)
        for other, numbers in on_screen["lists"]:
            assert len(numbers) == arrays[other].size
            assert all(agrees(each, value) for each, value in zip(numbers, arrays[other], strict=True)), (
                name,
                other,
                numbers,
            )
            listed.add(other)
        expected = arrays[name][on_screen["entry"]]
        assert abs(expected) == pytest.approx(np.abs(arrays[name]).max(), rel=1e-5)
        assert agrees(on_screen["result"], expected), (name, on_screen["result"], expected)
        assert agrees(on_screen["worked"], expected), (name, on_screen["worked"], expected)
        assert on_screen["quantities"]
        for other, cell, value in on_screen["quantities"]:
            assert agrees(value, arrays[other][cell]), (name, other, cell, value, arrays[other][cell])
    assert {"p", "y", "L", "b3", "db3", "dz3"} <= listed
    page.keyboard.press("ArrowRight")
    expect(stepper(page)).to_have_attribute("data-step", names[-1])
    for name in reversed(names[:-1]):
        page.keyboard.press("ArrowLeft")
        expect(stepper(page)).to_have_attribute("data-step", name)


@pytest.mark.parametrize(
    ("text", "together"), [("784-12-bn-relu-dropout0.5-10", 4), ("1x28x28-conv4x5x5-relu-maxpool2-flatten-10", 1)]
)
def test_numbers_of_a_batch_and_of_pictures_are_cores_too(app, text, together):
    page = app(f"step?digit=321&network={text}&batch={together}")
    subject = fresh(text, 0)
    trace = subject.network.trace(subject.theta, *batch(subject, 321, int(subject.labels[321]), together))
    arrays = {name: np.ravel(array) for name, array in named_arrays(trace).items()}
    expect(stepper(page)).to_have_attribute("data-step", "")
    for name in [equation.name for equation in derive(trace.network)]:
        page.keyboard.press("ArrowRight")
        expect(stepper(page)).to_have_attribute("data-step", name)
        on_screen = read(page)
        for which in ("result", "worked"):
            assert agrees(on_screen[which], arrays[name][on_screen["entry"]]), (name, which, on_screen[which])
        for other, cell, value in on_screen["quantities"]:
            assert agrees(value, arrays[other][cell]), (name, other, cell, value, arrays[other][cell])


def test_rounding_errors_are_not_drawn_as_gradients(app, page):
    listen(page)
    app("step?digit=321&network=784-6-bn-relu-10&batch=4&step=db1")
    expect(stepper(page)).to_have_attribute("data-step", "db1")
    expect(page.locator(".sentence")).to_contain_text("terms cancel")
    assert dict(read(page)["lists"])["db1"] == ["0"] * 6
    expect(page.get_by_role("img", name=re.compile("^db1")).first).to_have_attribute(
        "aria-label", re.compile("the largest 0")
    )


def test_another_label_changes_the_loss(app):
    page = app("step?digit=321&label=5&step=L")
    expect(stepper(page)).to_have_attribute("data-step", "L")
    assert agrees(read(page)["result"], float(traced("", 321, label=5).loss))


def test_layers_without_code_of_their_own_are_stepped_like_any_other(app):
    for query, name in [
        ("network=784-12-bn-relu-10&batch=4&step=dz1", "dz1"),
        ("network=1x28x28-conv4x5x5-relu-maxpool2-flatten-10&step=z1", "z1"),
    ]:
        page = app(f"step?digit=3&{query}")
        expect(stepper(page)).to_have_attribute("data-step", name)
        on_screen = read(page)
        assert number(on_screen["result"])[0] != 0
        assert (
            abs(number(on_screen["result"])[0] - number(on_screen["worked"])[0]) <= 2 * number(on_screen["result"])[1]
        )


def test_the_sum_of_all_paths_is_the_gradient_and_the_measured_slope(app):
    page = app("step?digit=321&step=dW1&pin=W1,323,8")
    page.get_by_role("tab", name="Why this number?").click()
    expect(page.locator(".measured")).to_be_visible()
    gradient = traced("", 321).gradient[323 * 32 + 8]
    for which in (".summed", ".propagated", ".measured"):
        assert agrees(page.locator(which).inner_text(), gradient), which


def test_a_changed_weight_changes_everything_after_it_and_can_be_taken_back(app):
    page = app("step?digit=321&step=L&pin=W1,323,8")
    page.get_by_role("tab", name="Change a number").click()
    page.get_by_label("New value", exact=True).fill("1.5")
    page.keyboard.press("Enter")
    theta = trained().theta.astype(np.float64)
    before, run = float(traced("", 321).loss), trained()
    theta[323 * 32 + 8] = 1.5
    digits = unseen_digits()
    after = float(run.config.build_network().trace(theta, digits.images[321:322], digits.labels[321:322]).loss)
    now = page.locator("#panel-change .now")
    expect(now).not_to_have_text(re.compile("2.646"))
    assert agrees(now.inner_text(), after)
    assert agrees(read(page)["result"], after)
    expect(page).to_have_url(re.compile("edits=W1%3A10344%3A1.5"))
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Nothing is changed")).to_be_visible()
    assert agrees(now.inner_text(), before)
    page.get_by_role("button", name="Redo").click()
    expect(page.get_by_text("1 number is changed")).to_be_visible()
    page.get_by_role("button", name="Reset all").click()
    expect(page.get_by_text("Nothing is changed")).to_be_visible()


def test_a_step_is_taken_as_it_was_foretold_and_taken_back(app):
    page = app("step?digit=321&step=L")
    page.get_by_role("tab", name="Take the step").click()
    after = page.locator("#panel-update .after")
    expect(after).to_be_visible()
    foretold = after.inner_text()
    page.get_by_role("button", name="Take the step").click()
    expect(page.get_by_text("1 step taken")).to_be_visible()
    assert number(read(page)["result"]) == number(foretold)
    expect(page).to_have_url(re.compile("steps=sgd"))
    page.get_by_role("button", name="Go back").click()
    expect(page.get_by_text("No step taken yet")).to_be_visible()
    assert agrees(read(page)["result"], float(traced("", 321).loss))


def test_a_rate_that_fits_is_chosen_and_one_that_is_too_high_is_explained(app):
    page = app("step?digit=115&step=L")
    page.get_by_role("tab", name="Take the step").click()
    panel, rate = page.locator("#panel-update"), page.get_by_label("Learning rate")
    expect(rate).to_have_value("0.001")
    expect(panel.locator(".verdict")).to_contain_text("73\u00a0% comes true")
    expect(panel.get_by_role("img", name="The loss along the step")).to_be_visible()
    rate.fill("0.01")
    expect(panel.locator(".predicted")).to_have_text("−11.33")
    expect(panel.locator(".verdict")).to_contain_text("below 0, which no loss is")
    page.get_by_role("button", name="Choose a rate that fits").press("Enter")
    expect(rate).to_have_value("0.001")


def test_a_rate_in_the_address_is_kept(app):
    page = app("step?digit=115&step=L&steps=sgd,0.02")
    page.get_by_role("tab", name="Take the step").click()
    expect(page.locator("#panel-update .verdict")).to_contain_text("below 0, which no loss is")
    expect(page.get_by_label("Learning rate")).to_have_value("0.02")
    expect(page).to_have_url(re.compile("steps=sgd"))


def test_everybody_else_is_told_and_whoever_changed_most_is_a_click_away(app):
    page = app("step?digit=115&step=L")
    page.get_by_role("tab", name="Take the step").click()
    told = page.get_by_role("group", name="What this step does to the test digits")
    expect(told).to_contain_text("14 were read right and are now wrong, 19 the other way round")
    page.locator("#panel-update .predicted").click()
    page.keyboard.press("ArrowLeft")  # the keys are heard as before
    expect(page).to_have_url(re.compile("step=p"))
    one = told.get_by_role("link").first
    expect(one).to_have_accessible_name(re.compile(r"^Test digit \d+, a 4: .* to .*, read as 4, not 9$"))
    after = re.search("to (.*) %", one.get_attribute("aria-label"))[1]
    one.click()
    expect(page).to_have_url(re.compile("digit=(?!115).*steps=sgd"))
    expect(page.locator(".sentence")).to_contain_text(after)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("digit=8&step=z3", "The logit of the 0 adds up 16 products (11 not zero) to −14.88, and its bias"),
        ("digit=222&step=L", "a probability of 99.99999 %"),
        ("network=784-12-bn-relu-10&batch=4&step=db1", "is 0: its four terms cancel"),
        ("batch=4", "4 handwritten digits, each as 784 numbers"),
        ("network=784-12-bn-relu-10&batch=4&step=mu1", "The mean of unit"),
        ("network=1x28x28-conv2x5x5-relu-flatten-10&step=db1", "is added 576 times, so its gradient adds up 576"),
        (
            "network=1x28x28-conv2x5x5-relu-flatten-10&step=dv0&pin=dv0,0,1,1,0",
            "feeds eight sums, but each blame times its weight is 0: no blame arrives.",
        ),
        (
            "network=1x28x28-conv2x5x5p2-relu-flatten-10&step=z1&pin=z1,0,0,0,0",
            "adds up 25 products (16 beyond the edge) to ",
        ),
    ],
)
def test_the_sentence_is_true(app, query, words):
    page = app(f"step?{query}")
    expect(page.locator(".sentence")).to_contain_text(words)


def test_answers_that_are_no_probabilities_are_not_called_so(app, home, monkeypatch, tmp_path):
    monkeypatch.setenv("CHAINRULE_HOME", str(home))
    save_run(tmp_path / "run.npz", Run.start(Config(network="784-12-relu-10", loss="quadratic", scaling="z-score")))
    with open_store() as store:
        run = take_in(store, (tmp_path / "run.npz").read_bytes(), "run.npz", "test")
    sentence = app(f"step?run={run}&step=p").locator(".sentence")
    expect(sentence).to_contain_text("The network answers")
    expect(app(f"step?run={run}&step=L").locator(".sentence")).to_contain_text(
        "wanted are 1 there and 0 for all others"
    )
    expect(app(f"step?run={run}").locator(".sentence")).to_contain_text("on the scale that this network learned on")


def test_a_probability_near_one_keeps_the_digits_that_the_loss_hangs_on(app):
    page = app("step?digit=8&step=L")
    expect(stepper(page)).to_have_attribute("data-step", "L")
    p = page.locator('.numbers [data-name="p"]').first.text_content()
    assert -np.log(float(p)) == pytest.approx(float(traced("", 8).loss), rel=5e-4)
