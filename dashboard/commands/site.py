"""`chainrule site` writes the whole course as plain files: for any web space, a stick, or a learning platform."""

import argparse
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from dashboard.commands.options import path

WALKS = {"walk.html": "", "convolution.html": "1x28x28-conv6x5x5p2-relu-maxpool2-flatten-32-relu-10"}
POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline' data:; "
    "style-src 'unsafe-inline'; img-src data: blob:\">"
)
INDEX = """<h1>How does a network learn to read a handwritten digit?</h1>
<p>Begin with <a href="walk.html">the walk</a>: a 4 that the network reads as a 9, from its answer back to its pixels.
Another leads through <a href="convolution.html">a network of convolutions that has learned nothing yet</a>. The
lessons derive each step and prove it; here are their <a href="letters.html">letters and words</a>.</p>
<p><label for="find">Find a lesson</label> <input id="find" type="search" autocomplete="off">
<span id="found" role="status"></span></p>
<ol>{rows}</ol>"""
BACK = '<nav aria-label="Lessons"><a href="index.html">All lessons</a></nav>'
MORE = """
.live { display: block; margin: 1.2rem 0; }
.course { display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between; margin: 2rem 0; }
details { margin: 0.6rem 0; } summary { cursor: pointer; }
input { font: inherit; padding: 0.3rem 0.6rem; width: min(24rem, 100%); box-sizing: border-box; }
"""


def site(chosen: argparse.Namespace) -> int:
    """Write the course into a folder, and say how large it is."""
    folder = chosen.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ValueError(f"{folder} is not an empty folder: name one that is empty, or that is not there yet.")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages():
        (folder / name).write_text(text, encoding="utf-8")
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"{folder} holds the course: open index.html. {len(list(folder.iterdir()))} files, {size / 1e6:.1f} MB.")
    return 0


def pages(only: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Each file's name, and what is in it; of the lessons all, or only some."""
    from dashboard.data.lesson_digit import example, mistake
    from dashboard.views.step.save import moment_of, page_of
    from dashboard.views.step.subject import fresh, shipped
    from dashboard.views.step.told import DIGIT
    from lessons.notes.chapters import lesson_chapter
    from lessons.notes.html import document, reference
    from lessons.notes.volume import Volume
    from lessons.page.reader import lessons

    digit = example(mistake())
    chapters = [lesson_chapter(lesson, digit) for lesson in lessons() if not only or lesson.slug in only]
    yield "index.html", _index(chapters, digit)
    yield "letters.html", _with(document(Volume("Letters and words", (), {}, digit.context), BACK + reference()))
    for name, network in WALKS.items():
        subject = fresh(network, 0) if network else shipped()
        yield name, page_of(moment_of(subject, DIGIT))
    for k, chapter in enumerate(chapters):
        yield f"{chapter.name}.html", _lesson(chapters, k, digit)


def _lesson(chapters: Sequence[Any], k: int, digit) -> str:
    """A lesson whose stages move and whose numbers can be dragged, between the one before and the one after it."""
    from dashboard.components.adjustable import adjustable
    from dashboard.components.saved.saved import components, scripts
    from dashboard.components.walk import walk
    from dashboard.shared.palette import shades
    from lessons.notes.html import document, written
    from lessons.notes.volume import Volume

    alive = Alive(digit)
    chapter = chapters[k]
    volume = Volume(chapter.title, (chapter,), shades(dark=False), digit.context, shades(dark=True), alive)
    around = [_link(chapters, k - 1, "← "), '<a href="index.html">All lessons</a>', _link(chapters, k + 1, "", " →")]
    nav = f'<nav class="course" aria-label="Lessons">{"".join(around)}</nav>'
    content = {"components": components(walk=walk.PARTS, adjustable=adjustable.PARTS), "moving": alive.moving}
    text = document(volume, written(chapter, volume) + nav)
    moving = scripts(content, "saved/lesson.js") if alive.moving else ""
    return _with(text, moving)


def _with(text: str, more: str = "") -> str:
    """A document as a page of the course."""
    from dashboard.components.saved.saved import theme

    text = text.replace("<head>", f"<head>{POLICY}", 1).replace("</style>", f"{MORE}{theme()}</style>", 1)
    return text.replace("</main>", f"</main>{more}", 1)


def _link(chapters, k: int, before: str = "", after: str = "") -> str:
    if not 0 <= k < len(chapters):
        return "<span></span>"
    return f'<a href="{chapters[k].name}.html">{before}{escape(chapters[k].title)}{after}</a>'


class Alive:
    """What moves in a lesson, in the order in which it stands there; exercises have their answer folded away."""

    def __init__(self, digit):
        self.digit = digit
        self.moving: list[dict[str, Any]] = []

    def __call__(self, block) -> str:
        from dashboard.components.adjustable.adjustable import packet as readings_of
        from dashboard.components.walk.walk import packet
        from lessons.exercises import sheet
        from lessons.notes.html import fragment
        from lessons.page.blocks import Adjustable, Link, Prose, Question
        from lessons.page.stop import Stage

        match block:
            case Stage(stop, story=story):
                data = packet(story, [stop], {})
                return self._place("walk", {**data, "start": "", "alone": True})
            case Adjustable():
                return self._place("adjustable", readings_of(block, dark=False)) + fragment([block.check])
            case Link():
                return "<!-- in the dashboard -->"
            case Question(exercise):
                asked = sheet([exercise], self.digit.context)
                texts = [fragment([Prose(text[0].replace("**1.** ", "", 1))]) for text in asked if text]
                if len(texts) < 2:
                    return "<!-- cannot be asked of this network -->"
                return (
                    f'<div class="question">{texts[0]}<details><summary>The answer</summary>{texts[1]}</details></div>'
                )
        return ""

    def _place(self, kind: str, data: dict) -> str:
        self.moving.append({"kind": kind, "data": data})
        return f'<div class="live" data-moving="{len(self.moving) - 1}"></div>'


def _index(chapters, digit) -> str:
    """The first page: where to begin, all lessons, and a field that finds one."""
    from dashboard.components.saved.saved import scripts
    from lessons.notes.html import document
    from lessons.notes.volume import Volume
    from lessons.page.blocks import Prose

    rows = []
    for chapter in chapters:
        texts = [block.text for block in chapter.blocks if isinstance(block, Prose)]
        question = " ".join(texts[0].split("\n\n")[1].split())
        rows.append(
            f'<li data-words="{escape(" ".join(texts).lower())}"><a href="{chapter.name}.html">'
            f"{escape(chapter.title)}</a><br>{escape(question)}</li>"
        )
    volume = Volume("Chainrule", (), {}, digit.context)
    return _with(document(volume, INDEX.format(rows="".join(rows))), scripts({}, "saved/site.js"))


def add(commands) -> None:
    parser = commands.add_parser("site", help="write the whole course as plain files that need no server")
    parser.add_argument("folder", type=path, metavar="FOLDER", help="an empty folder, or one to be made")
    parser.set_defaults(do=site)
