"""Digits are found on a page as a reader finds them: the dark pieces of one size, from left to right, line by line."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.data.pieces import boxes, grown, pieces, shrunk

STRONGEST = 0.0005  # of all pixels are ink at its full strength
STROKE, EDGE = 0.4, 0.12  # of that strength: what is a stroke, and how far its soft edge goes
FAINTEST = 0.06  # how unlike its ground ink must be
NOISE = 6  # and how many times the noise
LAG = 3  # pixels, beyond which noise does not go on when it was smoothed
MARGIN = 0.01  # of the picture: what goes from edge to edge is a line, a digit keeps away from one of them
ALONG = 0.6  # of its size: what touches the edge of the picture so far was not written
LARGE = 0.0002  # of the picture: a piece that may be a digit by itself
PART = 0.06  # of the size of the largest piece: what is smaller is no part of a digit
MOST = 300  # pieces that are put together
RUNS = 0.35  # of the size of the largest digit: what is smaller is a speck
LIMIT = 60  # digits on one sheet


@dataclass(frozen=True)
class Found:
    """A digit on a page."""

    box: tuple[int, int, int, int]  # top, left, bottom, right; the last two exclusive
    ink: Any  # (H, W) of the box, from 0 to 1, without what else is there


def digits_on(ink) -> list[Found]:
    """The digits in ink (H, W), from left to right and line by line; none where there is no ink."""
    ink = _smooth(ink)
    strength = float(np.quantile(ink, 1 - STRONGEST))
    if strength < max(FAINTEST, NOISE * _noise(ink)):
        return []
    strokes = _without_lines(ink > STROKE * strength)
    found = pieces(strokes)
    table = boxes(found)
    groups = _together(table, _kept(found, table))
    sizes = [max(box[2] - box[0], box[3] - box[1]) for box, _ in groups]
    large = [group for group, size in zip(groups, sizes, strict=True) if size >= RUNS * max(sizes)]
    return [_cut(ink / strength, found, *group) for group in in_reading_order(large)[:LIMIT]]


def _noise(ink) -> float:
    """The standard deviation of what changes from place to place, wherever there are no strokes."""
    return float(np.median(np.abs(ink[:, LAG:] - ink[:, :-LAG]))) / 0.954 if ink.shape[1] > LAG else 0.0


def _smooth(ink):
    """Without the noise of a sensor, which is finer than strokes are."""
    blur = max(ink.shape) / 700
    if blur < 0.3:
        return ink
    # Pillow blurs bytes alone, which are too coarse for pencil
    for _ in range(max(1, round(blur))):
        for axis in (0, 1):
            padded = np.pad(ink, [(1, 1) if k == axis else (0, 0) for k in (0, 1)], mode="edge")
            a, b, c = (np.take(padded, range(s, s + ink.shape[axis]), axis) for s in (0, 1, 2))
            ink = (a + 2 * b + c) / 4
    return ink


def _without_lines(strokes):
    """Strokes without the lines of squared or ruled paper: they go from edge to edge, and are thinner."""
    for thin in range(max(2, min(strokes.shape) // 60)):
        thick = grown(shrunk(strokes, thin), thin) if thin else strokes
        table = boxes(pieces(thick))
        side = np.array(strokes.shape)
        if not ((table[:, :2] <= MARGIN * side) & (table[:, 2:4] >= (1 - MARGIN) * side)).any():
            return thick if len(table) else strokes
    return strokes


def _kept(found, table):
    """The numbers, from 0, of pieces that may be part of a digit: one that runs along the edge of the picture is table
    or shadow, unless there is nothing else."""
    edge = np.bincount(np.concatenate([found[0], found[-1], found[:, 0], found[:, -1]]), minlength=len(table) + 1)[1:]
    free = edge < ALONG * (table[:, 2:4] - table[:, :2]).max(axis=1, initial=1)
    large = table[:, 4] >= LARGE * found.size
    return np.flatnonzero(free) if (free & large).any() else np.arange(len(table))


def _together(table, kept):
    """Boxes of pieces that make one digit, each with the numbers of its pieces: a 5 has its bar apart."""
    sizes = (table[kept, 2:4] - table[kept, :2]).max(axis=1)
    large = kept[sizes >= PART * sizes.max(initial=1)]
    large = large[np.argsort(-table[large, 4], kind="stable")[:MOST]]
    groups = [(tuple(map(int, table[k, :4])), [int(k) + 1]) for k in large]
    count = 0
    while count != len(groups):  # a box that has grown may reach another
        count = len(groups)
        for i in range(count):
            for one in groups[i + 1 :]:
                box, numbers = groups[i]
                if _is_one(box, one[0]):
                    groups[i] = _around(box, one[0]), numbers + one[1]
                    groups.remove(one)
            if i + 1 >= len(groups):
                break
    return groups


def _around(a, b):
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _is_one(a, b) -> bool:
    """Whether two boxes are parts of one digit: one stands over the other, or they all but touch."""
    tall = max(a[2] - a[0], b[2] - b[0])
    apart = max(a[0], b[0]) - min(a[2], b[2]), max(a[1], b[1]) - min(a[3], b[3])  # below 0 where they overlap
    narrow = min(a[3] - a[1], b[3] - b[1])
    return max(apart) <= 0.05 * tall or (-apart[1] >= 0.4 * narrow and apart[0] <= 0.3 * tall)


def in_reading_order(groups):
    """Groups with a box each, line by line: what stands beside something in a line belongs to it."""
    left, ordered = sorted(groups, key=lambda group: group[0][0]), []
    while left:
        line = [left.pop(0)]
        for member in line:
            beside = [group for group in left if _beside(member[0], group[0])]
            line += beside
            left = [group for group in left if group not in beside]
        ordered += sorted(line, key=lambda group: group[0][1])
    return ordered


def _beside(a, b) -> bool:
    """Whether two boxes share a quarter of the lower one's height."""
    return 4 * (min(a[2], b[2]) - max(a[0], b[0])) >= min(a[2] - a[0], b[2] - b[0])


def _cut(ink, found, box, numbers):
    """A digit cut out of the page, with the soft edge of its strokes and nothing of its neighbours."""
    margin = max(1, round(0.04 * max(box[2] - box[0], box[3] - box[1])))
    top, left = max(0, box[0] - margin), max(0, box[1] - margin)
    bottom, right = (min(side, at + margin) for side, at in zip(ink.shape, box[2:], strict=True))
    part = slice(top, bottom), slice(left, right)
    near = grown(np.isin(found[part], numbers), margin)
    soft = np.clip(ink[part], 0, 1)
    return Found((top, left, bottom, right), np.where(near & (soft > EDGE), soft, 0))
