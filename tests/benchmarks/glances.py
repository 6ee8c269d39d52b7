"""What a person waits for at a glance, beside the same work done the plain way, or on something small."""

import os
import tempfile
from time import perf_counter

import numpy as np
from sympy.core.cache import clear_cache

from core.checks import each_parameter, each_weight
from core.network import Network
from dashboard.components.flow.flow import passed_drawing
from dashboard.data.drawing import read_drawing
from dashboard.runs.store import open_store
from dashboard.views.train.snapshot import snapshot
from lessons.engine.chain.equations import derive
from tests.benchmarks.timing import in_turn, verdict
from tests.dashboard.components.flow.test_flow import drawing, png
from tests.dashboard.runs.test_curves import series, written

FIRST, OTHER = "20-9-relu-8-tanh-7-sigmoid-10", "784-64-relu-32-tanh-16-sigmoid-10"


def main() -> None:
    print("\nA glance, as a ratio to the same work done the plain way, or on something small")
    tell("a network whose kinds of layers were derived before / the first one", *derivations(), 0.5)
    tell("the gradient of 100,352 weights, all at once / in the textbook's loop", *weights(), 0.01)
    tell("a look at the curves of 5,000,000 steps / of 5,000", *looks(), 3)
    tell("a drawing read, normalised and passed on / read alone", *drawings(), 10)


def tell(what: str, ours: float, theirs: float, target: float) -> None:
    print(f"{what}: {1e3 * ours:.2f} ms, {1e3 * theirs:.2f} ms {verdict(ours / theirs, target)}", flush=True)


def derivations() -> tuple[float, float]:
    """Of another network, after the first: what is kept between the two is the rules, and SymPy's own cache."""

    def seconds(text: str) -> float:
        began = perf_counter()
        derive(Network.from_text(text))
        return perf_counter() - began

    clear_cache()
    first = seconds(FIRST)
    return seconds(OTHER), first


def weights() -> tuple[float, float]:
    """The loop's time is that of a hundred of its weights, of which it has a thousand times as many."""
    network = Network.from_text("784-128-relu-64-relu-10")
    random = np.random.default_rng(0)
    theta, x = 0.05 * random.standard_normal(network.size), random.random((1, 784)) * (random.random((1, 784)) < 0.2)
    some = np.arange(100)
    seconds = in_turn(
        {
            "at once": lambda _: each_weight(network, theta, x, 3, layer=0),
            "loop": lambda _: each_parameter(network, theta, x, [3], some),
        },
        1,
        5,
    )
    return seconds["at once"], seconds["loop"] * 100_352 / len(some)


def looks() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as home:
        os.environ["CHAINRULE_HOME"] = home
        with open_store() as store:
            long, short = written(store, series(5_000_000), 400), written(store, series(5_000), 4)
            seconds = in_turn({"long": lambda _: snapshot(long), "short": lambda _: snapshot(short)}, 1, 15)
    return seconds["long"], seconds["short"]


def drawings() -> tuple[float, float]:
    sent = png(drawing())
    seconds = in_turn(
        {"passed on": lambda _: passed_drawing(read_drawing(sent)), "read": lambda _: read_drawing(sent)}, 1, 15
    )
    return seconds["passed on"], seconds["read"]
