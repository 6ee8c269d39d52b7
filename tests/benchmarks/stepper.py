"""How long the stepper takes to answer a key, a new digit and an edit, and how much it sends.

    python -m tests.benchmarks.stepper

Prints for each network: from a key to the end of the frame that shows its step; from the click on
“next digit” to the numbers of that digit; from a new value of a weight to every number after it;
and the size of the packets. Needs Chromium and Playwright (the extra `browser`).

While something moves, a frame comes every 16.7 ms and no sooner, whatever it shows. So keys are pressed at all moments
between two frames, equally often, and a bare page on which a dot moves is measured beside: what that one takes is the
wait for the screen.
"""

import shutil
import statistics
import sys

import numpy as np
from playwright.sync_api import sync_playwright

from dashboard.views.step.packet import pack_network, pack_pass
from dashboard.views.step.subject import fresh
from tests.benchmarks.pages import FIND, running

NETWORKS = [
    "784-128-relu-64-relu-10",
    "784-800-relu-800-relu-10",
    "1x28x28-conv6x5x5p2-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10",
]
KEYS, ROUNDS = 120, 15
BETWEEN = 1000 / 60  # milliseconds from one frame to the next
GOLDEN = 0.6180339887  # multiples of it, without their whole parts, fill the time between two frames evenly

MOVING = """() => {
    document.body.innerHTML = "<canvas width=50 height=50></canvas>";
    const g = document.querySelector("canvas").getContext("2d");
    let turn = 0;
    const move = () => {
        g.clearRect(0, 0, 50, 50);
        g.fillRect(turn++ % 40, 0, 10, 10);
        requestAnimationFrame(move);
    };
    move();
}"""

WAIT = """(milliseconds) => new Promise((resolve) => {
    const end = performance.now() + milliseconds;
    const look = () => (performance.now() < end ? setTimeout(look) : resolve());
    look();
})"""

FRAME = """(key) => new Promise((resolve) => {
    const start = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true}));
    const script = performance.now() - start;
    requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();  // its message comes when the frame has been painted
        port1.onmessage = () => resolve([script, performance.now() - start]);
        port2.postMessage(null);
    });
})"""

EDIT = """(value) => answer(() => {
    const field = find("input.exact");
    field.value = value;
    field.dispatchEvent(new Event("change", {bubbles: true}));
}, () => find(".stepper").dataset.trace)"""

NEXT = """() => answer(
    () => [...document.querySelectorAll("button")].find((b) => b.textContent.trim() === "›").click(),
    () => find(".stepper").dataset.trace,
)"""


def figures(name: str, times: list[float]) -> str:
    p95 = statistics.quantiles(times, n=20)[-1]
    return f"  {name:34} best {min(times):5.0f}   median {statistics.median(times):5.0f}   p95 {p95:5.0f} ms"


def keys(page, steps: int = KEYS) -> tuple[list[float], list[float]]:
    """Milliseconds of script, and to the end of the frame, through all steps and back."""
    found = []
    for k in range(KEYS):
        found.append(page.evaluate(FRAME, "ArrowRight" if k // steps % 2 == 0 else "ArrowLeft"))
        page.evaluate(WAIT, 60 + BETWEEN * (k * GOLDEN % 1))
    scripts, frames = zip(*found, strict=True)
    return list(scripts), list(frames)


def rounds(page, act: str) -> list[float]:
    found = []
    for k in range(ROUNDS):
        found.append(page.evaluate(act, f"{0.1 + 0.05 * k:.2f}"))
        page.wait_for_timeout(500)
    return found[1:]  # the first one imports and derives


def sizes(network: str) -> str:
    subject = fresh(network, 0)
    once, _ = pack_network(subject.network, subject.theta)
    each, _ = pack_pass(subject.network.trace(subject.theta, subject.images(0, 1), np.asarray(subject.labels[:1])))
    return (
        f"  {'sent once for the network':34} {len(once) / 1e6:.2f} MB\n  {'sent for each digit or edit':34} "
        f"{len(each) / 1e6:.2f} MB"
    )


def main(networks: list[str]) -> None:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        bare = browser.new_page(viewport={"width": 1280, "height": 900})
        bare.evaluate(MOVING)
        print(figures("a bare page, on which a dot moves", keys(bare)[1]))
        bare.close()
        with running(sys.executable, "-m", "dashboard.commands.cli", "--no-browser", "--port", "PORT") as address:
            for network in networks:
                page = browser.new_page(viewport={"width": 1280, "height": 900})
                page.goto(f"{address}/step?digit=321&network={network}")
                page.locator(".stepper[data-trace]").wait_for()
                page.wait_for_timeout(1500)
                page.evaluate(FIND)
                print(f"{network}\n{sizes(network)}")
                scripts, frames = keys(page, int(page.evaluate("find('.slider').max")))
                print(figures("key: script", scripts), figures("key: to the end of its frame", frames), sep="\n")
                print(figures("next digit: click to numbers", rounds(page, NEXT)))
                page.get_by_role("tab", name="Change a number").click()
                page.evaluate(FRAME, "Home")
                page.get_by_role("img", name="x.").first.click(position={"x": 80, "y": 80})
                page.wait_for_timeout(500)
                print(figures("edit: new value to numbers", rounds(page, EDIT)))
                page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:] or NETWORKS)
