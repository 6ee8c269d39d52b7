"""What is printed is what is on screen: every formula is set, and nothing leaves the page."""

import re
import xml.etree.ElementTree as ET

import numpy as np

from lessons.notes import html, pdf
from lessons.notes.volume import Chapter, Volume
from lessons.page.blocks import Check, Code, Curve, Link, Picture, Plot, Prose, Table
from lessons.page.example import misread


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


def test_on_a_dark_screen_a_formula_has_the_shades_of_dark():
    digit = misread()
    chapter = Chapter("all", "1 All", (digit.equation("p"),))
    light, dark = {"value": "#111111", "tint": "#22222226"}, {"value": "#eeeeee", "tint": "#dddddd26"}
    page = html.page(Volume("", (chapter,), light, digit.context, dark))
    assert 'style="color:#111111"' in page
    assert '[style="color:#111111"] { color: #eeeeee !important; }' in page
    assert "!important" not in html.page(Volume("", (chapter,), light, digit.context))


def test_the_contents_number_a_chapter_once():
    page = html.page(Volume("", (Chapter("all", "1 All", ()),), {}, misread().context))
    assert '<ul><li><a href="#all">1 All</a></li></ul>' in page
