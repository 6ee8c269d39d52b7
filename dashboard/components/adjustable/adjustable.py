"""A number in a sentence that is dragged, as a Streamlit component: all its readings go in, and nothing comes out."""

import base64
import hashlib
import json

from dashboard.components.modules import component
from dashboard.shared.palette import QUANTITIES, shades
from lessons.notes.mathml import mathml
from lessons.page.adjustable import Adjustable, Reading
from lessons.page.drawn import Picture
from lessons.page.pictures import png, spot, svg
from lessons.page.stop import spans

PARTS = ("adjustable/adjustable",)

_adjustable = component(*PARTS)


def packet(block: Adjustable, dark: bool) -> dict:
    """What the browser shows: for each value the spans of the sentence, MathML, marks on the plot, and pictures."""
    data = {
        "name": block.name,
        "start": block.start,
        "readings": [_reading(block, one, dark) for one in block.readings],
        "plot": svg(block.plot, shades(dark)) if block.plot else "",
        "caption": block.plot.caption if block.plot else "",
        "colours": QUANTITIES,
    }
    return data | {"id": hashlib.blake2b(json.dumps(data).encode(), digest_size=8).hexdigest()}


def _reading(block: Adjustable, one: Reading, dark: bool) -> dict:
    return {
        "says": spans(one.says),
        "formula": mathml(one.formula.tex, display=True),
        "marks": [(*spot(block.plot, x, y), word) for x, y, word in one.marks] if block.plot else [],
        "pictures": [{"src": _source(picture, dark), "caption": picture.caption} for picture in one.pictures],
    }


def _source(picture: Picture, dark: bool) -> str:
    return f"data:image/png;base64,{base64.b64encode(png(picture, shades(dark))).decode()}"


def adjustable(data: dict, key: str) -> None:
    """Draw it."""
    _adjustable(key=key, data=data)
