"""What a diagnosis is worth: `python -m tests.benchmarks diagnosis`.

Right passes that it accuses, of a thousand in each precision; planted mistakes that it names, one at a time and in
pairs; and how long it takes for 784-128-64-10 with 64 examples, in passes of that network.
"""

import time
from collections import Counter
from statistics import median

import numpy as np

from core.diagnosis import catalogue, diagnose, plant
from core.diagnosis.order import arrays, one_pass, targets
from core.network import Network
from tests.support.passes import accused, case, has_effect, names_it, planted

CASES, NETWORKS, EACH, PAIRS = 1_000, 120, 12, 300


def right() -> None:
    for dtype in (np.float32, np.float64):
        wrong = accused(range(CASES), dtype)
        print(f"{dtype.__name__}: {len(wrong)} of {CASES:,} right passes accused", *wrong[:5], flush=True)


def single() -> None:
    named, missed = Counter(), Counter()
    for seed in range(NETWORKS):
        for one, mistake, given in planted(seed, EACH):
            (named if names_it(one.diagnose(given), mistake.kind) else missed)[mistake.kind] += 1
    print(f"{named.total()} of {named.total() + missed.total()} mistakes named, of {len(named | missed)} kinds", missed)


def pairs() -> None:
    explained = tried = 0
    for seed in range(PAIRS):
        one = case(seed)
        first, second = one.rng.choice(np.array(catalogue(one.network), dtype=object), 2, replace=False)
        wrong = one.arrays(plant(one.network, first, second))
        if has_effect(one.arrays(), wrong):
            tried += 1
            explained += one.diagnose(wrong).explained
    print(f"{explained} of {tried} pairs of mistakes explained")


def speed() -> None:
    network, rng = Network.from_text("784-128-relu-64-relu-10"), np.random.default_rng(0)
    theta, x = rng.standard_normal(network.size) * 0.05, rng.random((64, 784))
    labels = rng.integers(10, size=64)
    y, mistakes = targets(network, labels, np.float64), catalogue(network)
    found, passes, nothing = [], [], []
    for at in rng.permutation(len(mistakes))[:60]:
        wrong = arrays(one_pass(plant(network, mistakes[at]), theta, x, y))
        began = time.perf_counter()
        one_pass(network, theta, x, y)
        passes.append(time.perf_counter() - began)
        began = time.perf_counter()
        diagnose(network, theta, x, labels, wrong)
        found.append(time.perf_counter() - began)
        wrong["dW1"] = rng.standard_normal(wrong["dW1"].shape)  # no mistake explains that
        began = time.process_time()
        diagnose(network, theta, x, labels, wrong)
        nothing.append(time.process_time() - began)
    print(
        f"784-128-64-10, batch 64: a diagnosis takes {median(found):.2f} s, {max(found):.2f} at most; that is "
        f"{median(found) / median(passes):.0f} passes; where nothing fits, {median(nothing):.2f} s, {max(nothing):.2f} "
        "at most"
    )


def main() -> None:
    for part in (speed, right, single, pairs):
        part()
