"""Theirs, ours, and how far apart they are: three pictures of one array, and its numbers that differ most."""

from typing import Any, NamedTuple

import numpy as np

from core.diagnosis.comparing import Finding
from core.diagnosis.words import power
from dashboard.shared.palette import SIGNED_GRADIENT, SIGNED_VALUE
from dashboard.shared.pictures import signed_image

WIDEST, TALLEST, CELL = 200, 200, 16  # pixels
MOST = 8  # numbers in the table


class Picture(NamedTuple):
    """One of the three, with its scale in words."""

    title: str
    pixels: Any  # bytes (H, W, 3)
    words: str


def as_sheet(array) -> Any:
    """Any array as rows and columns; a wide one is thinned to what can be told apart."""
    array = np.asarray(array, float)
    sheet = array.reshape(1, -1) if array.ndim < 2 else array.reshape(len(array), -1)
    if sheet.shape[0] > 2 * sheet.shape[1]:
        sheet = sheet.T
    return sheet[:: -(-sheet.shape[0] // TALLEST), :: -(-sheet.shape[1] // WIDEST)]


def pictures(finding: Finding, dark: bool) -> list[Picture]:
    """Theirs, ours and the difference, each on a scale of its own about 0."""
    drawn = {"Yours": finding.theirs, "Ours": finding.ours}
    if finding.same_shape:
        drawn["Difference"] = np.asarray(finding.theirs) - finding.ours
    return [_picture(title, array, finding, dark) for title, array in drawn.items()]


def _picture(title, array, finding, dark) -> Picture:
    size = np.abs(np.asarray(array, float))
    most = float(size[np.isfinite(size)].max(initial=0))
    words = f"largest {plain(most)}"
    if title == "Difference":
        words += f"; rounding makes {power(float(np.max(finding.allowed)))} at most"
    colours = SIGNED_GRADIENT if finding.name[0] == "d" else SIGNED_VALUE
    pixels = signed_image(as_sheet(array), dark, colours)
    cell = max(1, min(CELL, WIDEST // pixels.shape[1], TALLEST // pixels.shape[0]))
    return Picture(title, pixels.repeat(cell, axis=0).repeat(cell, axis=1), words)


def worst(finding: Finding) -> list[dict[str, str]]:
    """The numbers that differ most: where they stand, theirs, ours, and how many times ours theirs is."""
    if not finding.same_shape:
        return []
    ours, theirs = np.atleast_1d(finding.ours), np.atleast_1d(finding.theirs)
    apart = np.abs(theirs - ours).reshape(-1)
    apart[~np.isfinite(apart)] = np.inf
    found = []
    for at in np.argsort(-apart, kind="stable")[: min(MOST, apart.size)]:
        place = np.unravel_index(at, ours.shape)
        t, o = float(theirs[place]), float(ours[place])
        ratio = f"{t / o:.4g}".replace("-", "−") if o else "–"
        found.append({"at": ", ".join(map(str, place)), "yours": plain(t), "ours": plain(o), "yours / ours": ratio})
    return found


def plain(number: float) -> str:
    """Six digits of a number."""
    return f"{number:.6g}".replace("-", "−")
