"""Blocks of a lesson as Markdown for one Streamlit element: KaTeX sets the formulas, CSS lays them out.

One element for a whole stretch of a lesson is quick; an element a line is not.
"""

import base64
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from dashboard.shared.palette import shades
from lessons.page.blocks import Arrays, Block, Check, Code, Formula, Picture, Plot, Prose, Table
from lessons.page.glossary import GLOSSARY, terms
from lessons.page.pictures import png, svg

# arrives with what it styles
STYLE = f"<style>{Path(__file__).with_name('lessons.css').read_text(encoding='utf-8')}</style>"

EQUATION = re.compile(r"[A-Za-z]+\d*")  # its name in core

TOGETHER = Prose | Formula | Arrays | Code | Table | Picture | Plot | Check  # what needs no element of its own


def markup(blocks: list[Block], dark: bool, met: set[str]) -> str:
    """Blocks one after another; `met` are the terms that the reader has had explained, and grows."""
    parts, k = [], 0
    while k < len(blocks):
        pictures = []
        while k < len(blocks) and isinstance(picture := blocks[k], Picture):
            pictures.append(_picture(picture, dark))
            k += 1
        if pictures:
            parts.append(f'<div class="lesson-pictures">{"".join(pictures)}</div>')
        else:
            parts.append(_block(blocks[k], dark, met))
            k += 1
    return '<div class="lesson">\n\n' + "\n\n".join(parts) + "\n\n</div>"


def _block(block: Block, dark: bool, met: set[str]) -> str:
    match block:
        case Prose(text):
            return explained(text, met)
        case Formula() | Arrays():
            return _formula(block, dark, _anchor(block, met))
        case Code():
            return _cell(
                "lesson-code",
                "\n\n".join(f"```python\n{text}\n```\n\n{_caption(where)}" for text, where in block.excerpts()),
            )
        case Table():
            return _table(block, dark)
        case Plot(caption=caption):
            image = base64.b64encode(svg(block, shades(dark)).encode()).decode()
            return _figure(
                f'<img class="plot" alt="{escape(caption)}" src="data:image/svg+xml;base64,{image}">', caption
            )
        case Check():
            return _note(block.said)
    raise TypeError(type(block))


def result(blocks: Iterable[Block]) -> Formula | None:
    """The last thing that a lesson derives, without the way to it."""
    derived = [block for block in blocks if isinstance(block, Formula) and len(block.steps) > 1]
    return derived[-1].result() if derived else None


def one_line(formula: Formula, dark: bool) -> str:
    (line,) = formula.lines(shades(dark))
    return rf"$$\displaystyle {line.left} = {line.right}$$"


def explained(text: str, met: set[str]) -> str:
    """Prose in which each term of the glossary explains itself where it first stands, by pointer or by keyboard."""
    return "".join(word if term is None else _term(word, term) for word, term in terms(text, met))


def _term(word, term):
    name = "term-" + "".join(c if c.isalnum() else "-" for c in term)
    tip = f'<span class="tip" role="tooltip" id="{name}">{escape(GLOSSARY[term])}</span>'
    return f'<span class="term" tabindex="0" role="note" aria-describedby="{name}">{word}{tip}</span>'


def _anchor(block: Formula | Arrays, met: set[str]) -> str:
    """Where a link leads that names an equation: to the first place at which the lesson has it."""
    anchor = f"eq-{block.proof.name}"
    if anchor in met or not EQUATION.fullmatch(block.proof.name):
        return ""
    met.add(anchor)
    return anchor


def _formula(block: Formula | Arrays, dark: bool, anchor: str) -> str:
    lines = block.lines(shades(dark))
    reasons = any(line.reason not in ("", "definition") for line in lines)
    rows = []
    for line in lines:
        rows.append(
            _cell("left" if line.left else "left empty", rf"$$\displaystyle {line.left}$$" if line.left else "")
        )
        rows.append(_cell("right", rf"$$=\displaystyle {line.right}$$"))
        if reasons:
            rows.append(_cell("why", line.reason))
    kind = "lesson-formula" if reasons else "lesson-formula bare"
    what = "A derivation" if len(lines) > 1 else "An equation"
    return scrolling(kind, what, "\n\n".join(rows), anchor) + f"\n\n{_note(block.said)}"


def scrolling(kind: str, label: str, inside: str, anchor: str = "") -> str:
    """A box that scrolls sideways by itself, by keyboard too, where its content is wider than the page."""
    own = f' id="{anchor}"' if anchor else ""
    return f'<div class="{kind}"{own} role="group" tabindex="0" aria-label="{label}">\n\n{inside}\n\n</div>'


def _cell(kind, text):
    return f'<div class="{kind}">\n\n{text}\n\n</div>'


def _note(text: str) -> str:
    return f'<p class="lesson-check"><span aria-hidden="true">✓</span> {text}</p>'


def _table(table: Table, dark: bool) -> str:
    rows = [table.heads(shades(dark)), ["---:" if right else "---" for right in table.right()], *table.rows]
    body = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return scrolling("lesson-table", "A table", body) + f"\n\n{_caption(table.caption)}"


def _picture(picture: Picture, dark: bool) -> str:
    image = base64.b64encode(png(picture, shades(dark))).decode()
    return _figure(f'<img alt="{escape(picture.caption)}" src="data:image/png;base64,{image}">', picture.caption)


def _figure(image: str, caption: str) -> str:
    return (
        f'<figure class="lesson-figure">{image}<figcaption '
        f'class="lesson-caption">{escape(caption)}</figcaption></figure>'
    )


def _caption(text: str) -> str:
    return f'<p class="lesson-caption">{escape(text)}</p>'
