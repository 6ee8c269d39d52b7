"""What hangs together in a picture is one piece, whichever way it turns."""

import numpy as np


def pieces(mask):
    """The pieces (H, W) of what is true in a mask (H, W), numbered from 1; 0 elsewhere. Corners touch.

    A row is a list of runs. Runs of neighbouring rows that overlap are one piece, and each takes on the lowest number
    among those that it reaches.
    """
    steps = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    (rows, starts), (_, ends) = np.nonzero(steps == 1), np.nonzero(steps == -1)
    wide = mask.shape[1] + 2
    first = np.searchsorted(rows * wide + ends, (rows + 1) * wide + starts)
    last = np.searchsorted(rows * wide + starts, (rows + 1) * wide + ends, side="right")
    many = np.maximum(last - first, 0)
    above = np.repeat(np.arange(len(rows)), many)
    below = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
    lowest = np.arange(len(rows))
    while True:
        least, before = np.minimum(lowest[above], lowest[below]), lowest
        lowest = lowest.copy()
        np.minimum.at(lowest, before[above], least)
        np.minimum.at(lowest, before[below], least)
        lowest = lowest[lowest]
        if np.array_equal(lowest, before):
            break
    numbers = np.unique(lowest, return_inverse=True)[1] + 1
    found = np.zeros(mask.shape, int)
    found[mask] = np.repeat(numbers, ends - starts)
    return found


def boxes(found):
    """The (top, left, bottom, right) of each piece, the last two exclusive, and its pixels, (pieces, 5)."""
    rows, columns = np.nonzero(found)
    numbers, count = found[rows, columns] - 1, int(found.max(initial=0))
    table = np.zeros((count, 5), int)
    table[:, :2] = max(found.shape)
    for k, at in ((0, rows), (1, columns)):
        np.minimum.at(table[:, k], numbers, at)
        np.maximum.at(table[:, k + 2], numbers, at + 1)
    table[:, 4] = np.bincount(numbers, minlength=count)
    return table


def grown(mask, by: int):
    """A mask (H, W) with all that is true grown by so many pixels on each side."""
    for axis in (0, 1):
        wide, done = mask.copy(), 0
        while done < by:
            step = min(done + 1, by - done)
            ahead, behind = [slice(None)] * 2, [slice(None)] * 2
            ahead[axis], behind[axis] = slice(step, None), slice(None, -step)
            before = wide.copy()
            wide[tuple(behind)] |= before[tuple(ahead)]
            wide[tuple(ahead)] |= before[tuple(behind)]
            done += step
        mask = wide
    return mask


def shrunk(mask, by: int):
    """The same with all that is true shrunk."""
    return ~grown(~mask, by)
