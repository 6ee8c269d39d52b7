"""The Markdown that lessons are written in, as a tree from which paper is printed.

It is a small part of the language: headings, paragraphs, lists, code, tables, and within a line strong and
emphasised words, code, links and mathematics.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a line. `kind` is "text", "strong", "emphasis", "code", "link", "math" or "display"."""

    kind: str
    text: str
    address: str = ""  # of a link


class Part(NamedTuple):
    """A part of the text. `kind` is "heading", "paragraph", "item", "number", "table" or "code"."""

    kind: str
    text: str
    level: int = 0  # of a heading


SPAN = re.compile(
    r"\$\$(?P<display>.+?)\$\$|\$(?P<math>[^$]+)\$|`(?P<code>[^`]+)`|\*\*(?P<strong>.+?)\*\*|\*(?P<emphasis>[^*\s][^*]*)\*"
    r"|\[(?P<link>[^\]]+)\]\((?P<address>[^)]+)\)",
    re.DOTALL,
)
MARKER = re.compile(r"(?:(?P<heading>#{1,4})|(?P<item>-)|(?P<number>\d+\.))\s+")


def spans(line: str) -> Iterator[Span]:
    """A line in its stretches."""
    at = 0
    for match in SPAN.finditer(line):
        if match.start() > at:
            yield Span("text", line[at : match.start()])
        kind = "link" if match["link"] else str(match.lastgroup)
        yield Span(kind, match[kind], match["address"] or "")
        at = match.end()
    if at < len(line):
        yield Span("text", line[at:])


def parts(text: str) -> Iterator[Part]:
    """A text in its parts, from top to bottom."""
    kind: str = ""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        fence = line.startswith("```")
        if kind == "code" and not fence:
            lines.append(line)
            continue
        closes = kind == "code"
        match = MARKER.match(line)
        begins = "code" if fence else "table" if line.startswith("|") else str(match.lastgroup) if match else ""
        if lines and (not line.strip() or (begins and not begins == kind == "table")):
            yield Part(kind, "\n".join(lines) if kind in ("code", "table") else " ".join(lines))
            kind, lines = "", []
        if closes:
            kind = ""
        elif begins == "heading" and match:
            yield Part("heading", line[match.end() :], len(match["heading"]))
        elif fence:
            kind = "code"
        elif line.strip():
            kind = begins or kind or "paragraph"
            lines.append(line[match.end() :] if match else line.strip())


def cells(table: str) -> list[list[str]]:
    """The rows of a table, its line of dashes left out."""
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()]
    return [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
