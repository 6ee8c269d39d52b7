"""MNIST's digits were scaled into 20 × 20 pixels, and moved so that their centre of mass is in the middle of 28 × 28.

LeCun et al. 1998, section III.A. Other sets fill more of the 28 × 28 pixels, and are centred by their box.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from core.datasets import DataError

MIDDLE = 14  # where MNIST has the centre of mass, counted from 0
FAINT = 0.1  # ink: what is less is what a JPEG leaves beside a stroke
DIGITS = 9  # of a centre: what half a pixel is does not hang on the order in which ink was added up
LEAST = 0.25  # of the strongest ink: what is less is no stroke


@dataclass(frozen=True)
class Normalised:
    """An image as MNIST would have it, and how it lies in the image that it was made from."""

    pixels: Any  # (784,) from 0 to 1
    scale: float = 1.0  # the side of one of its pixels, in pixels of that image
    left: float = 0.0  # where its first column begins there
    top: float = 0.0  # and its first row


def centred(ink, name: str, box: int = 20, least: float = LEAST) -> Normalised:
    """Ink from 0 to 1 (H, W) scaled into `box` × `box` pixels in the middle of 28 × 28. Raises DataError where there is
    none."""
    ink = np.where(ink > least * ink.max(), ink, 0)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) == 0:
        raise DataError(f"{name} is blank: there is no ink on it.")
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = box / max(cut.shape)
    size = [max(1, round(side * scale)) for side in cut.shape]
    small = (
        np.asarray(
            Image.fromarray((cut * 255).astype(np.uint8)).resize((size[1], size[0]), Image.Resampling.LANCZOS), float
        )
        / 255
    )
    top, left = (
        int(np.clip(MIDDLE - round(centre), 0, 28 - side))
        for centre, side in zip(_centre(small, box), size, strict=True)
    )
    digit = np.zeros((28, 28))
    digit[top : top + size[0], left : left + size[1]] = small
    return Normalised(digit.reshape(-1), 1 / scale, float(columns[0] - left / scale), float(rows[0] - top / scale))


def _centre(ink, box):
    """Row and column of what is to be in the middle: of MNIST's digits the centre of mass."""
    if box != 20:
        return [side / 2 for side in ink.shape]
    masses = [(ink.sum(axis=1 - axis) * np.arange(ink.shape[axis])).sum() / ink.sum() for axis in (0, 1)]
    return [round(float(mass), DIGITS) for mass in masses]


def is_normalised(ink, box: int = 20) -> bool:
    """Whether an image (H, W) of ink from 0 to 1 is in this form already."""
    strokes = ink > FAINT
    if ink.shape != (28, 28) or not strokes.any():
        return False
    rows, columns = np.flatnonzero(strokes.any(axis=1)), np.flatnonzero(strokes.any(axis=0))
    if max(np.ptp(rows), np.ptp(columns)) + 1 > box:
        return False
    return box != 20 or all(abs(centre - MIDDLE) <= 1 for centre in _centre(ink, box))
