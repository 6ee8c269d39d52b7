"""What is printed stays on the paper."""

import io

import numpy as np
import typst as compiler
from PIL import Image
from sympy import IndexedBase

from lessons.engine.chain.derivation import Step
from lessons.engine.twins.definitions import i, j
from lessons.notes import html, pdf
from lessons.notes.chapters import exercise_chapters
from lessons.notes.volume import Chapter, Volume
from lessons.page.blocks import Formula, Picture, Table
from lessons.page.example import misread
from lessons.page.reader import lessons


def pages(volume, folder):
    """Each page of the PDF as an array of grey, one dot a point."""
    for name, content in pdf.document(volume).items():
        (folder / name).write_bytes(content)
    printed = compiler.compile(folder / "main.typ", format="png", ppi=72)
    return [
        np.asarray(Image.open(io.BytesIO(page)).convert("L"))
        for page in (printed if isinstance(printed, list) else [printed])
    ]


MARGIN = 60  # points: a little less than the 2.3 cm of the page


def test_no_line_of_a_lesson_leaves_the_page(volume, tmp_path):
    printed = pages(volume, tmp_path)
    assert len(printed) > 2 * len(volume.chapters) - 2
    for number, page in enumerate(printed, 1):
        assert page[:, :MARGIN].min() == 255, f"page {number}, left"
        assert page[:, -MARGIN:].min() == 255, f"page {number}, right"


def test_a_line_that_is_too_long_is_set_smaller(tmp_path):
    digit = misread()
    short = digit.equation("dz3")
    many = sum(IndexedBase(f"W{k}")[i, j] for k in range(1, 30))
    long = Formula(short.lhs, (Step(1 / many), Step(2 / many)), short.proof)
    volume = Volume("Long", (Chapter("", "", (long,)),), {}, digit.context)
    for page in pages(volume, tmp_path):
        assert page[:, -MARGIN:].min() == 255


def test_the_file_itself_is_written(tmp_path):
    volume = Volume("One", (Chapter("", "", (misread().equation("z1"),)),), {}, misread().context)
    pdf.write_pdf(volume, tmp_path / "one.pdf")
    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF")


def test_equations_figures_and_tables_are_numbered_by_chapter():
    digit = misread()
    one = (
        digit.equation("z1"),
        digit.equation("p"),
        Picture(digit.pixels, "A digit."),
        Table(("a",), (("1",),), "One."),
    )
    volume = Volume(
        "Two", (Chapter("a", "A", one), Chapter("b", "7 B", one)), {}, digit.context, facts=("Of digit 8.",)
    )
    source = pdf.document(volume)["main.typ"].decode()
    for label in (
        "[(1.1)]",
        "[(1.2)]",
        "[(7.1)]",
        "[(7.2)]",
        "#strong[Figure 7.1] A digit.",
        "#strong[Table 1.1] One.",
    ):
        assert source.count(label) == 1, label
    assert "[Of digit 8.]" in source
    assert "Of digit 8." in html.page(volume)


def test_a_sheet_has_a_line_for_a_name_and_room_under_each_question(tmp_path):
    asked, _ = exercise_chapters(lessons()[0], misread())
    volume = Volume("Sheet", (asked,), {}, misread().context)
    source = pdf.document(volume)["main.typ"].decode()
    assert "#named" in source
    printed, questions = html.page(volume), len(asked.blocks) - 1
    assert source.count("#to_fill(") == questions == printed.count('class="room"') + printed.count('class="ticked"')
    assert source.count("#to_fill(0.6cm)") == printed.count('class="ticked"') == 2  # a line to name, a box to tick
    for page in pages(volume, tmp_path):
        assert page[:, -MARGIN:].min() == 255
