"""A signed number is a colour on either side of a ground, stronger the further it is from zero.

The stepper and the time line draw by the same law in JavaScript (dashboard/components/shared/pixels.js).
"""

from typing import Any

import numpy as np

UNDEFINED = (128, 128, 128)  # what is not a number is half of this grey


def strength(share):
    """How strong a colour is for a share of the largest entry. Most entries of an array are far smaller than its
    largest one: on a linear scale they would be all but invisible."""
    return share**0.6


def signed_colours(values, ground: str, negative: str, positive: str, most: float | None = None) -> Any:
    """Values of any shape as RGB bytes (…, 3): `most`, by default the largest finite magnitude, has the full colour."""
    values = np.asarray(values, float)
    size, defined = np.abs(values), ~np.isnan(values)
    most = most or float(size[np.isfinite(size)].max(initial=0)) or 1.0
    share = np.where(defined, strength(np.clip(np.where(defined, size, 0) / most, 0, 1)), 0.5)[..., None]
    ink = np.where(values[..., None] < 0, rgb(negative), rgb(positive))
    ink = np.where(defined[..., None], ink, np.array(UNDEFINED, float))
    return np.floor(rgb(ground) + share * (ink - rgb(ground)) + 0.5).astype(np.uint8)


def rgb(colour: str):
    """Red, green and blue of "#rrggbb"."""
    return np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)], float)
