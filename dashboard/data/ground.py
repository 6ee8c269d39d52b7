"""Paper and light are on every photograph, and what is written is what differs from them.

    v = g · (1 − ink)                dark ink on light ground g, or
    v = g + (255 − g) · ink          chalk on a board

The ground is what remains when everything thinner than a third of the picture is filled up with what surrounds it
(a grey closing, or an opening for chalk: Serra 1982): it follows a shadow and even its edge, and the ink divides out.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image

from dashboard.data.sheet import sheet

COARSE = 96  # pixels along the longer side of the picture in which the ground is looked for
WINDOW = 0.34  # of its sides' mean: wider than any stroke
SMALL = 32  # pixels where it is asked whether ink is darker than its ground
SURROUNDINGS = 0.6  # of its sides' mean, in which ground outweighs ink
EVEN = 8  # levels: an edge all round the picture that varies less is the ground
TOP = 0.002  # of all pixels, whose colour is the ink's


@dataclass(frozen=True)
class Flattened:
    """A picture without its paper and light."""

    ink: Any  # (H, W), 0 ground, 1 as unlike it as can be; noise goes a little below 0
    dark: bool  # is it darker than the ground?


def flattened(levels) -> Flattened:
    """Levels of light (H, W) or (H, W, 3), from 0 to 255, as ink."""
    colours = np.asarray(levels, float).reshape(*np.shape(levels)[:2], -1)
    coarse = np.stack(
        [resized(channel, _within(channel.shape, COARSE)) for channel in np.moveaxis(colours, 2, 0)], axis=2
    )
    part = sheet(coarse.mean(axis=2))
    if part is not None:
        colours, coarse = _on_the_sheet(colours, part), _on_the_sheet(coarse, part)
    dark = is_dark_ink(coarse.mean(axis=2))
    if not dark:
        colours, coarse = 255 - colours, 255 - coarse
    ground = np.stack([closed(channel) for channel in np.moveaxis(coarse, 2, 0)], axis=2)
    differs = np.empty_like(colours)
    for k in range(colours.shape[2]):
        level = resized(ground[..., k], colours.shape[:2])
        # chalk: (v − g) / (255 − g), which reads the same on the negative
        differs[..., k] = (level - colours[..., k]) / np.maximum(level, 1)
    return Flattened(_along_the_ink(differs), dark)


def _on_the_sheet(colours, part):
    """Colours (H, W, …) with the paper's in place of what lies beside it; `part` is (h, w), of a smaller picture."""
    rows, columns = (np.arange(n) * m // n for n, m in zip(colours.shape, part.shape, strict=False))
    inside = part[np.ix_(rows, columns)]
    return np.where(inside[..., None], colours, np.median(colours[inside], axis=0))


def _within(shape, longest):
    scale = min(1.0, longest / max(shape))
    return tuple(max(1, round(side * scale)) for side in shape)


def resized(levels, shape):
    """Levels (H, W) as another (H, W): means where it has fewer pixels, and lines between where it has more."""
    if shape == levels.shape:
        return levels
    rule = Image.Resampling.BOX if shape[0] < levels.shape[0] else Image.Resampling.BILINEAR
    return np.asarray(Image.fromarray(levels.astype(np.float32)).resize(shape[::-1], rule), float)


def is_dark_ink(grey) -> bool:
    """Whether what is written is darker than its ground: there is less of it, and it leaves the edges free."""
    small = resized(grey, _within(grey.shape, SMALL))
    edge = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    even = np.abs(edge - np.median(edge)) < EVEN
    apart = small - (np.median(edge) if even.mean() > 0.9 else _middling(small))
    return bool((apart[apart < 0] ** 2).sum() >= (apart[apart > 0] ** 2).sum())


def _middling(grey):
    """The median of the surroundings of each level."""
    half = max(1, round(SURROUNDINGS * sum(grey.shape) / 4))
    around = sliding_window_view(np.pad(grey, half, mode="edge"), (2 * half + 1, 2 * half + 1))
    return np.median(around, axis=(2, 3))


def closed(grey):
    """Grey levels (H, W) with every dark place that is thinner than the window filled up with what surrounds it."""
    half = max(1, round(WINDOW * sum(grey.shape) / 4))
    around = np.pad(grey, 2 * half, mode="edge")
    return -_largest(-_largest(around, half), half)


def _largest(grey, half):
    for axis in (0, 1):
        grey = sliding_window_view(grey, 2 * half + 1, axis=axis).max(axis=-1)
    return grey


def _along_the_ink(differs):
    """Differences from the ground (H, W, colours) as one number a pixel, measured in the colour of the ink."""
    total = differs.sum(axis=2)
    if differs.shape[2] == 1:
        return total
    most = max(1, int(TOP * total.size))
    strongest = np.argpartition(total.reshape(-1), -most)[-most:]
    colour = np.maximum(differs.reshape(-1, differs.shape[2])[strongest].mean(axis=0), 0)
    return differs @ (colour / max(float(colour.sum()), 1e-9))
