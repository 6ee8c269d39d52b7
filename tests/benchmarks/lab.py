"""What the training lab costs and how fresh it is: `python -m tests.benchmarks.lab`.

Overhead is in seconds of the processor, the contenders in turn, so that others on the machine do
not count. Needs Chromium and Playwright for the rest.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in a worker; read when NumPy is imported

import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from core.config import Config
from core.datasets import load
from core.metrics import evaluate
from core.training import Run, train
from dashboard.runs.lease import Lease
from dashboard.runs.notice import Leave, Notice
from dashboard.runs.store import EpochFigures, open_store
from dashboard.runs.worker import Worker
from tests.benchmarks.pages import INTERACTIONS, measure, opened, running

ROUNDS = 5
LONG = Config(epochs=200)


def overhead() -> None:
    """Seconds of the processor for the default run: the loop alone, and a worker with all it writes."""
    config = Config()
    digits = load(config)
    bare, lab = [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        run = Run.start(config)
        for _ in train(run, digits):
            pass
        evaluate(run.network, run.theta, digits.test)
        bare.append(time.process_time() - start)

        with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
            worker = Worker(Lease(store, store.submit(config, "benchmark")), Notice())
            start = time.process_time()
            try:
                worker.work()
            except Leave as leave:
                worker.end(leave.event, leave.message)
            lab.append(time.process_time() - start)
    ratio = statistics.median(np.divide(lab, bare))
    print(
        f"the loop alone {statistics.median(bare):.2f} s, through the lab {statistics.median(lab):.2f} s: "
        f"{ratio - 1:+.1%}"
    )


def age(page, address, home: Path) -> None:
    """How old the step on show is, looked at twenty times a second."""
    with open_store(home) as store:
        run = store.submit(LONG, "benchmark")
        page.goto(f"{address}/train?run={run}")
        page.get_by_text("Training: step").wait_for(timeout=60_000)
        page.wait_for_timeout(1500)
        seen = []
        for _ in range(160):
            found = re.search(r"Training: step ([\d,]+)", page.locator(".standing .sentence").inner_text())
            seen.append((time.time(), int(found[1].replace(",", "")) if found else 0))
            page.wait_for_timeout(50)
        record, seconds = store.record(run), store.curve(run, "seconds")
        began = record.heartbeat - record.seconds
        store.ask(run, "stop")
    ages = [now - began - seconds[step - 1] for now, step in seen if step]
    print(f"age of the figures on show: median {np.median(ages):.2f} s, 95 % {np.quantile(ages, 0.95):.2f} s")


def answers(browser, address, home: Path) -> None:
    """Other pages' clicks while nothing trains, and while two runs do."""
    pages = {one.name: (opened(browser, f"{address}/{one.path}"), one) for one in INTERACTIONS}
    idle = measure(pages)
    with open_store(home) as store:
        runs = [store.submit(LONG, "benchmark") for _ in range(2)]
        while any(store.record(run).step == 0 for run in runs):
            time.sleep(0.1)
        busy = measure(pages)
        for run in runs:
            store.ask(run, "stop")
    for name in pages:
        figures = [(statistics.median(times), np.quantile(times, 0.95)) for times in (idle[name], busy[name])]
        (still, still_95), (training, training_95) = figures
        print(
            f"{name}: idle {still:.0f} ms ({still_95:.0f}), while two train {training:.0f} ms ({training_95:.0f}): × "
            f"{training / still:.2f}"
        )


def many(page, address, home: Path) -> None:
    """Opening the lab with two hundred runs in the store, a curve of two thousand steps each."""
    curve = (2 / np.arange(1, 2_001)).tolist()
    with open_store(home) as store, store.transaction():
        for k in range(200):
            run = store.submit(Config(seed=k), "benchmark", "finished", step=2_000, total=2_000, test_accuracy=0.98)
            store.append(run, 1, {"loss": curve, "seconds": curve, "accuracy": curve})
            store.add_epoch(run, EpochFigures(2_000, 5, 0.1, 0.98))
    for path in ("train", "runs", f"train?run={run}"):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            page.goto(f"{address}/{path}", wait_until="commit")
            page.get_by_role("heading", level=1).first.wait_for()
            page.locator("[data-test-script-state=notRunning]").wait_for()
            times.append(time.perf_counter() - start)
        print(f"/{path.split('=')[0]} with 200 runs: {statistics.median(times):.2f} s")


def main() -> None:
    overhead()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        os.environ["CHAINRULE_HOME"] = folder
        command = (sys.executable, "-m", "dashboard.commands.cli", "--port", "PORT", "--no-browser")
        with running("env", f"CHAINRULE_HOME={folder}", *command) as address:
            home = Path(folder)
            age(browser.new_page(viewport={"width": 1280, "height": 900}), address, home)
            answers(browser, address, home)
            many(browser.new_page(viewport={"width": 1280, "height": 900}), address, home)
        browser.close()


if __name__ == "__main__":
    main()
