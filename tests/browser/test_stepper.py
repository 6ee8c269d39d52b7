"""Every number that the stepper shows is core's, whichever operation, network or digit."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from playwright.sync_api import expect

from core.config import Config
from core.initializers import initialize
from core.network import Network
from core.storage import save_run
from core.training import Run
from dashboard.networks import trained, unseen_digits
from dashboard.runs.export import take_in
from dashboard.runs.store import open_store
from dashboard.steps import batch
from dashboard.subjects import fresh
from dashboard.trace_payload import named_arrays
from lessons.engine.derive import derive
from tests.browser.conftest import faults, idle

NETWORKS = ["", "784-24-tanh-12-sigmoid-10", "784-40-leaky-30-relu-10"]
DIGITS = [0, 321, 5937]

READ = """() => {
  const find = (root) => root.querySelector(".stepper") ??
    [...root.querySelectorAll("*")].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  const stepper = find(document);
  const isNumber = (e) => e.querySelector("mn") && !e.querySelector("mi") && e.dataset.cell !== "";
  const shown = [...stepper.querySelectorAll("[data-cell]")].filter(isNumber);
  return {
    step: stepper.dataset.step, entry: Number(stepper.dataset.entry),
    sentence: stepper.querySelector(".sentence").textContent,
    result: stepper.querySelector(".numbers .result").textContent,
    worked: stepper.querySelector(".rows li:last-child > math > .result").textContent,
    quantities: shown.map((e) => [e.dataset.name, Number(e.dataset.cell), e.textContent]),
    lists: [...stepper.querySelectorAll("figure.array:not(.later)")].map((figure) => {
      const written = [...(figure.querySelector("canvas:not(.over)")?.written ?? [])].sort(([above], [below]) => above - below);
      return [figure.dataset.name, written.map(([y, words]) => words)];
    }).filter(([name, numbers]) => numbers.length),
  };
}"""

# Remembers with each canvas the numbers that are written on it, by their height; those beside it count the rows.
LISTEN = """
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (words, x, y, ...more) {
    if (x > 30) (this.canvas.written ??= new Map()).set(y, words);
    return write.call(this, words, x, y, ...more);
  };
"""


def number(text):
    """A number as the page prints it, and half a unit of its last digit."""
    text = text.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789"))
    found = re.fullmatch(r"(−?)(\d+)(?:\.(\d+))?(?:×10(−?\d+))?", text)
    assert found, text
    power = int((found[4] or "0").replace("−", "-"))
    value = float(f"{found[2]}.{found[3] or 0}e{power}")
    return (-value if found[1] else value), 0.5 * 10.0 ** (power - len(found[3] or ""))


def agrees(text, expected):
    shown, half = number(text)
    return abs(shown - expected) <= half * 1.001 + 1e-6 * abs(expected) + 1e-30


def traced(text, digit, label=None):
    digits = unseen_digits()
    network = Network.from_text(text) if text else trained().config.build_network()
    theta = initialize(network, "he", 0, np.float64) if text else trained().theta.astype(np.float64)
    y = digits.labels[digit] if label is None else label
    return network.trace(theta, digits.images[digit : digit + 1], np.array([y]))


def stepper(page):
    return page.get_by_role("group", name=re.compile("^Step through the network"))


@pytest.mark.parametrize("text", NETWORKS)
@pytest.mark.parametrize("digit", DIGITS)
def test_every_number_on_screen_is_cores(app, page, text, digit):
    page.add_init_script(LISTEN)
    app(f"step?digit={digit}" + (f"&network={text}" if text else ""))
    trace = traced(text, digit)
    arrays = {name: np.ravel(array) for name, array in named_arrays(trace).items()}
    names = [equation.name for equation in derive(trace.network)]
    listed = set()
    expect(stepper(page)).to_have_attribute("data-step", "")
    for name in names:
        page.keyboard.press("ArrowRight")
        expect(stepper(page)).to_have_attribute("data-step", name)
        shown = page.evaluate(READ)
        for other, numbers in shown["lists"]:
            assert len(numbers) == arrays[other].size
            assert all(agrees(each, value) for each, value in zip(numbers, arrays[other], strict=True)), (name, other, numbers)
            listed.add(other)
        expected = arrays[name][shown["entry"]]
        assert abs(expected) == pytest.approx(np.abs(arrays[name]).max(), rel=1e-5)
        assert agrees(shown["result"], expected), (name, shown["result"], expected)
        assert agrees(shown["worked"], expected), (name, shown["worked"], expected)
        assert shown["quantities"]
        for other, cell, value in shown["quantities"]:
            assert agrees(value, arrays[other][cell]), (name, other, cell, value, arrays[other][cell])
    assert {"p", "y", "L", "b3", "db3", "dz3"} <= listed
    page.keyboard.press("ArrowRight")
    expect(stepper(page)).to_have_attribute("data-step", names[-1])
    for name in reversed(names[:-1]):
        page.keyboard.press("ArrowLeft")
        expect(stepper(page)).to_have_attribute("data-step", name)


@pytest.mark.parametrize(("text", "together"), [("784-12-bn-relu-dropout0.5-10", 4), ("1x28x28-conv4x5x5-relu-maxpool2-flatten-10", 1)])
def test_numbers_of_a_batch_and_of_pictures_are_cores_too(app, text, together):
    page = app(f"step?digit=321&network={text}&batch={together}")
    subject = fresh(text, 0)
    trace = subject.network.trace(subject.theta, *batch(subject, 321, int(subject.labels[321]), together))
    arrays = {name: np.ravel(array) for name, array in named_arrays(trace).items()}
    expect(stepper(page)).to_have_attribute("data-step", "")
    for name in [equation.name for equation in derive(trace.network)]:
        page.keyboard.press("ArrowRight")
        expect(stepper(page)).to_have_attribute("data-step", name)
        shown = page.evaluate(READ)
        for which in ("result", "worked"):
            assert agrees(shown[which], arrays[name][shown["entry"]]), (name, which, shown[which], arrays[name][shown["entry"]])
        for other, cell, value in shown["quantities"]:
            assert agrees(value, arrays[other][cell]), (name, other, cell, value, arrays[other][cell])


def test_rounding_errors_are_not_drawn_as_gradients(app, page):
    page.add_init_script(LISTEN)
    app("step?digit=321&network=784-6-bn-relu-10&batch=4&step=db1")
    expect(stepper(page)).to_have_attribute("data-step", "db1")
    expect(page.locator(".sentence")).to_contain_text("terms cancel")
    assert dict(page.evaluate(READ)["lists"])["db1"] == ["0"] * 6
    expect(page.get_by_role("img", name=re.compile("^db1")).first).to_have_attribute("aria-label", re.compile("the largest 0"))


def test_another_label_changes_the_loss(app):
    page = app("step?digit=321&label=5&step=L")
    expect(stepper(page)).to_have_attribute("data-step", "L")
    assert agrees(page.evaluate(READ)["result"], float(traced("", 321, label=5).loss))


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
    stepper(page).focus()
    page.keyboard.press("ArrowDown")
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


def test_layers_without_code_of_their_own_are_stepped_like_any_other(app):
    for query, name in [
        ("network=784-12-bn-relu-10&batch=4&step=dz1", "dz1"),
        ("network=1x28x28-conv4x5x5-relu-maxpool2-flatten-10&step=z1", "z1"),
    ]:
        page = app(f"step?digit=3&{query}")
        expect(stepper(page)).to_have_attribute("data-step", name)
        shown = page.evaluate(READ)
        assert number(shown["result"])[0] != 0
        assert abs(number(shown["result"])[0] - number(shown["worked"])[0]) <= 2 * number(shown["result"])[1]


def test_the_sum_of_all_paths_is_the_gradient_and_the_measured_slope(app):
    page = app("step?digit=321&step=dW1&pin=W1,323,8")
    page.get_by_role("tab", name="Why this number?").click()
    expect(page.locator(".measured")).to_be_visible()
    gradient = traced("", 321).gradient[323 * 32 + 8]
    for which in (".summed", ".propagated", ".measured"):
        assert agrees(page.locator(which).inner_text(), gradient), which


def test_billions_of_paths_are_not_followed_one_by_one(app):
    lenet = "1x28x28-conv6x5x5p2-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10"
    page = app(f"step?network={lenet}&step=dW1&pin=W1,5,0,1,2")
    page.get_by_role("tab", name="Why this number?").click()
    expect(page.get_by_text(re.compile(r"About \d\.\d×10¹¹ paths lead .* too many to follow"))).to_be_visible()
    expect(page.locator(".measured")).to_be_visible()


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
    assert agrees(page.evaluate(READ)["result"], after)
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
    assert number(page.evaluate(READ)["result"]) == number(foretold)
    expect(page).to_have_url(re.compile("steps=sgd"))
    page.get_by_role("button", name="Go back").click()
    expect(page.get_by_text("No step taken yet")).to_be_visible()
    assert agrees(page.evaluate(READ)["result"], float(traced("", 321).loss))


def test_a_guess_comes_before_the_gradient(app):
    page = app("step?digit=321&step=dz3")
    expect(stepper(page)).to_have_attribute("data-step", "dz3")
    page.get_by_role("button", name="Predict first").click()
    expect(page.get_by_text("Which entry of δ is the largest")).to_be_visible()
    assert page.locator(".numbers .result").count() == 0
    page.get_by_role("img", name="dz3: not computed yet").click(position={"x": 60, "y": 2 * 17 + 8})
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
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults(page, axe) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("digit=8&step=z3", "the largest in size of 10"),
        ("digit=222&step=L", "a probability of 99.99999 %"),
        ("network=784-12-bn-relu-10&batch=4&step=db1", "is 0: its 4 terms cancel"),
        ("batch=4", "4 handwritten digits, each as 784 numbers"),
        ("network=784-12-bn-relu-10&batch=4&step=mu1", "The mean of unit"),
        ("network=1x28x28-conv2x5x5-relu-flatten-10&step=db1", "The gradient of the bias of filter"),
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
    expect(app(f"step?run={run}&step=L").locator(".sentence")).to_contain_text("wanted are 1 there and 0 for all others")
    expect(app(f"step?run={run}").locator(".sentence")).to_contain_text("on the scale that this network learned on")


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


def test_a_probability_near_one_keeps_the_digits_that_the_loss_hangs_on(app):
    page = app("step?digit=8&step=L")
    expect(stepper(page)).to_have_attribute("data-step", "L")
    p = page.locator('.numbers [data-name="p"]').first.text_content()
    assert -np.log(float(p)) == pytest.approx(float(traced("", 8).loss), rel=5e-4)


def test_a_learning_rate_that_cannot_be_used_is_refused(app):
    page = app("step?digit=321&step=db1")
    page.get_by_role("tab", name="Take the step").click()
    go, refusal = page.get_by_role("button", name="Take the step"), page.get_by_text("must lie between 0.000001 and 100")
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


def test_a_window_made_narrow_cuts_nothing_off(app):
    page = app("step?digit=321&step=a1")
    expect(stepper(page)).to_have_attribute("data-step", "a1")
    page.set_viewport_size({"width": 390, "height": 900})
    expect(stepper(page)).to_have_js_property("clientWidth", 361)
    for figure in page.locator(".stage figure").all():
        box = figure.bounding_box()
        assert box["x"] + box["width"] <= 390
