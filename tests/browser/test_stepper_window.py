"""Every step of every kind of network in one window: all that belongs to it is in sight at once, and nothing is printed
over anything else."""

import pytest
from playwright.sync_api import expect

from tests.browser.boxes import measure
from tests.browser.conftest import idle
from tests.browser.stepper_screen import stepper

LENET = "1x28x28-conv6x5x5p2-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10"
NETWORKS = ["", "&network=784-32-bn-relu-dropout0.5-10&batch=4", f"&network={LENET}"]
SIDE_BY_SIDE = [(1280, 720), (1366, 768), (1440, 900)]

# Goes through all steps by the keys, as fast as they are drawn, and tells of each what stands where.
STEPS = """() => {
  const stepper = inside(".stepper");
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  press("Home");
  const found = [];
  for (let step = 0; step <= Number(stepper.querySelector(".slider").max); step++) {
    if (step) press("ArrowRight");
    found.push(measured(stepper));
  }
  return found;

  function measured(stepper) {
  const shown = (e) => e && e.getClientRects().length > 0;
  const box = (e) => ["left", "top", "right", "bottom"].map((side) => e.getBoundingClientRect()[side]);
  const named = {};
  const add = (name, e) => { if (shown(e)) named[name] = box(e); };
  for (const name of ["bar", "sentence", "letters", "numbers", "inside", "source", "map", "legend"])
    add(name, stepper.querySelector(`.${name}`));
  add("line of core", stepper.querySelector(".source mark"));
  add("next", stepper.querySelector(".next"));
  for (const figure of stepper.querySelectorAll(".stage > figure"))
    add(`picture of ${figure.dataset.name ?? "the curve"}`, figure);
  const cut = [...stepper.querySelectorAll(".sentence, .letters, .numbers, .inside, figcaption, .scale, .source mark")]
    .filter((e) => shown(e) && !/auto|scroll/.test(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
    .map((e) => `${e.className || e.localName}: ${e.textContent.slice(0, 50)}`);
  const scrolled = [...stepper.querySelectorAll(".letters, .numbers")]
    .filter((e) => shown(e) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
    .map((e) => `${e.className} ${e.scrollWidth - e.clientWidth} ${e.scrollHeight - e.clientHeight}`);
  return { step: stepper.dataset.step, named, cut, scrolled, least: letters(stepper, ".window :not(:has(*))"),
           head: document.querySelector("header").getBoundingClientRect().bottom,
           across: document.documentElement.scrollWidth };
  }
}"""
WITHIN = [("source", "line of core"), ("bar", "next")]


def laid_over(named):
    """Pairs of boxes that cover each other by more than a pixel."""
    for one, (left, top, right, bottom) in named.items():
        for other, (west, north, east, south) in named.items():
            pair = one < other and (one, other) not in WITHIN and (other, one) not in WITHIN
            if pair and min(right, east) - max(left, west) > 1 and min(bottom, south) - max(top, north) > 1:
                yield f"{one} and {other}"


def faults_of(found, width, height, wanted):
    named, step = found["named"], found["step"]
    for name in wanted:
        if name not in named:
            yield f"{step}: there is no {name}"
        elif named[name][1] < found["head"] - 1 or named[name][3] > height + 1:
            yield f"{step}: {name} reaches from {named[name][1]:.0f} to {named[name][3]:.0f}"
    for name, (left, _, right, _) in named.items():
        if left < 0 or right > width:
            yield f"{step}: {name} reaches from {left:.0f} to {right:.0f} across"
    yield from (f"{step}: {pair} lie over each other" for pair in laid_over(named))
    yield from (f"{step}: cut off: {words}" for words in found["cut"])
    if found["least"][0] < 11:
        yield f"{step}: letters of {found['least'][0]:.1f} pixels: {found['least'][1]}"
    if found["across"] > width:
        yield f"{step}: the page is {found['across']} wide"


@pytest.mark.parametrize("network", NETWORKS)
def test_all_of_a_step_is_in_one_window(app, page, network):
    page.set_viewport_size({"width": 1280, "height": 720})
    app(f"step?digit=115{network}")
    expect(stepper(page)).to_have_attribute("data-step", "")
    bad = []
    for width, height in SIDE_BY_SIDE:
        page.set_viewport_size({"width": width, "height": height})
        idle(page)
        for found in measure(page, STEPS):
            wanted = ["bar", "map", "sentence", "letters", "legend"]
            if found["step"]:
                wanted += ["numbers", "line of core", f"picture of {found['step']}"]
                wanted += [name for name in found["named"] if name.startswith("picture")]
                bad += [f"{width}: {found['step']}: a scrolled {name}" for name in found["scrolled"]]
            bad += [f"{width}: {fault}" for fault in faults_of(found, width, height, wanted)]
    assert not bad, "\n".join(bad)


@pytest.mark.parametrize("network", NETWORKS)
def test_on_a_telephone_a_step_is_said_and_seen_above_the_buttons(app, page, network):
    page.set_viewport_size({"width": 390, "height": 844})
    app(f"step?digit=115{network}")
    expect(stepper(page)).to_have_attribute("data-step", "")
    bad = []
    for found in measure(page, STEPS):
        picture = [f"picture of {found['step']}"] if found["step"] else []
        at_once = ["sentence", "next", *picture]
        above = found["named"].pop("bar")[1]  # the buttons stay at the bottom, and the rest goes on below them
        for name in set(found["named"]) - set(at_once):
            if found["named"][name][3] > above:
                del found["named"][name]
        bad += faults_of(found, 390, 844, at_once)
    assert not bad, "\n".join(bad)
