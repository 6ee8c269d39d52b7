"""A formula as MathML holds the signs of its LaTeX, each in its place."""

import xml.etree.ElementTree as ET

import pytest

from lessons.notes.mathml import mathml
from tests.lessons.notes.formulas import FORMULAS


@pytest.mark.parametrize("tex", FORMULAS)
def test_a_formula_in_its_signs(tex):
    seen, _ = FORMULAS[tex]
    assert " ".join(t for t in ET.fromstring(mathml(tex)).itertext()) == seen


def test_fractions_scripts_and_roots_have_elements_of_their_own():
    assert mathml(r"\frac{a}{b}") == "<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>"
    assert mathml("x_i^2") == "<math><msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup></math>"
    assert "<munder>" in mathml(r"\sum_{n} x")
    assert mathml("x", display=True).startswith('<math displaystyle="true">')
