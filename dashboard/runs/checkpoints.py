"""A checkpoint is a whole run in a file; many are taken and the telling ones are kept."""

from math import log

EARLY = (1, 3, 10, 30, 100, 300)  # most of what a network learns, it learns here
SECONDS = 20.0  # a slow epoch is cut, so that a kill costs no more than this
APART = 0.25  # seconds at least between epochs that are saved: saving must not cost more than learning
BYTES = 200_000_000  # for the checkpoints of one run
MOST = 80  # of them: the longer a run, the farther they are apart


def thin(steps: list[int], most: int) -> list[int]:
    """Which of the increasing `steps` to keep so that `most` remain, evenly spread in log time.

    The first and the last always stay.
    """
    kept = list(steps)
    while len(kept) > max(2, most):
        gaps = [log((kept[k + 1] + 1) / (kept[k - 1] + 1)) for k in range(1, len(kept) - 1)]
        del kept[1 + gaps.index(min(gaps))]
    return kept
