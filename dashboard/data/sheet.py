"""A sheet of paper often lies on something darker, and the table is no part of what was written."""

import numpy as np

from dashboard.data.pieces import boxes, pieces, shrunk

LEAST, FILLED = 0.25, 0.84  # of the picture, and of the smallest rectangle round it; an ellipse fills 0.79
DARKER = 0.55  # of the light of the sheet: the shadow of a hand leaves more
PLAIN = 0.85  # of what lies outside is as dark as that
MARGIN = 2  # places of the coarse picture: the edge of the sheet


def sheet(grey):
    """Where the sheet is in a coarse picture (H, W), as true and false; None where the picture shows no edge of it."""
    if min(grey.shape) < 40:
        return None
    bright = grey > threshold(grey)
    found = pieces(bright)
    table = boxes(found)
    if not len(table):
        return None
    largest = found == 1 + int(table[:, 4].argmax())
    whole = _between(largest) & _between(largest.T).T
    outside = ~whole
    if whole.mean() < LEAST or outside.mean() < 0.03 or _filled(whole) < FILLED:
        return None
    paper = float(np.median(grey[largest]))
    if (grey[outside] < DARKER * paper).mean() < PLAIN or not _at_the_edge(outside):
        return None
    return shrunk(np.pad(whole, MARGIN, mode="edge"), MARGIN)[MARGIN:-MARGIN, MARGIN:-MARGIN]


def threshold(values) -> float:
    """The level that parts values into two that differ most (Otsu 1979)."""
    counts, edges = np.histogram(values, 128)
    middles = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1]
    above = counts.sum() - below
    sums = np.cumsum(counts * middles)
    apart = sums[:-1] / np.maximum(below, 1) - (sums[-1] - sums[:-1]) / np.maximum(above, 1)
    return float(edges[1:-1][(below * above * apart**2).argmax()])


def _between(mask):
    """Each row filled from its first true place to its last."""
    return np.maximum.accumulate(mask, axis=1) & np.maximum.accumulate(mask[:, ::-1], axis=1)[:, ::-1]


def _filled(mask) -> float:
    """The share that a mask has of the smallest rectangle round it, however that is turned."""
    rows, columns = np.nonzero(mask)
    angles = np.radians(np.arange(-45, 45, 3))[:, None]
    along = np.ptp(columns * np.cos(angles) + rows * np.sin(angles), axis=1) + 1
    across = np.ptp(rows * np.cos(angles) - columns * np.sin(angles), axis=1) + 1
    return len(rows) / float((along * across).min())


def _at_the_edge(outside) -> bool:
    """Whether nearly all of it hangs together with the edge of the picture."""
    found = pieces(outside)
    edge = np.unique(np.concatenate([found[0], found[-1], found[:, 0], found[:, -1]]))
    return bool(np.isin(found[outside], edge[edge > 0]).mean() > 0.9)
