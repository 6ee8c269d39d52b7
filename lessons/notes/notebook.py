"""A lesson as a notebook: its cells as they stand in the file, with what each of them shows."""

import json
import re

from lessons.notes.html import fragment
from lessons.page.example import Example
from lessons.page.reader import Lesson, shown_by_line

NEEDS = """To run this notebook you need Chainrule: in the folder of its source, type `pip install .`, and start
Jupyter with the same Python. It is read without that, too: under each cell stands what it showed, worked out on test
digit {index}, {label}, in a trained network. Run again, it is worked out on the first digit that a small network,
trained for a moment, reads wrongly."""

CELL = re.compile(r"^# %%(.*)$")


def notebook(lesson: Lesson, digit: Example) -> str:
    """The text of an .ipynb file, version 4.5 of the format."""
    shown = list(shown_by_line(lesson.path, digit))
    needs = NEEDS.format(index=digit.index, label=digit.named)
    cells: list[dict] = [{"id": "needs", "metadata": {}, "cell_type": "markdown", "source": needs}]
    for number, (start, stop, kind, lines) in enumerate(_cells(lesson.path.read_text(encoding="utf-8"))):
        cell = {"id": f"cell-{number}", "metadata": {}, "cell_type": kind, "source": "\n".join(lines).strip()}
        if kind == "code":
            blocks = [block for line, block in shown if start < line <= stop]
            output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": fragment(blocks)}}
            cell |= {"execution_count": None, "outputs": [output] if blocks else []}
        cells.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps(
        {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False, indent=1
    )


def _cells(source: str):
    """(first line, last line, kind, lines) of each cell."""
    lines = source.splitlines()
    marks = [k for k, line in enumerate(lines) if CELL.match(line)]
    for mark, end in zip(marks, [*marks[1:], len(lines)], strict=True):
        markdown = "[markdown]" in lines[mark]
        body = [re.sub(r"^# ?", "", line) if markdown else line for line in lines[mark + 1 : end]]
        yield mark + 1, end, "markdown" if markdown else "code", body
