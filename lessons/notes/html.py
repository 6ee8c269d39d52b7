"""Lessons as one page of HTML that needs no network, no JavaScript and no other file."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import count, groupby

from lessons.engine.forms import letters
from lessons.notes.markdown import cells, parts, spans
from lessons.notes.mathml import mathml
from lessons.notes.volume import Chapter, Volume, said_below, said_of_all, to_tick
from lessons.page.blocks import (
    Adjustable,
    Arrays,
    Block,
    Check,
    Code,
    Formula,
    Link,
    Picture,
    Plot,
    Prose,
    Question,
    Table,
    Touch,
)
from lessons.page.example import this_digit
from lessons.page.glossary import GLOSSARY, terms
from lessons.page.pictures import png, svg
from lessons.page.proved import Colours
from lessons.page.stop import Stage, Stop, as_markdown

LONG = 50  # letters of LaTeX: a formula of so many, in a line of text, may be wider than a phone
STYLE = files("lessons.notes").joinpath("page.css").read_text(encoding="utf-8")


def page(volume: Volume) -> str:
    """The whole volume: contents, chapters, letters, words."""
    contents = "".join(f'<li><a href="#{chapter.name}">{escape(chapter.title)}</a></li>' for chapter in volume.chapters)
    chapters = "".join(
        f'<section id="{chapter.name}">{written(chapter, volume)}</section>' for chapter in volume.chapters
    )
    facts = "".join(f'<p class="check">{escape(fact)}</p>' for fact in volume.facts)
    nav = f'<nav aria-label="Contents"><ul>{contents}</ul></nav>'
    return document(volume, f"<h1>{escape(volume.title)}</h1>{facts}{nav}{chapters}{references(volume)}{reference()}")


def references(volume: Volume) -> str:
    """The sources that the volume cites, under their numbers; nothing where it cites none."""
    listed = "".join(f"<li>{inline(source)}</li>" for source in volume.references.listed)
    return f'<section id="references"><h2>References</h2><ol>{listed}</ol></section>' if listed else ""


def reference() -> str:
    """The letters and the words, each with what it stands for."""
    words = "".join(
        f'<dt id="{place_of_word(term)}">{term}</dt><dd>{escape(meaning)}</dd>' for term, meaning in GLOSSARY.items()
    )
    table = _markdown(letters.table())
    return (
        f'<section id="letters"><h1>Letters</h1>{table}</section>'
        f'<section id="words"><h1>Words</h1><dl>{words}</dl></section>'
    )


def place_of_word(term: str) -> str:
    """The place of a word of the glossary in a page."""
    return f"word-{term.lower().replace(' ', '-')}"


def document(volume: Volume, content: str, head: str = "", look: str = "", end: str = "") -> str:
    """A page around some content, in the colours of a volume; with more in its head, its look and at its end."""
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}<meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width, initial-scale=1">'
        f"<title>{escape(volume.title)}</title><style>{STYLE}{_shades(volume)}{look}</style></head>"
        f"<body><main>{content}</main>{end}</body></html>\n"
    )


def _shades(volume: Volume) -> str:
    """On a dark screen a formula's colour is the shade that its meaning has there; a style in the page outranks one
    of a sheet that is not marked as important."""
    rules = "".join(
        f'[style="color:{shade}"] {{ color: {volume.dark[role]} !important; }}\n'
        f'[style="background:{shade}"] {{ background: {volume.dark[role]} !important; }}\n'
        for role, shade in volume.colours.items()
        if role in volume.dark
    )
    return f"@media (prefers-color-scheme: dark) {{\n{rules}}}\n" if rules else ""


def fragment(blocks: Iterable[Block]) -> str:
    """Blocks without a page around them, as a notebook shows them."""
    chapter = Chapter("", "", tuple(blocks))
    return written(chapter, Volume("", (chapter,), {}, this_digit().context))


def written(chapter: Chapter, volume: Volume) -> str:
    """The blocks of a chapter, pictures that follow each other side by side."""
    met: set[str] = set()
    numbers = count(1)
    if chapter.to_fill:
        title, *questions = chapter.blocks
        room = "".join(
            f'<div class="{"ticked" if isinstance(one, Prose) and to_tick(one.text) else "room"}">'
            f"{_block(one, volume, met, numbers)}</div>"
            for one in questions
        )
        return f'{_block(title, volume, met, numbers)}<p class="name">Name:</p>{room}'
    parts = []
    for pictures, blocks in groupby(chapter.blocks, lambda block: isinstance(block, Picture)):
        drawn = "".join(_block(block, volume, met, numbers) for block in blocks)
        parts.append(f'<div class="pictures">{drawn}</div>' if pictures else drawn)
    return "".join([*parts, _checked(said_of_all(chapter.blocks))])


def _block(block: Block, volume: Volume, met: set[str], numbers: Iterator[int]) -> str:
    if volume.alive and (moving := volume.alive(block)):
        return moving
    match block:
        case Prose(text):
            return _markdown(volume.references.numbered(text), met)
        case Stop():
            return _markdown(as_markdown(block), met)
        case Stage(caption=caption):
            return _markdown(caption, met)
        case Formula() | Arrays():
            return formula(block, volume.colours)
        case Code():
            return "".join(_figure(_program(text), where) for text, where in block.excerpts())
        case Table(caption=caption):
            rows = [[inline(cell) for cell in row] for row in (block.heads(volume.colours), *block.rows)]
            return _figure(_table(rows, block.right()), caption)
        case Picture(caption=caption):
            image = base64.b64encode(png(block, volume.in_pictures)).decode()
            return _figure(f'<img alt="{escape(caption)}" src="data:image/png;base64,{image}">', caption)
        case Plot(caption=caption):
            return _figure(svg(block, volume.in_pictures), caption)
        case Check():
            return f'<p class="check">✓ {inline(block.said)}</p>'
        case Touch(still=still):
            return _block(still, volume, met, numbers)
        case Adjustable(still=(words, pictures)):
            drawn = "".join(_block(picture, volume, met, numbers) for picture in pictures)
            return f'{_markdown(words)}<div class="pictures">{drawn}</div>{_block(block.check, volume, met, numbers)}'
        case Link(label, where, query):
            address = escape(volume.address(where, query))
            there = f'<a href="{address}">{address}</a>' if volume.host else f"<code>{address}</code>"
            return f'<p class="link">In the dashboard: {escape(label)}, {there}</p>'
        case Question(exercise):
            return "".join(
                f'<div class="question">{_markdown(text)}</div>' for text in volume.questions([exercise], numbers)
            )
    raise TypeError(type(block))


def formula(block: Formula | Arrays, colours: Colours) -> str:
    """A derivation line by line, and what its witnesses said."""
    rows = []
    for line in block.lines(colours):
        left = mathml(line.left, display=True) if line.left else ""
        why = inline(line.reason) if line.reason != "definition" else ""
        rows.append(
            f'<div class="left">{left}</div><div>{mathml("= " + line.right, display=True)}</div><div '
            f'class="why">{why}</div>'
        )
    return f'<div class="formula" tabindex="0">{"".join(rows)}</div>{_checked(said_below(block))}'


def _checked(said: str) -> str:
    return f'<p class="check">{inline(said)}</p>' if said else ""


def _markdown(text: str, met: set[str] | None = None) -> str:
    """Prose; with `met`, terms of the glossary explain themselves where they are met first."""
    out, inside = "", ""
    for part in parts(text):
        around = {"item": "ul", "number": "ol"}.get(part.kind, "")
        if around != inside:
            out += (f"</{inside}>" if inside else "") + (f"<{around}>" if around else "")
            inside = around
        match part.kind:
            case "heading":
                out += f"<h{part.level}>{inline(part.text)}</h{part.level}>"
            case "item" | "number":
                ticked = ' class="tick"' if part.text.startswith("☐") else ""
                out += f"<li{ticked}>{inline(part.text, met)}</li>"
            case "code":
                out += _program(part.text)
            case "table":
                table = _table([[inline(cell) for cell in row] for row in cells(part.text)])
                out += f'<div class="scrolls" tabindex="0">{table}</div>'
            case _:
                out += f"<p>{inline(part.text, met)}</p>"
    return out + (f"</{inside}>" if inside else "")


def inline(text: str, met: set[str] | None = None) -> str:
    """One line of Markdown, as it stands within a line."""
    out = ""
    for span in spans(text):
        match span.kind:
            case "math":
                out += (
                    f'<span class="wide" tabindex="0">{mathml(span.text)}</span>'
                    if len(span.text) > LONG
                    else mathml(span.text)
                )
            case "display":
                out += f'<span class="display" tabindex="0">{mathml(span.text, display=True)}</span>'
            case "code":
                out += f"<code>{escape(span.text)}</code>"
            case "strong" | "emphasis":
                tag = {"strong": "strong", "emphasis": "em"}[span.kind]
                out += f"<{tag}>{inline(span.text, met)}</{tag}>"
            case "link":
                out += f'<a href="{escape(span.address)}">{inline(span.text)}</a>'
            case _:
                out += escape(span.text) if met is None else _explained(span.text, met)
    return out


def _program(text: str) -> str:
    return f'<pre tabindex="0"><code>{escape(text)}</code></pre>'


def _explained(text: str, met: set[str]) -> str:
    return "".join(
        escape(word) if term is None else f'<abbr tabindex="0" title="{escape(GLOSSARY[term])}">{escape(word)}</abbr>'
        for word, term in terms(text, met)
    )


def _figure(content: str, caption: str) -> str:
    return f"<figure>{content}<figcaption>{inline(caption)}</figcaption></figure>"


def _table(rows: Sequence[Sequence[str]], right: Sequence[bool] = ()) -> str:
    sides = [' class="right"' if at_right else "" for at_right in right or [False] * len(rows[0])]

    def line(tag, row):
        return f"<tr>{''.join(f'<{tag}{side}>{cell}</{tag}>' for cell, side in zip(row, sides, strict=True))}</tr>"

    head, *body = rows
    return f"<table><thead>{line('th', head)}</thead><tbody>{''.join(line('td', row) for row in body)}</tbody></table>"
