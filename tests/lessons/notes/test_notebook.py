"""A lesson as a notebook has its cells, and under each what it shows."""

import json

from lessons.notes.notebook import notebook
from lessons.page.blocks import Prose
from lessons.page.example import misread
from lessons.page.reader import lessons, load


def test_a_notebook_has_the_cells_of_the_file_and_what_they_show():
    lesson = lessons()[0]
    read = json.loads(notebook(lesson, misread()))
    assert (read["nbformat"], read["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in read["cells"]}) == len(read["cells"])
    first, *cells = read["cells"]
    assert "pip install" in first["source"]
    prose = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
    assert prose == [block.text for block in load(lesson.path, misread()) if isinstance(block, Prose)]
    for cell in read["cells"]:
        if cell["cell_type"] == "code":
            assert bool(cell["outputs"]) == ("show(" in cell["source"])
            assert all("<" in output["data"]["text/html"] for output in cell["outputs"])
