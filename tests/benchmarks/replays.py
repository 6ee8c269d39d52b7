"""Published curves, whole: `python -m tests.benchmarks replays`.

Each of Nielsen's runs by core's own training; how many of its points are equal, and the seconds it took.
"""

import time

import numpy as np

from core.datasets import load
from core.training import Epoch, Run, train
from lessons.published.nielsen import replays


def main() -> None:
    done = {}
    for name, replay in replays().items():
        for curve in replay.curves:
            if curve.config not in done:
                digits, began = load(curve.config), time.perf_counter()
                events = [event for event in train(Run.start(curve.config), digits) if isinstance(event, Epoch)]
                done[curve.config] = events, time.perf_counter() - began
            events, seconds = done[curve.config]
            found = [curve.of(event) for event in events]
            apart = np.abs(np.array(found) - curve.printed).max()
            print(
                f"{name:14} {curve.name:26} {curve.equal(found):3} of {len(found)} points equal, {apart:.1e} apart at "
                f"most, {seconds:.0f} s",
                flush=True,
            )
