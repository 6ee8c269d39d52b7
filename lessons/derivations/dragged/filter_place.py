"""A filter asks the same question at every place."""

import numpy as np
from sympy import Symbol

from lessons.derivations.edges import FILTERS
from lessons.page.adjustable import Adjustable, Reading, worked
from lessons.page.drawn import Curve, Picture, Plot

NAME, SIZE = "left edge", 3


def filter_place(pixels, maps) -> Adjustable:
    """Where the filter for left edges lies along one row: `pixels` (28, 28), `maps` (4, 26, 26) of core."""
    row_of_maps = maps[[*FILTERS].index(NAME)]
    row, start = (int(k) for k in np.unravel_index(row_of_maps.argmax(), row_of_maps.shape))
    found = row_of_maps[row]
    right, left = Symbol("r"), Symbol("l")

    def reading(column: int) -> Reading:
        patch = pixels[row : row + SIZE, column : column + SIZE]
        under = np.full_like(pixels, 0.3)
        under[row : row + SIZE, column : column + SIZE] = 1.0
        numbers = {right: float(patch[:, -1].sum()), left: float(patch[:, 0].sum())}
        return Reading(
            f"The filter for a {NAME} lies on rows {row} to {row + SIZE - 1}, and its first column is "
            f"[column {column}]{{drag}}. Under its right column there is [{numbers[right]:.2f}]{{value}} of ink, *r*, "
            f"and under its left one [{numbers[left]:.2f}]{{value}}, *l*; the middle does not count. It gives:",
            worked(None, (right - left) / 3, numbers, float(found[column])),
            ((float(column), float(found[column]), ""),),
            (
                Picture(pixels * under, "What the filter sees is dark."),
                Picture(patch, "The nine pixels below it."),
            ),
        )

    columns = np.arange(len(found))
    caption = f"Row {row} of the map: what the filter gives at each of its {len(found)} places."
    plot = Plot((Curve("map", columns, found),), "column", "it gives", caption)
    return Adjustable("The column of the filter", tuple(map(reading, range(len(found)))), start, plot)
