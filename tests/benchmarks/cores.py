"""Threads beside one: on an idle machine, and beside programs that keep its cores busy. The bits are alike."""

import subprocess
import sys
from contextlib import contextmanager

from core import threads
from tests.benchmarks import contenders
from tests.benchmarks.convolution import LENET
from tests.benchmarks.timing import in_turn, verdict

BUSY = "while True: pass"
WORK = [
    ("784-128-relu-64-relu-10", 128, "adam"),
    ("784-512-relu-256-relu-10", 64, "adam"),
    ("784-800-relu-10", 128, "adam"),
    (LENET, 64, "sgd"),
]


def main(rounds: int = 9) -> None:
    print(f"\nA training step on {threads.most()} threads as a ratio to one")
    for busy in (0, 1, threads.cores()):
        with programs(busy):
            for text, size, optimizer in WORK:
                rivals = contenders.cores(text, size, optimizer)
                alone, *_, together = in_turn(rivals, times=20, rounds=rounds).values()
                ratio = verdict(together / alone, 1.1 if busy else 1.0)
                print(f"{busy} busy programs, {text[:26]:26} batch {size:3}, {optimizer:4}: {ratio}")


@contextmanager
def programs(count: int):
    """So many programs that do nothing else than keep a core busy."""
    started = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
    try:
        yield
    finally:
        for program in started:
            program.kill()
            program.wait()
