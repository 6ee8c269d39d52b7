"""A table as CSV that a spreadsheet opens and does not obey.

A spreadsheet works out a cell that begins with = + - @, a tab or a line's end, whoever wrote it: before such text an
apostrophe is put, which says that it is text. Numbers stay numbers.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

OBEYED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: Any) -> Any:
    """The cell as it can be written: text that would be worked out is marked as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(OBEYED) else cell


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The table, its heads first; None is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return text.getvalue()
