"""A colour stands in the palette and nowhere else; what cannot read it is compared with it."""

import re
import tomllib
from pathlib import Path

import pytest

import dashboard
from dashboard.shared import palette
from dashboard.shared.palette import FAINT, INK, PAPER, VALUE, Colour, shades

HOUSE = Path(dashboard.__file__).parent
HEX = re.compile(r"#[0-9a-fA-F]{6}\b")


def test_no_python_file_but_the_palette_spells_a_colour():
    spelled = {
        path.relative_to(HOUSE).as_posix() for path in HOUSE.rglob("*.py") if HEX.search(path.read_text("utf-8"))
    }
    assert spelled == {"shared/palette.py"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_streamlits_theme_has_the_palettes_ink_and_paper(theme):
    said = tomllib.loads((HOUSE / ".streamlit/config.toml").read_text("utf-8"))["theme"][theme]
    dark = theme == "dark"
    assert said["textColor"] == INK.on(dark)
    assert said["backgroundColor"] == PAPER.on(dark)
    assert said["linkColor"] == VALUE.on(dark)


def test_the_style_of_lessons_has_the_palettes_ink_on_paper():
    style = (HOUSE / "views/lessons/lessons.css").read_text("utf-8")
    assert set(HEX.findall(style)) == {INK.light, PAPER.light}


def contrast(one: str, other: str) -> float:
    """That of WCAG 2.1 between two colours."""

    def luminance(colour: str) -> float:
        shares = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        r, g, b = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", [name for name, colour in vars(palette).items() if isinstance(colour, Colour)])
def test_every_colour_but_paper_can_be_read_on_paper(name):
    colour = getattr(palette, name)
    if colour is PAPER:
        return
    for dark in (False, True):
        assert contrast(colour.on(dark), PAPER.on(dark)) >= 5.99
        assert not colour.both or contrast(colour.both, PAPER.on(dark)) >= (3 if colour is FAINT else 4)


def test_lessons_have_every_shade_of_their_theme():
    assert shades(dark=False)["ink"] == INK.light
    assert shades(dark=True)["tint"] == FAINT.dark + "26"
