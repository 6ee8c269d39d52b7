"""The same digit, a few pixels further, is another vector."""

import numpy as np
from sympy import Sum

from lessons.derivations.distance import average_digits, score, scores
from lessons.page.adjustable import Adjustable, Reading, worked
from lessons.page.counted import one
from lessons.page.drawn import Picture
from lessons.page.example import Example

FAR = 6  # pixels


def sliding_digit(digit: Example) -> Adjustable:
    """The digit moved to the left or to the right, and the average that is nearest to it there."""
    averages, claim = average_digits(), score().rhs
    first, second = sorted(claim.atoms(Sum), key=lambda term: "x" not in str(term))

    def reading(right: int) -> Reading:
        there = moved(digit.pixels, right)
        x = there.ravel()
        lengths = np.linalg.norm(x[:, None] - averages, axis=0)
        k = int(scores(x[None], averages)[0].argmax())
        changed = np.count_nonzero(x != digit.pixels.ravel())
        pixels = "1 pixel" if abs(right) == 1 else f"{abs(right)} pixels"
        where = f"{pixels} to the {'left' if right < 0 else 'right'}" if right else "in its place"
        rest = (
            f"its own, at a distance of [{lengths[k]:.2f}]{{value}}."
            if k == digit.label
            else f"[{lengths[k]:.2f}]{{value}} away; its own is [{lengths[digit.label]:.2f}]{{value}} away."
        )
        numbers = {first: float(x @ averages[:, k]), second: float((averages[:, k] ** 2).sum())}
        return Reading(
            f"Put the digit [{where}]{{drag}}. You still see {digit.named}; of its vector, {changed} of 784 "
            f"numbers are different. The nearest average is now that of the **{k}**, {rest} Its score:",
            worked(None, claim, numbers, float((x @ x - lengths[k] ** 2) / 2), form=".4g"),
            pictures=(
                Picture(there, "The digit, where it lies now."),
                Picture(averages[:, k].reshape(28, 28), f"The nearest average, {one(k)}."),
            ),
        )

    return Adjustable("How far the digit is moved across", tuple(reading(right) for right in range(-FAR, FAR + 1)), FAR)


def moved(pixels, right: int):
    """A picture moved across, with empty paper where nothing came in."""
    wide = np.pad(pixels, ((0, 0), (FAR, FAR)))
    return wide[:, FAR - right : FAR - right + pixels.shape[1]]
