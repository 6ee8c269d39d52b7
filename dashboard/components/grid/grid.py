"""The grid of a sweep as a Streamlit component: what each of its runs reached goes in, the run that was chosen comes
out."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.components.modules import component
from dashboard.shared.palette import TRUTH, colours

_grid = component("grid/grid")


class Cell(NamedTuple):
    """A run of a sweep: what is said of it, the share of digits that it reads, once one is known, and what a person
    called it."""

    run: str
    text: str
    share: float | None
    name: str = ""


Cells = Sequence[Sequence[Cell | None]]


def grid(titles: tuple[str, str], across: Sequence[str], down: Sequence[str], cells: Cells, key: str) -> str:
    """Draw the cells in rows, None where a run was deleted; the id of the run that was chosen at this moment, or
    nothing."""
    data = {
        "titles": titles,
        "across": across,
        "down": down,
        "cells": [[cell and cell._asdict() for cell in row] for row in cells],
        "colours": colours(truth=TRUTH),
    }
    state = _grid(key=key, data=data, on_opened_change=lambda: None)
    return str(state.opened or "")
