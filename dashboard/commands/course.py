"""The whole course as pages that need no server, each in a file: the walks, the lessons, their letters."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from dashboard.components.adjustable import adjustable
from dashboard.components.saved.saved import POLICY, components, scripts, theme
from dashboard.components.walk import walk
from dashboard.data.lesson_digit import example, mistake
from dashboard.shared.palette import shades
from dashboard.views.step.save import moment_of, page_of
from dashboard.views.step.subject import fresh, shipped
from dashboard.views.step.told import DIGIT
from lessons.exercises import sheet
from lessons.notes.chapters import lesson_chapter
from lessons.notes.html import document, fragment, reference, written
from lessons.notes.volume import Chapter, Volume
from lessons.page.blocks import Adjustable, Link, Prose, Question
from lessons.page.example import Example
from lessons.page.reader import lessons
from lessons.page.stop import Stage

WALKS = {"walk.html": "", "convolution.html": "1x28x28-conv6x5x5p2-relu-maxpool2-flatten-32-relu-10"}
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


def pages(only: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Each file's name, and what is in it; of the lessons all, or only some."""
    digit = example(mistake())
    chapters = [lesson_chapter(lesson, digit) for lesson in lessons() if not only or lesson.slug in only]
    yield "index.html", _index(chapters, digit)
    yield "letters.html", _page(Volume("Letters and words", (), {}, digit.context), BACK + reference())
    for name, network in WALKS.items():
        subject = fresh(network, 0) if network else shipped()
        yield name, page_of(moment_of(subject, DIGIT))
    for k, chapter in enumerate(chapters):
        yield f"{chapter.name}.html", _lesson(chapters, k, digit)


def _page(volume: Volume, content: str, end: str = "") -> str:
    return document(volume, content, POLICY, MORE + theme(), end)


def _lesson(chapters: Sequence[Chapter], k: int, digit: Example) -> str:
    """A lesson whose stages move and whose numbers can be dragged, between the one before and the one after it."""
    alive = Alive(digit)
    chapter = chapters[k]
    volume = Volume(chapter.title, (chapter,), shades(dark=False), digit.context, shades(dark=True), alive=alive)
    around = [_link(chapters, k - 1, "← "), '<a href="index.html">All lessons</a>', _link(chapters, k + 1, "", " →")]
    nav = f'<nav class="course" aria-label="Lessons">{"".join(around)}</nav>'
    text = written(chapter, volume)  # which finds out what moves
    content = {"components": components(walk=walk.PARTS, adjustable=adjustable.PARTS), "moving": alive.moving}
    return _page(volume, text + nav, scripts(content, "saved/lesson.js") if alive.moving else "")


def _link(chapters, k: int, before: str = "", after: str = "") -> str:
    if not 0 <= k < len(chapters):
        return "<span></span>"
    return f'<a href="{chapters[k].name}.html">{before}{escape(chapters[k].title)}{after}</a>'


class Alive:
    """What moves in a lesson, in the order in which it stands there; exercises have their answer folded away."""

    def __init__(self, digit: Example):
        self.digit = digit
        self.moving: list[dict[str, Any]] = []

    def __call__(self, block) -> str:
        match block:
            case Stage(stop, story=story):
                data = walk.packet(story, [stop], {})
                return self._place("walk", {**data, "start": "", "alone": True})
            case Adjustable():
                return self._place("adjustable", adjustable.packet(block, dark=False)) + fragment([block.check])
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


def _index(chapters: Sequence[Chapter], digit: Example) -> str:
    """The first page: where to begin, all lessons, and a field that finds one."""
    rows = []
    for chapter in chapters:
        texts = [block.text for block in chapter.blocks if isinstance(block, Prose)]
        question = " ".join(texts[0].split("\n\n")[1].split())
        rows.append(
            f'<li data-words="{escape(" ".join(texts).lower())}"><a href="{chapter.name}.html">'
            f"{escape(chapter.title)}</a><br>{escape(question)}</li>"
        )
    volume = Volume("Chainrule", (), {}, digit.context)
    return _page(volume, INDEX.format(rows="".join(rows)), scripts({}, "saved/site.js"))
