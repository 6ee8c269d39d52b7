"""Images of your own: a photograph becomes digits of 28 × 28 pixels, and every stage on the way can be seen.

picture     levels of light, as the file has them
ground      without paper and shadow: ink
found       the digits on it, from left to right
normalised  each as MNIST would have it
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.datasets import DataError
from dashboard.data.found import LIMIT, digits_on
from dashboard.data.ground import flattened
from dashboard.data.normalised import Normalised, centred, is_normalised
from dashboard.data.picture import Picture, opened

WIDE = 1.7  # times as wide as tall: no digit is
SOFT = 0.02  # of the strongest ink: what is found has been freed of all else


@dataclass(frozen=True)
class Stages:
    """What became of a photograph, from the file to what the network sees."""

    levels: Any  # (H, W) or (H, W, 3), from 0 to 255
    ink: Any  # (H, W) from 0 to 1
    boxes: tuple[tuple[int, int, int, int], ...]  # of each digit: top, left, bottom, right
    digits: tuple[Normalised, ...]  # never none
    kept: bool  # was it in MNIST's form, and so taken as it is?
    notes: tuple[str, ...]  # what was made of it, where that is not plain


def digits_in(picture: Picture, name: str, box: int = 20) -> Stages:
    """The digits in a picture, from left to right; `box` is the side that they fill. Raises DataError where there is
    nothing to find."""
    levels = picture.levels
    as_is = clean_ink(levels, box)
    if as_is is not None and is_normalised(as_is, box):
        return Stages(levels, as_is, (), (Normalised(as_is.reshape(-1)),), True, picture.notes)
    ink = flattened(levels).ink
    found = digits_on(ink)
    if not found:
        raise DataError(f"{name} is blank: there is no ink on it.")
    digits = tuple(_placed(one, name, box) for one in found)
    notes = [*picture.notes]
    if len(found) > 1:
        which = f"{LIMIT} digits or more; the first {LIMIT}" if len(found) == LIMIT else f"{len(found)} digits; they"
        notes.append(f"{name} shows {which} are read from left to right.")
    elif len(levels) == levels.shape[1] == 28:
        notes.append(f"{name} has 28 × 28 pixels, but not as MNIST has them: its digit is scaled and centred.")
    if any(right - left > WIDE * (bottom - top) for top, left, bottom, right in (one.box for one in found)):
        notes.append(f"{name}: one of what was found is much wider than tall. If digits touch, write them apart.")
    return Stages(levels, np.clip(ink, 0, 1), tuple(one.box for one in found), digits, False, tuple(notes))


def clean_ink(levels, box: int = 20):
    """Ink from 0 to 1 of an image (28, 28) whose ground is all black or all white; else None.

    What fills all of the image, as garments do, may touch its edges: then a ground that is rather dark is enough.
    """
    if levels.shape[:2] != (28, 28):
        return None
    grey = levels if levels.ndim == 2 else levels.mean(axis=2)
    ground = float(np.median(np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])))
    if ground == 0 or (box == 28 and ground < 128):
        return grey / 255
    return 1 - grey / 255 if ground == 255 else None


def _placed(found, name, box):
    digit = centred(found.ink, name, box, SOFT)
    return Normalised(digit.pixels, digit.scale, digit.left + found.box[1], digit.top + found.box[0])


def read_image(path: Path, box: int = 20) -> Stages:
    """The digits in one image file. Raises DataError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path.name} does not exist.") from None
    except OSError as error:
        raise DataError(f"{path.name} cannot be read: {error.strerror}.") from None
    return digits_in(opened(content, path.name), path.name, box)
