"""Scaling: the same pixels on another scale, x = (ink − shift) · factor, fitted on the training digits."""

from dataclasses import replace

import numpy as np

from core.datasets.digits import Digits, Scale

COLUMNS, BLOCK = 28, 1_000_000  # pixels of a digit, and of all digits, of which the spread is worked out at once


def zero_to_one(images) -> Scale:
    return Scale()


def of_256(images) -> Scale:
    """Bytes divided by 256, as the data of Nielsen's book are."""
    return Scale(0.0, 255 / 256)


def z_score(images) -> Scale:
    """Mean 0 and variance 1 over all pixels of all digits."""
    mean = images.mean(dtype=np.float64)
    return Scale(float(mean), 1 / float(np.sqrt(_squares(images.reshape(-1), mean) / images.size)))


def z_score_by_pixel(images) -> Scale:
    """Mean 0 and variance 1 for each pixel; pixels that never change become 0."""
    mean = images.mean(axis=0, dtype=np.float64)
    starts = range(0, images.shape[1], COLUMNS)  # all at once, the differences from the mean would be 350 MB
    spread = np.concatenate([images[:, k : k + COLUMNS].std(axis=0, dtype=np.float64) for k in starts])
    return Scale(mean, np.divide(1, spread, out=np.zeros_like(spread), where=spread > 0))


def _squares(pixels, mean):
    """Σ (x − mean)² in little memory, cut where NumPy cuts its sums (pairwise), so that the bits are those of `std`."""
    if len(pixels) <= BLOCK:
        differences = np.subtract(pixels, mean, dtype=np.float64)
        return np.multiply(differences, differences, out=differences).sum()
    half = len(pixels) // 2
    half -= half % 8
    return _squares(pixels[:half], mean) + _squares(pixels[half:], mean)


UNSCALED = "0 to 1"
FITTED = {"z-score": z_score, "z-score by pixel": z_score_by_pixel}  # the others look at no digit
SCALINGS = {UNSCALED: zero_to_one, "1/256": of_256, **FITTED}


def rescaled(digits: Digits, name: str) -> Digits:
    """All three parts on the scale `name`, fitted on the digits to learn from, in the memory where they were."""
    scale = SCALINGS[name](digits.train.images)
    for part in (digits.train, digits.validation, digits.test) if name != UNSCALED else ():
        scale.put(part.images)
    return replace(digits, scale=scale)
