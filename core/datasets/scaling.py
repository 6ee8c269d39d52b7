"""Scaling: the same pixels on another scale, x = (ink − shift) · factor, fitted on the training digits."""

from dataclasses import replace

import numpy as np

from core.datasets.digits import Digits, Scale


def zero_to_one(images) -> Scale:
    return Scale()


def of_256(images) -> Scale:
    """Bytes divided by 256, as the data of Nielsen's book are."""
    return Scale(0.0, 255 / 256)


def z_score(images) -> Scale:
    """Mean 0 and variance 1 over all pixels of all digits."""
    return Scale(float(images.mean(dtype=np.float64)), 1 / float(images.std(dtype=np.float64)))


def z_score_by_pixel(images) -> Scale:
    """Mean 0 and variance 1 for each pixel; pixels that never change become 0."""
    mean, spread = images.mean(axis=0, dtype=np.float64), images.std(axis=0, dtype=np.float64)
    return Scale(mean, np.divide(1, spread, out=np.zeros_like(spread), where=spread > 0))


SCALINGS = {"0 to 1": zero_to_one, "1/256": of_256, "z-score": z_score, "z-score by pixel": z_score_by_pixel}


def rescaled(digits: Digits, name: str) -> Digits:
    """All three parts on the scale `name`, fitted on the digits to learn from."""
    if name == "0 to 1":
        return digits
    scale = SCALINGS[name](digits.train.images)
    train, validation, test = (
        replace(part, images=scale.apply(part.images)) for part in (digits.train, digits.validation, digits.test)
    )
    return Digits(train, validation, test, scale)
