"""What the stepper shows, read off the screen, and what core finds for the same digit."""

import re

import numpy as np

from core.initializers import initialize
from core.network import Network
from dashboard.data.shipped import trained, unseen_digits

READ = """async () => {
  const find = (root) => root.querySelector(".stepper") ??
    [...root.querySelectorAll("*")].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  const stepper = find(document);
  const { trace, step, entry } = stepper.dataset;
  const rows = stepper.querySelector(".rows");  // written after the rest, where their panel is open
  while (!rows.closest("[hidden]") && rows.dataset.of !== `${trace} ${step} ${entry}`)
    await new Promise(requestAnimationFrame);
  const isNumber = (e) => e.querySelector("mn") && !e.querySelector("mi") && e.dataset.cell !== "";
  const shown = [...stepper.querySelectorAll("[data-cell]")].filter(isNumber);
  return {
    step: stepper.dataset.step, entry: Number(stepper.dataset.entry),
    sentence: stepper.querySelector(".sentence").textContent,
    result: stepper.querySelector(".numbers .result").textContent,
    worked: stepper.querySelector(".rows li:last-child > math > .result").textContent,
    quantities: shown.map((e) => [e.dataset.name, Number(e.dataset.cell), e.textContent]),
    lists: [...stepper.querySelectorAll("figure.array:not(.later)")].map((figure) => {
      const found = figure.querySelector("canvas:not(.over)")?.written ?? [];
      const written = [...found].sort(([above], [below]) => above - below);
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


def listen(page):
    """Have the page remember what is written on its canvases; before it is opened."""
    page.add_init_script(LISTEN)


def read(page):
    """The step on show, and all its numbers as text; those of lists where `listen` was called."""
    return page.evaluate(READ)


def number(text):
    """A number as the page prints it, and half a unit of its last digit."""
    text = text.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "−0123456789"))
    found = re.fullmatch(r"(−?)(\d+)(?:\.(\d+))?(?:×10(−?\d+))?", text)
    assert found, text
    power = int((found[4] or "0").replace("−", "-"))
    value = float(f"{found[2]}.{found[3] or 0}e{power}")
    return (-value if found[1] else value), 0.5 * 10.0 ** (power - len(found[3] or ""))


def agrees(text, expected):
    """Is it this number, as far as it is printed?"""
    shown, half = number(text)
    return abs(shown - expected) <= half * 1.001 + 1e-6 * abs(expected) + 1e-30


def traced(text, digit, label=None):
    """Core's pass of a digit through the network that the stepper shows at that address."""
    digits = unseen_digits()
    network = Network.from_text(text) if text else trained().config.build_network()
    theta = initialize(network, "he", 0, np.float64) if text else trained().theta.astype(np.float64)
    y = digits.labels[digit] if label is None else label
    return network.trace(theta, digits.images[digit : digit + 1], np.array([y]))


def stepper(page):
    """The stepper itself, which says in attributes where it stands."""
    return page.get_by_role("group", name=re.compile("^Step through the network"))
