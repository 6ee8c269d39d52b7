"""Photographs of test digits: how many of each kind are read right, and how long one takes to read.

The kinds are those of `tests/support/photographs.py`. What the shipped network misreads of the same digits as MNIST has
them is the floor: no photograph can be expected to do better.
"""

import argparse
from time import process_time

import numpy as np

from core.datasets import DataError
from dashboard.data.images import digits_in
from dashboard.data.picture import opened
from dashboard.data.shipped import guesses, trained, unseen_digits
from tests.support.photographs import KINDS, photograph, saved

FIRST, TOGETHER = 200, 40


def read(kind: str, numbers) -> tuple[list[int], list[int], float]:
    """Which photographs are read right, which show other than one digit, and the milliseconds of one, of one core."""
    run, labels = trained(), unseen_digits().labels
    right, lost, seconds = [], [], []
    for n in numbers:
        content = saved(photograph(kind, n), "JPEG", quality=92)
        began = process_time()
        try:
            found = digits_in(opened(content, f"{n}.jpg"), f"{n}.jpg").digits
        except DataError:
            found = ()
        seconds.append(process_time() - began)
        if len(found) != 1:
            lost.append(n)
        elif run.network.predict(run.theta, found[0].pixels[None].astype(np.float32)).argmax() == labels[n]:
            right.append(n)
    return right, lost, 1_000 * float(np.median(seconds))


def main(kinds=tuple(KINDS), first: int = FIRST, together: int = TOGETHER) -> None:
    numbers = range(first, first + together)
    floor = int((guesses()[numbers].argmax(axis=1) == unseen_digits().labels[numbers]).sum())
    print(f"\nTest digits {first} to {first + together - 1}; as MNIST has them, {floor} of {together} are read right.")
    for kind in kinds:
        right, lost, wait = read(kind, numbers)
        wrong = [n for n in numbers if n not in right]
        print(
            f"  {kind:24} {len(right):4} of {together} right, {len(lost)} lost, {wait:5.0f} ms   wrong: {wrong[:12]}",
            flush=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--first", type=int, default=FIRST)
    parser.add_argument("--together", type=int, default=TOGETHER)
    main(**vars(parser.parse_args()))
