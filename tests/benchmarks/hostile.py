"""What nobody honest would send: `python -m tests.benchmarks.hostile [links N] [files N] [formulas] [bits N]`.

Links with every parameter at its extremes, alone, in pairs and dearest together; damaged uploads; formulas that are
none; and fresh processes on a busy machine, which must end with the same bits. For each kind: how many, how many
exceptions, the slowest, and the most memory.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in a worker: two threads add up in another order
os.environ.setdefault("STREAMLIT_RUNNER_MAGIC_ENABLED", "false")  # as in the server

import gc
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from unittest.mock import patch

import numpy as np

from core.config import Config
from core.storage import save_run
from core.training import Run
from dashboard.runs.checkpoints import BYTES, MOST
from dashboard.runs.store import Store, open_store
from dashboard.runs.sweeping import UNITS, grid, read_axis, submit_sweep
from tests.support import hostile_files, hostile_links
from tests.support.own_process import Cost, costs

TRAIN = """
import hashlib, itertools
from core.config import Config
from core.datasets import load
from core.training import Run, train
config = Config()
run, digits = Run.start(config), load(config)
losses = [event.loss for event in itertools.islice(train(run, digits), 50)]
print(hashlib.sha256(run.theta.tobytes() + repr(losses).encode()).hexdigest())
"""


LARGE = Config(scaling="z-score by pixel", augmentation="shifts")
DEEPEST = "784-" + "218-" * 98 + "10"  # of dense networks with as many parameters as may be
DEAREST = (  # of each kind, where a person looks at a run
    replace(LARGE, network=DEEPEST, optimizer="sgd", precision="float64"),
    *(replace(LARGE, network=text) for text in (DEEPEST, "784-6200-relu-10")),
    replace(LARGE, network="784-" + "216-bn-relu-" * 33 + "10"),
    replace(LARGE, network="784x1x1-conv1200x1x1-conv1x10x10p9-flatten-10", optimizer="sgd", precision="float64"),
    replace(LARGE, network="1x28x28-" + "conv8x3x3p1-relu-" * 47 + "flatten-10"),
    replace(LARGE, network=hostile_links.NETWORKS[12], precision="float64"),
)


def furnished() -> tuple[str, str, str, str]:
    """A run with checkpoints in the home, one without, a sweep and a large run: what links may lead to."""
    config = Config(network="784-6-relu-10")
    with open_store() as store:
        kept, large = (_trained(store, Run.start(one)) for one in (config, DEAREST[0]))
        bare = store.submit(config, "me", "stopped")
        cells = grid(config, read_axis("seed", "1, 2"), read_axis(UNITS, "8"))
        sweep = submit_sweep(store, cells, ("seed", UNITS), "")
        for record in store.records("queued"):
            store.move(record.id, "stop")
    return kept, bare, sweep, large


def _trained(store: Store, run: Run, most: int = 3) -> str:
    """A run that was stopped, with so many checkpoints or as many as it may keep, no two of them alike."""
    found = store.submit(run.config, "me", "stopped", step=most, total=most)
    store.append(found, 1, {name: [1.0, 0.5, 0.4] for name in ("loss", "accuracy", "seconds")})
    chance, steps = np.random.default_rng(0), iter((0, 1, *range(3, most + 1)))
    for step in steps:
        path = store.checkpoint_path(found, step)
        path.parent.mkdir(parents=True, exist_ok=True)
        moved = run.theta + 0.01 * chance.standard_normal(len(run.theta), run.theta.dtype)
        save_run(path, replace(run, step=step, theta=moved.astype(run.theta.dtype)))
        if (step + 1) * path.stat().st_size > BYTES:
            break
    return found


def tell(kind: str, found: Iterable[Cost], seconds: float, memory: int) -> list[Cost]:
    """Print the row of a kind, after each case that is beyond the limits; the cases."""
    every = []
    for cost in found:
        every.append(cost)
        if len(every) % 1_000 == 0:
            print(f"  {len(every):,}", flush=True)
        if cost.fault or cost.seconds > seconds or cost.memory > memory:
            print(f"  {cost.seconds:.2f} s, {cost.memory / 1e6:.0f} MB: {cost.case} {cost.fault}", flush=True)
    slowest, largest = max(every, key=lambda c: c.seconds), max(every, key=lambda c: c.memory)
    print(
        f"{kind:10} {len(every):6,} cases, {sum(bool(c.fault) for c in every)} exceptions, slowest "
        f"{slowest.seconds:.2f} s ({slowest.case}), most memory {largest.memory / 1e6:.0f} MB ({largest.case})",
        flush=True,
    )
    return every


def links(most: int = 20_000, seed: int = 0) -> None:
    """Every extreme alone and the dearest together, each in a process that has seen no other; then damaged ones, and
    pairs until there are so many, some together in a process. Each is opened as a page."""
    chance = random.Random(seed)
    with (
        tempfile.TemporaryDirectory() as home,
        patch.dict(os.environ, CHAINRULE_HOME=home),
        patch("dashboard.runs.engine.start_up", lambda: None),  # nothing is trained
    ):
        runs = furnished()
        values = hostile_links.extremes(runs)
        single = [*hostile_links.dear(values), *hostile_links.alone(values)]
        more = hostile_links.damaged(runs, chance, most // 10)
        more += hostile_links.pairs(values, chance, max(0, most - len(single) - len(more)))
        chance.shuffle(single)
        chance.shuffle(more)
        hostile_links.warm()
        limits = hostile_links.SECONDS, hostile_links.BYTES
        for config in DEAREST:
            with open_store() as store:
                run = _trained(store, Run.start(config), MOST)
            tell("looks", costs(hostile_links.looks(run), hostile_links.fault), *limits)
            with open_store() as store:
                store.delete(run)
        tell("single", costs(single[:most], hostile_links.fault, at_once=6), *limits)  # some wait while others compute
        tell("others", costs(more, hostile_links.fault, at_once=6, together=24), *limits)


def files(most: int = 5_000, seed: int = 0) -> None:
    hostile_files.fault(hostile_files.EASY)
    tell("files", costs(hostile_files.uploads(random.Random(seed), most), hostile_files.fault), 2.0, 300_000_000)


def formulas(seed: int = 4) -> None:
    """Twenty thousand through the judge of an exercise, in one process."""
    from tests.lessons.exercises.typed import test_parser as typed

    def judged(text: str) -> Cost:
        began, fault = time.process_time(), ""
        try:
            typed.HIDDEN.judge(text, typed.NOBODY)
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"
        return Cost(text, time.process_time() - began, 0, fault)

    judged("0"), judged("z_j")  # what is worked out once for each exercise
    texts = typed.random_answers(random.Random(seed), 20_000)
    gc.disable()  # Python's own collection of garbage is not counted
    try:
        tell("formulas", map(judged, texts), 0.05, 1)
    finally:
        gc.enable()


def bits(processes: int = 200, at_once: int = 4) -> None:
    """Fresh processes train 50 steps of the default run beside each other: how many ends there are."""
    ends: Counter[str] = Counter()
    began, working = time.monotonic(), []
    for k in range(processes + at_once):
        if k >= at_once:
            process = working.pop(0)
            ends[process.communicate()[0].strip() or f"status {process.returncode}"] += 1
        if k < processes:
            command = ["nice", sys.executable, "-c", TRAIN]
            working.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    print(
        f"{'bits':10} {processes:6,} processes, {at_once} at a time: {len(ends)} set(s) of bits in "
        f"{time.monotonic() - began:.0f} s, {dict(ends)}",
        flush=True,
    )
    assert len(ends) == 1, "the same seed must end with the same bits"


KINDS = {"links": links, "files": files, "formulas": formulas, "bits": bits}


def main(*words: str) -> None:
    """All kinds, or those that are named, each with the number of its cases behind it if there is one."""
    chosen = words or tuple(KINDS)
    for word, number in zip(chosen, (*chosen[1:], ""), strict=True):
        if word in KINDS:
            KINDS[word](*([int(number)] if number.isdecimal() else []))


if __name__ == "__main__":
    main(*sys.argv[1:])
