"""Lessons as a PDF, set by Typst, which brings its fonts with it."""

import re
import tempfile
from collections import Counter
from importlib.resources import files
from itertools import count, groupby
from pathlib import Path

from lessons.engine.forms import letters
from lessons.notes.markdown import cells, parts, spans
from lessons.notes.typeset import typst
from lessons.notes.volume import Volume, said_below, said_of_all, to_tick
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
from lessons.page.glossary import GLOSSARY, terms
from lessons.page.pictures import png, svg
from lessons.page.stop import Stage, Stop, as_markdown

STYLE = files("lessons.notes").joinpath("page.typ").read_text(encoding="utf-8")


def write_pdf(volume: Volume, path: Path) -> None:
    """Print the volume."""
    import typst as compiler  # here, because it is large, and few who read lessons print them

    with tempfile.TemporaryDirectory() as folder:
        for name, content in document(volume).items():
            (Path(folder) / name).write_bytes(content)
        compiler.compile(Path(folder) / "main.typ", output=path)


def document(volume: Volume) -> dict[str, bytes]:
    """The files that Typst makes the PDF from: `main.typ`, and its pictures."""
    return _Writer(volume).files()


class _Writer:
    """Writes Typst, and keeps the pictures that it refers to."""

    def __init__(self, volume: Volume):
        self.volume = volume
        self.pictures: dict[str, bytes] = {}
        self.numbers = count(1)
        self.asked = count(1)
        self.chapter: int | str = 0
        self.counted: Counter[str] = Counter()
        self.met: set[str] = set()  # terms of the glossary that this chapter has used

    def files(self) -> dict[str, bytes]:
        facts = "".join(f"[{_text(fact)}], " for fact in self.volume.facts)
        body = [STYLE, f"#front([{_text(self.volume.title)}], ({facts}))"]
        for place, chapter in enumerate(self.volume.chapters, 1):
            number, _, _ = chapter.title.partition(" ")  # of the lesson, also where it is printed alone
            self.chapter, self.asked = number if number.isdigit() else place, count(1)
            self.counted, self.met = Counter(), set()
            first_or_sheet = place == 1 or chapter.to_fill
            body.append("#pagebreak(weak: true)" if first_or_sheet else "#chapter")
            if chapter.to_fill:
                title, *questions = chapter.blocks
                body += [
                    self.block(title),
                    "#named",
                    *(f"#to_fill({_room(one)})[{self.block(one)}]" for one in questions),
                ]
                continue
            for _, group in groupby(chapter.blocks, lambda block: isinstance(block, Picture)):
                blocks = list(group)
                pictures = [self.picture(block) for block in blocks if isinstance(block, Picture)]
                body += [f"#side_by_side({', '.join(pictures)},)"] if pictures else map(self.block, blocks)
            body.append(_checked(said_of_all(chapter.blocks)))
        words = "\n".join(
            f"/ {_text(term)}: {_text(meaning)} #pages_of({_string(term)})" for term, meaning in GLOSSARY.items()
        )
        cited = "\n".join(f"+ {_line(source)}" for source in self.volume.references.listed)
        body += [
            *(("#chapter", "= References", cited) if cited else ()),
            "#chapter",
            "= Letters",
            _markdown(letters.table()),
            "#chapter",
            "= Words",
            words,
        ]
        return {"main.typ": "\n\n".join(body).encode(), **self.pictures}

    def block(self, block: Block) -> str:
        match block:
            case Prose(text):
                return self.marked(_markdown(self.volume.references.numbered(text)), text)
            case Stop():
                return _markdown(as_markdown(block))
            case Stage(caption=caption):
                return _markdown(caption)
            case Formula() | Arrays():
                return self.formula(block)
            case Code():
                return "\n\n".join(
                    f"{_raw(text, 'python')}\n\n#soft[{_text(where)}]" for text, where in block.excerpts()
                )
            case Table():
                rows = [block.heads(self.volume.colours), *map(list, block.rows)]
                return f"#captioned({_table(rows, block.right())}, [{self.caption('Table', block.caption)}])"
            case Picture():
                return f"#side_by_side({self.picture(block)},)"
            case Plot(caption=caption):
                name = self.keep(svg(block, self.volume.in_pictures).encode(), "svg")
                return f'#captioned(image("{name}", width: 12cm), [{self.caption("Figure", caption)}])'
            case Check():
                return _checked(f"✓ {block.said}")
            case Touch(still=still):
                return self.block(still)
            case Adjustable(still=(words, pictures)):
                return "\n\n".join([_markdown(words), *map(self.block, pictures), self.block(block.check)])
            case Link(label, page, query):
                address = self.volume.address(page, query)
                shown = _address(address)
                there = f"#link({_string(address)})[{shown}]" if self.volume.host else shown
                return f"#soft[In the dashboard: {_text(label)}, {there}]"
            case Question(exercise):
                return "\n\n".join(
                    f"#question[{_markdown(text)}]" for text in self.volume.questions([exercise], self.asked)
                )
        raise TypeError(type(block))

    def label(self, kind: str) -> str:
        """Figure 3.2, or (3.2) of an equation: the chapter, and its place among those of its kind."""
        self.counted[kind] += 1
        return f"{kind} {self.chapter}.{self.counted[kind]}".strip()

    def caption(self, kind: str, text: str) -> str:
        return f"#strong[{self.label(kind)}] {_line(text)}"

    def picture(self, picture: Picture) -> str:
        name = self.keep(png(picture, self.volume.in_pictures), "png")
        return f'captioned(image("{name}", width: 3.4cm), [{self.caption("Figure", picture.caption)}])'

    def keep(self, content: bytes, kind: str) -> str:
        name = f"picture{next(self.numbers)}.{kind}"
        self.pictures[name] = content
        return name

    def formula(self, block: Formula | Arrays) -> str:
        rows = []
        lines = block.lines(self.volume.colours)
        for line in lines:
            left = f"$display({typst(line.left)})$" if line.left else ""
            why = _line(line.reason) if line.reason != "definition" else ""
            rows.append(f"([{left}], [$display(= {typst(line.right)})$], [{why}])")
        return f"#derivation([({self.label('')})], {', '.join(rows)},)\n\n{_checked(said_below(block))}"

    def marked(self, out: str, text: str) -> str:
        """What was set, behind a mark for each term of the glossary that it is the first in its chapter to use."""
        found = (term for _, term in terms(text, self.met) if term)
        return "".join(f"#used({_string(term)})" for term in found) + ("\n\n" if self.met else "") + out


def _checked(said: str) -> str:
    return f"#checked[{_line(said)}]" if said else ""


def _room(question: Block) -> str:
    """How much paper an answer takes."""
    return "0.6cm" if isinstance(question, Prose) and to_tick(question.text) else "3.2cm"


def _markdown(text: str) -> str:
    out = []
    for part in parts(text):
        match part.kind:
            case "heading":
                out.append(f"{'=' * part.level} {_line(part.text)}")
            case "item" if part.text.startswith("☐"):  # to be ticked
                out.append(f"#pad(left: 1em)[{_line(part.text)}]")
            case "item":
                out.append(f"- {_line(part.text)}")
            case "number":
                out.append(f"+ {_line(part.text)}")
            case "code":
                out.append(_raw(part.text, "python"))
            case "table":
                out.append("#" + _table(cells(part.text)))
            case _:
                out.append(_line(part.text))
    return "\n\n".join(out)


def _line(text: str) -> str:
    out = ""
    for span in spans(text):
        match span.kind:
            case "math":
                out += f"${typst(span.text)}$"
            case "display":
                out += f"\n$ {typst(span.text)} $\n"
            case "code":
                out += _raw(span.text)
            case "strong":
                out += f"#strong[{_line(span.text)}]"
            case "emphasis":
                out += f"#emph[{_line(span.text)}]"
            case "link":
                out += f"{_line(span.text)} ({_text(span.address)})"
            case _:
                out += _text(span.text)
    return out


def _text(text: str) -> str:
    """Text in which no sign means anything to Typst."""
    return re.sub(r"([\\#*_`$\[\]<>@~=/+-])", r"\\\1", text)


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _raw(code: str, language: str = "") -> str:
    quoted = _string(code)
    return f'#raw({quoted}, lang: "{language}", block: true)' if language else f"#raw({quoted})"


def _address(address: str) -> str:
    """An address in small type that may be broken after each of its parts."""
    pieces = re.split(r"(?<=[&=?/~,])|(?=%)", address)
    return "#address[" + "\u200b".join(map(_text, pieces)) + "]"


def _table(rows, right=()) -> str:
    body = ", ".join(f"[{_line(cell)}]" for row in rows for cell in row)
    sides = ", ".join("right" if at_right else "left" for at_right in right or [False] * len(rows[0]))
    return f"numbers(({sides},), {body})"
