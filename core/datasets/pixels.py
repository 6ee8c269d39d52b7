"""Pixels come on a dozen scales, and which one can be read off their ends.

0 … 255                    bytes
0 … 1                      bytes / 255
−0.4242 … 2.8215           (bytes / 255 − 0.1307) / 0.3081, torchvision's example for MNIST
−1 … 1                     (bytes / 255 − 0.5) / 0.5
0 … 0.0039                 bytes / 255 / 255, which somebody divided twice
"""

import numpy as np

from core.datasets.idx import DataError

MEAN, SPREAD = 0.1307, 0.3081  # of MNIST's training pixels, as PyTorch's examples have them
NEAR = 0.002  # how near the ends of a scale are met


def rows(images, name: str):
    """Images in any of the usual shapes as (N, 784). Raises DataError."""
    shape = images.shape
    if shape in ((28, 28), (784,)):
        return images.reshape(1, 784)  # one image by itself
    if len(shape) == 4 and shape[1:] in ((1, 28, 28), (28, 28, 1)):
        return images.reshape(-1, 784)
    if shape[1:] == (28, 28, 3) and (images == images[..., :1]).all():
        return images[..., 0].reshape(-1, 784)
    if shape[1:] in ((28, 28), (784,)):
        return images.reshape(-1, 784)
    each = " × ".join(map(str, shape[1:])) or "a single number"
    cure = ""
    if len(shape) in (2, 3) and (shape[0] == 784 or shape[:2] == (28, 28)):
        cure = " Examples stand last here: turn the array round with `np.moveaxis(images, -1, 0)`."
    elif shape[1:] in ((64,), (8, 8)):
        cure = " These are the small digits that come with scikit-learn, which are no MNIST."
    raise DataError(f"{name}: each image must be 28 × 28 pixels, or 784 numbers; here it is {each}.{cure}")


def ink(pixels, name: str, dtype=np.float32):
    """Pixels (N, 784) as ink from 0 to 1, and sentences on what is made of them. Raises DataError."""
    if not np.isfinite(pixels).all():
        bad = int(np.argmax(~np.isfinite(pixels).all(axis=1)))
        raise DataError(f"{name}: image {bad} has a pixel that is not a number.")
    low, high = float(pixels.min()), float(pixels.max())
    if high == low:
        raise DataError(f"{name}: all pixels are {high:g}; there is nothing to see.")
    shift, unit, notes = scale(low, high, name)
    found = np.clip((pixels - shift).astype(dtype) / dtype(unit), 0, 1)
    if np.median(found[:, [0, 27, 756, 783]]) > 0.5:
        raise DataError(
            f"{name}: the corners are bright. Digits are light on a dark ground here: turn the images into their "
            "negatives."
        )
    if len(found) > 1 and (found == found[0]).all():
        notes = [*notes, f"{name}: all {len(found):,} images are the same."]
    return found, notes


def scale(low: float, high: float, name: str) -> tuple[float, float, list[str]]:
    """(shift, unit, sentences) with ink = (pixel − shift) / unit, of pixels that run from `low` to `high`. Raises
    DataError."""
    if abs(low + MEAN / SPREAD) < NEAR and high < (1 - MEAN) / SPREAD + NEAR:
        said = f"{name}: the pixels are on torchvision's scale, (ink − {MEAN}) / {SPREAD}; they are brought back."
        return -MEAN / SPREAD, 1 / SPREAD, [said]
    if low == -1 and high <= 1:
        return -1.0, 2.0, [f"{name}: the pixels run from -1 to 1; they are brought back to 0 to 1."]
    if low < 0 or high > 255:
        cure = " Save them as they are before they are standardised." if low < 0 else ""
        raise DataError(
            f"{name}: pixels run from 0 (background) to 1 or 255 (ink); here they run from {low:g} to {high:g}.{cure}"
        )
    if high > 1:
        faint = high < 64
        return 0.0, 255.0, [f"{name}: the brightest pixel is {high:g} of 255, which is faint."] if faint else []
    if high <= 1 / 255 + 1e-6:
        said = (
            f"{name}: the brightest pixel is {high:.2g}: the pixels were divided by 255 twice; they are brought back."
        )
        return 0.0, 1 / 255, [said]
    return 0.0, 1.0, [f"{name}: the brightest pixel is {high:.2g} of 1, which is faint."] if high < 0.25 else []
