"""What is printed is what is on screen: every formula is set, and nothing leaves the page."""

import io
import json
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
import typst as compiler
from PIL import Image
from sympy import IndexedBase

from lessons.engine.chain.derivation import Step
from lessons.engine.twins.definitions import i, j
from lessons.notes import html, pdf
from lessons.notes.chapters import exercise_chapters, lesson_chapter
from lessons.notes.markdown import Part, Span, cells, parts, spans
from lessons.notes.mathml import mathml
from lessons.notes.notebook import notebook
from lessons.notes.tex import TexError
from lessons.notes.typeset import typst
from lessons.notes.volume import Chapter, Volume
from lessons.page.blocks import Check, Code, Curve, Formula, Link, Picture, Plot, Prose, Table
from lessons.page.example import misread
from lessons.page.reader import lessons, load

COLOURS = dict.fromkeys(("value", "parameter", "gradient", "truth", "loss", "tint"), "#1f78c8")

FORMULAS = {
    r"W_{ij}^{(1)}": ("W i j ( 1 )", "W_(i j)^(( 1 ))"),
    r"\frac{1}{N} \sum_{n} \hat{\beta}": ("1 N ∑ n β ^", "frac(1, N) ∑_(n) hat(β)"),
    r"\textcolor{#123456}{p_{n'k'}}": ("p n ′ k ′", '#text(fill: rgb("#123456"))[$p_(n^(′) k^(′))$]'),
    r"\max\left(0, z\right)": ("max \u2061 ( 0 , z )", 'op("max") lr(( 0 \\, z ))'),
    r"\lim_{t \to \infty}": ("lim t → ∞", "lim_(t → ∞)"),
    r"\mathbf{1}[j{=}k]": ("1 [ j = k ]", "bold(1) [ j = k ]"),
    r"\text{each $e^z$ of it}": ("each  e z  of it", '"each " e^(z) " of it"'),
    r"\begin{cases} z & \text{if } z \\ 0 & \text{else} \end{cases}":
        ("{ z if  z 0 else", 'cases(z & "if " z, 0 & "else")'),
}  # fmt: skip


@pytest.mark.parametrize("tex", FORMULAS)
def test_a_formula_in_both_alphabets(tex):
    seen, source = FORMULAS[tex]
    assert " ".join(t for t in ET.fromstring(mathml(tex)).itertext()) == seen
    assert typst(tex) == source


@pytest.mark.parametrize("tex", [r"\tag{1}", r"\begin{array}{l}", r"\frac{1}", "{", "x}", r"\left(", "x_"])
def test_what_lessons_do_not_write_is_refused(tex):
    with pytest.raises(TexError):
        mathml(tex)


def test_markdown_in_its_parts():
    text = "# A\nb\nc\n\n- d\n  e\n- f\n1. g\n```python\nh  i\n```\n| j |\n|---|\n| k |"
    assert list(parts(text)) == [
        Part("heading", "A", 1),
        Part("paragraph", "b c"),
        Part("item", "d e"),
        Part("item", "f"),
        Part("number", "g"),
        Part("code", "h  i"),
        Part("table", "| j |\n|---|\n| k |"),
    ]
    assert cells("| j | l |\n|---|--:|\n| k | m |") == [["j", "l"], ["k", "m"]]


def test_a_line_in_its_stretches():
    found = list(spans("a **b $c$** *d* `e*` $f_i$ [g](h) $$k$$"))
    assert [s for s in found if s.text.strip()] == [
        Span("text", "a "),
        Span("strong", "b $c$"),
        Span("emphasis", "d"),
        Span("code", "e*"),
        Span("math", "f_i"),
        Span("link", "g", "h"),
        Span("display", "k"),
    ]


@pytest.fixture(scope="module")
def volume():
    digit = misread()
    chapters = [lesson_chapter(lesson, digit) for lesson in lessons()]
    chapters += exercise_chapters(lessons()[0], digit)
    return Volume("All", tuple(chapters), COLOURS, digit.context)


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
    long = Formula(short.lhs, (Step(1 / many, "many terms"), Step(2 / many, "twice as many")), short.proof)
    volume = Volume("Long", (Chapter("", "", (long,)),), {}, digit.context)
    for page in pages(volume, tmp_path):
        assert page[:, -MARGIN:].min() == 255


def test_the_page_needs_nothing_else(volume):
    text = html.page(volume)
    assert "<script" not in text
    assert not re.findall(r"""(?:src|href)=["'](?!#|data:|/)""", text)
    assert "url(" not in text
    formulas = re.findall(r"<math.*?</math>", text)
    assert len(formulas) > 50
    for formula in formulas:
        ET.fromstring(formula)
    for chapter in volume.chapters:
        assert f'<a href="#{chapter.name}">' in text
        assert f'<section id="{chapter.name}">' in text


def test_every_kind_of_block_is_printed():
    digit = misread()
    x = np.arange(1.0, 5)
    blocks = (
        Prose("# A *title*"),
        digit.equation("p"),
        digit.rows_and_columns("dz3"),
        digit.code("dW1"),
        Table(("a", digit.equation("p").lhs), (("word", "1.5"),), "The caption."),
        Picture(digit.pixels, "A picture."),
        Picture(digit.pixels - 0.5, "A signed one.", "gradient"),
        Plot((Curve("up", x, x**2), Curve("down", x, -x)), "x", "y", "A plot.", marks=((2.0, 4.0, "here"),)),
        Plot((Curve("up", x, 10**x),), "x", "y", "A logarithm.", log=True),
        Check("This and that", 0.0),
        Link("Step", "step", {"digit": "3", "step": "dz3"}),
    )
    volume = Volume("", (Chapter("all", "All", blocks),), {}, digit.context)
    page, source = html.page(volume), pdf.document(volume)["main.typ"].decode()
    for text in ("The caption.", "A signed one.", "A logarithm.", "This and that"):
        assert text in page
        assert text in source
    assert "/step?digit=3&amp;step=dz3" in page
    assert page.count("<svg") == 2
    assert page.count("data:image/png") == 2
    assert Code(()).excerpts() == []


def test_a_notebook_has_the_cells_of_the_file_and_what_they_show():
    lesson = lessons()[0]
    read = json.loads(notebook(lesson, misread()))
    assert (read["nbformat"], read["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in read["cells"]}) == len(read["cells"])
    prose = [cell["source"] for cell in read["cells"] if cell["cell_type"] == "markdown"]
    assert prose == [block.text for block in load(lesson.path, misread()) if isinstance(block, Prose)]
    for cell in read["cells"]:
        if cell["cell_type"] == "code":
            assert bool(cell["outputs"]) == ("show(" in cell["source"])
            assert all("<" in output["data"]["text/html"] for output in cell["outputs"])
