"""A table of images is a line an image: 784 pixels, and before or behind them a label, an index, both or neither."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.datasets.idx import DataError

PIXELS = 784
EMPTY = 100_000  # lines of a `.csv` with nothing in them
LINE = 100_000  # characters of a line of a `.csv`; 785 numbers with every digit of a float64 are 20,000
LABEL = {"label", "labels", "class", "target", "y", "digit", "character"}
INDEX = {"", "unnamed: 0", "index", "id", "imageid", "row"}


@dataclass(frozen=True)
class Table:
    """What a file holds of images, before anything is known of what it means."""

    images: Any  # an array of numbers
    labels: Any = None  # an array of numbers or words; None where there are none
    notes: tuple[str, ...] = ()  # sentences


def read_csv(path: Path, classes: int, unpacked: int) -> Table:
    """The images in a `.csv` file, with commas, semicolons or tabs between the numbers; a first line of names is passed
    over. Raises DataError."""
    head, lines, words = _cells(path, unpacked)
    if not lines:
        return Table(np.zeros((0, PIXELS)))
    table = np.array(lines)
    label, index, notes = _places(head, table, words is not None, classes, path.name)
    drop = [k for k in (label, index) if k is not None]
    images = np.delete(table, drop, axis=1) if drop else table
    return Table(images, np.array(words) if words else None if label is None else table[:, label], notes)


def _cells(path, unpacked):
    """The names of the columns or None, the lines of numbers, and the words of the one column that holds words."""
    head, column = None, None
    rows: list = []
    words: list[str] = []
    most = unpacked // ((PIXELS + 1) * 8)
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            first = file.readline(LINE)
            file.seek(0)
            between = _between(first)
            for number, line in enumerate(csv.reader(_lines(path, file), delimiter=between), 1):
                if not line:
                    continue
                if number == 1 and sum(map(_is_number, line)) < len(line) / 2:
                    head = [cell.strip().lower() for cell in line]
                    continue
                if between != "," and any("," in cell for cell in line):
                    line = [cell.replace(",", ".") for cell in line]
                if not rows:
                    column = _column_of_words(line, number, path.name)
                if len(line) != (width := (len(rows[0]) + (column is not None) if rows else len(line))) or not (
                    PIXELS <= width <= PIXELS + 2
                ):
                    raise DataError(_width(path.name, number, len(line), width))
                if len(rows) == most:
                    raise DataError(_too_large(path.name, f"more than {most * (PIXELS + 1) * 8:,}", unpacked))
                if column is not None:
                    words.append(line.pop(column))
                try:
                    rows.append(np.array(line, np.float64))
                except ValueError:
                    raise DataError(f"{path.name}, line {number}: something there is not a number.") from None
    except (UnicodeDecodeError, csv.Error):
        raise DataError(f"{path.name} is not a text file of numbers.") from None
    if head and column is not None and len(head) > column:
        head.pop(column)
    return head, rows, words or None


def _between(line: str) -> str:
    """What stands between the numbers of a line; where there are others, a comma is German, as in 0,5;0,25."""
    return next((sign for sign in ";\t, " if sign in line.strip()), ",")


def _lines(path, file):
    empty = 0
    while line := file.readline(LINE):
        empty += line.isspace()
        if empty > EMPTY:
            raise DataError(f"{path.name} has more than {EMPTY:,} empty lines.")
        if len(line) == LINE:
            raise DataError(f"{path.name} has a line of {LINE:,} characters or more; an image makes 785 numbers.")
        yield line


def _column_of_words(line, number, name):
    """Which cell of the first line is a word: its label, which stands near one of its ends."""
    words = [k for k, cell in enumerate(line) if not _is_number(cell)]
    if not words:
        return None
    if len(words) > 1 or 1 < words[0] < len(line) - 2:
        raise DataError(f"{name}, line {number}: something there is not a number.")
    return words[0]


def _width(name, number, found, before):
    text = f"{name}, line {number}: a label and 784 pixels make 785 numbers; there are {found}."
    return text if found == before else f"{text[:-1]}, and {before} in the lines before."


def _too_large(name, size, unpacked):
    return f"{name} unpacks to {size} bytes; the limit is {unpacked:,}."


def _places(head, table, worded: bool, classes: int, name: str):
    """(column of the label, column of the index, sentences): by the names of columns, else by what is in them."""
    extra = table.shape[1] - PIXELS
    if extra < 0 or extra + worded > 2:
        raise DataError(_width(name, 1, table.shape[1] + worded, table.shape[1] + worded))
    named = head if head and len(head) == table.shape[1] else [None] * table.shape[1]
    ends = [*range(min(2, extra)), *range(table.shape[1] - min(2, extra), table.shape[1])]
    label = next((k for k in ends if named[k] in LABEL and not worded), None)
    index = next((k for k in ends if named[k] in INDEX), None)
    unknown = extra - (label is not None) - (index is not None)
    if unknown and index is None and (unknown == 2 or worded or label is not None):
        index = next((k for k in ends if k != label and _counts(table[:, k])), None)
    if unknown - (index is not None) * (unknown == 2) and label is None and not worded:
        label = _label_by_content([k for k in ends if k != index], table, classes)
        if label is None and index is None and _counts(table[:, 0]):
            index = 0
    if extra != (label is not None) + (index is not None):
        raise DataError(
            f"{name}: of {table.shape[1] + worded} columns 784 are pixels; which of the others is the label cannot be "
            "told. Name the columns in the first line: “label”, and “index” where there is one."
        )
    notes = []
    if label is not None and label > PIXELS // 2 and named[label] not in LABEL:
        notes.append(f"{name}: the last column is taken for the label, as it alone can be.")
    if index is not None:
        notes.append(f"{name}: {'its first' if index < 2 else 'a'} column counts the lines and is passed over.")
    return label, index, tuple(notes)


def _label_by_content(ends, table, classes):
    """The first column, unless the last can be the label and it cannot: an image's corner is black."""
    first, last = table[:, ends[0]], table[:, ends[-1]]
    if _counts(first) and first.max() >= classes:
        return ends[-1] if _are_labels(last, classes) and np.ptp(last) > 0 else None
    if _are_labels(last, classes) and np.ptp(last) > 0 and (not _are_labels(first, classes) or np.ptp(first) == 0):
        return ends[-1]
    return ends[0]


def _are_labels(column, classes) -> bool:
    return bool(((column == np.floor(column)) & (column >= 0) & (column <= classes)).all())


def _counts(column) -> bool:
    return len(column) > 1 and bool((np.diff(column) == 1).all() and column[0] in (0, 1))


def _is_number(text):
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True
