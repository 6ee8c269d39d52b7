"""How long the dashboard takes to answer, beside a bare Streamlit page in the same run.

    python -m tests.benchmarks.pages

Prints, for each page's main interaction, the median and 95th percentile from click to changed
page, and their ratio to a bare page with one button; and the first paint of the landing page.
Needs Chromium and Playwright (the extra `browser`).
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

ROUNDS = 25

BARE = """
import streamlit as st
st.title("Bare")
if st.button("Count"):
    st.session_state.n = st.session_state.get("n", 0) + 1
st.write(f"clicked {st.session_state.get('n', 0)} times")
"""

SERVE = """
import sys
import streamlit as st
script, port = sys.argv[1:]
sys.argv = [script]
st.App(script).run(config={"server.port": int(port), "server.headless": True, "runner.postScriptGC": False})
"""

FIND = """
window.find = (selector, words) => {
    const inside = (e) => (e.shadowRoot ? all(e.shadowRoot) : []);
    const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => [e, ...inside(e)]);
    return all(document).find((e) => e.matches(selector) && (!words || e.textContent.includes(words)));
};
window.answer = (act, state) => new Promise((resolve, reject) => {
    const before = state();
    const start = performance.now();
    act();
    const look = () => {
        if (state() !== before) resolve(performance.now() - start);
        else if (performance.now() - start > 10000) reject(new Error("no answer in 10 s"));
        else setTimeout(look, 8);  // looking takes time from the page, too
    };
    look();
});
null
"""


@dataclass(frozen=True)
class Interaction:
    """What is done on a page, and what changes when it has answered, both in JavaScript."""

    name: str
    path: str
    act: str
    state: str


INTERACTIONS = [
    Interaction("Home: another digit", "", "find('button', 'Another digit').click()", "find('.verdict').textContent"),
    Interaction(
        "Step through: one step",
        "step",
        "find(find('.slider').value === find('.slider').max ? 'button.first' : 'button.next').click()",
        "find('.stepper .count').textContent",
    ),
    Interaction(
        "Train: a layer more or less",
        "train",
        "((find('[class*=st-key-remove2] button')) ?? find('button', 'Add a layer')).click()",
        "find('.stMarkdown p', 'parameters').textContent",
    ),
    Interaction(
        "Lessons: show another digit",
        "lessons?lesson=softmax",
        "find('button', 'Another digit').click()",
        "find('figcaption, [data-testid=stCaptionContainer]')?.textContent + document.title + location.search",
    ),
]


@contextmanager
def running(*command: str):
    """A server, from its first answer until it is no longer needed: its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        arguments = [part.replace("PORT", str(port)) for part in command]
        process = subprocess.Popen(
            arguments, env={**os.environ, "CHAINRULE_HOME": home}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            process.wait(20)


def opened(browser, address):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.locator("[data-test-script-state=notRunning]").wait_for()
    page.get_by_role("heading", level=1).first.wait_for()
    page.wait_for_timeout(1500)
    page.evaluate(FIND)
    return page


def measure(pages: dict) -> dict[str, list[float]]:
    """Milliseconds from act to answer, the contenders in turn."""
    times: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, (page, interaction) in pages.items():
            times[name].append(page.evaluate(f"answer(() => {interaction.act}, () => {interaction.state})"))
            page.wait_for_timeout(120)
    return times


def first_paint(browser, address) -> float:
    """Milliseconds until a browser that has never been here shows the page's heading."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.get_by_role("heading", level=1).first.wait_for()
    milliseconds = 1000 * (time.perf_counter() - start)
    context.close()
    return milliseconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script, serve = Path(folder) / "bare.py", Path(folder) / "serve.py"
        script.write_text(BARE)
        serve.write_text(SERVE)
        flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        with (
            running(sys.executable, str(serve), str(script), "PORT") as bare,
            running(sys.executable, "-m", "dashboard.commands.cli", "--no-browser", "--port", "PORT") as chainrule,
        ):
            paints = [(first_paint(browser, chainrule), first_paint(browser, bare)) for _ in range(7)]
            ours, theirs = (statistics.median(column) for column in zip(*paints, strict=True))
            print(
                f"{'first paint of the landing page':34} {ours:6.0f} ms, a bare page {theirs:.0f} ms: "
                f"{ours / theirs:.1f} ×\n"
            )
            count = Interaction(
                "a bare page: count", "", "find('button', 'Count').click()", "find('.stMarkdown').textContent"
            )
            contenders = {count.name: (opened(browser, bare), count)}
            contenders |= {i.name: (opened(browser, f"{chainrule}/{i.path}"), i) for i in INTERACTIONS}
            times = measure(contenders)
        floor = statistics.median(times[count.name])
        print(f"{'click to answer':34} {'median':>8} {'p95':>8}   to a bare page")
        for name, found in times.items():
            median, p95 = statistics.median(found), statistics.quantiles(found, n=20)[-1]
            print(f"{name:34} {median:5.0f} ms {p95:5.0f} ms   {median / floor:.2f} ×")


if __name__ == "__main__":
    main()
