"""The whole course as pages that need no server, each in a file: the walks, the lessons, their letters."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from dashboard.commands.asked import asked
from dashboard.commands.found import found, proof_place, row
from dashboard.commands.proved import PROOFS_PAGE, proved
from dashboard.components.adjustable import adjustable
from dashboard.components.exercise import answer_field, progress
from dashboard.components.flow import flow
from dashboard.components.modules import FOLDER
from dashboard.components.saved.saved import POLICY, components, scripts, theme
from dashboard.components.walk import walk
from dashboard.data.lesson_digit import example, mistake
from dashboard.shared.palette import LOSS, TRUTH, colours, shades
from dashboard.views.step.save import moment_of, page_of
from dashboard.views.step.subject import fresh, shipped
from dashboard.views.step.told import DIGIT
from lessons.notes.chapters import lesson_chapter
from lessons.notes.html import document, formula, fragment, reference, references, written
from lessons.notes.volume import Chapter, Volume
from lessons.page.blocks import Adjustable, Arrays, Formula, Link, Prose, Question
from lessons.page.example import Example
from lessons.page.named import names
from lessons.page.reader import Lesson, lessons
from lessons.page.stop import Stage

WALKS = {"walk.html": "", "convolution.html": "1x28x28-conv6x5x5p2-relu-maxpool2-flatten-32-relu-10"}
INDEX = """<h1>How does a network learn to read a handwritten digit?</h1>
<p>This network looks at a digit that it has never seen. Every number in it came from one idea, the chain rule, applied
to its own mistakes. Watch it guess, draw a digit of your own, then take it apart.</p>
<div id="flow" class="live"></div>
<p>Begin with <a href="walk.html">the walk</a>: a 4 that the network reads as a 9, from its answer back to its pixels.
Another leads through <a href="convolution.html">a network of convolutions that has learned nothing yet</a>. The
lessons derive each step; here are <a href="proofs.html">the proofs</a> of all of it, and the
<a href="letters.html">letters and words</a>.</p>
<p><label for="find">Find a lesson, a proof, a letter or a word</label>
<input id="find" type="search" autocomplete="off">
<span id="found" role="status"></span></p>
<div id="done"></div>
<ol class="lessons">{rows}</ol>
<section id="more" hidden><h2>Proofs, letters and words</h2><ul>{more}</ul></section>"""
BACK = '<nav aria-label="Lessons"><a href="index.html">All lessons</a></nav>'
SHADES = [f"--truth: {TRUTH.on(dark)}; --loss: {LOSS.on(dark)};" for dark in (False, True)]
LOOK = ":root {{ {} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {} }} }}\n".format(*SHADES)
LOOK += (FOLDER / "saved/course.css").read_text(encoding="utf-8")


def pages(only: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Each file's name, and what is in it; of the lessons all, or only some."""
    digit = example(mistake())
    chosen = [lesson for lesson in lessons() if not only or lesson.slug in only]
    chapters = [lesson_chapter(lesson, digit) for lesson in chosen]
    yield "index.html", _index(chosen, chapters, digit)
    yield "letters.html", _page(Volume("Letters and words", (), {}, digit.context), BACK + reference())
    for name, network in WALKS.items():
        subject = fresh(network, 0) if network else shipped()
        yield name, page_of(moment_of(subject, DIGIT))
    files = [f"{lesson.slug}.html" for lesson in chosen]
    for k, lesson in enumerate(chosen):
        yield files[k], _lesson(chapters, k, digit, lesson)
    yield PROOFS_PAGE, _page(Volume("Proofs", (), {}, digit.context), BACK + proved(files))  # last: it takes seconds


def _page(volume: Volume, content: str, end: str = "") -> str:
    return document(volume, content, POLICY, theme() + LOOK, end)


def _lesson(chapters: Sequence[Chapter], k: int, digit: Example, lesson: Lesson) -> str:
    """A lesson whose stages move, whose numbers can be dragged and whose questions can be answered, between the one
    before and the one after it."""
    chapter = chapters[k]
    alive = Alive(digit, names(lesson, chapter.blocks))
    volume = Volume(chapter.title, (chapter,), shades(dark=False), digit.context, shades(dark=True), alive=alive)
    around = [_link(chapters, k - 1, "← "), '<a href="index.html">All lessons</a>', _link(chapters, k + 1, "", " →")]
    nav = f'<nav class="course" aria-label="Lessons">{"".join(around)}</nav>'
    text = written(chapter, volume)  # which finds out what moves
    content = {
        "components": components(
            walk=walk.PARTS, adjustable=adjustable.PARTS, field=answer_field.PARTS, progress=progress.PARTS
        ),
        "moving": alive.moving,
        "asked": alive.asked,
        "colours": colours(truth=TRUTH),
    }
    return _page(volume, text + references(volume) + nav, scripts(content, "saved/lesson.js"))


def _link(chapters, k: int, before: str = "", after: str = "") -> str:
    if not 0 <= k < len(chapters):
        return "<span></span>"
    return f'<a href="{chapters[k].name}.html">{before}{escape(chapters[k].title)}{after}</a>'


class Alive:
    """What moves in a lesson and what is asked, in the order in which it stands there; `names` are those of all that is
    asked."""

    def __init__(self, digit: Example, names: Iterator[str]):
        self.digit = digit
        self.names = names
        self.moving: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.proofs = 0

    def __call__(self, block) -> str:
        match block:
            case Stage(stop, story=story):
                data = walk.packet(story, [stop], {})
                return self._place("walk", {**data, "start": "", "alone": True})
            case Adjustable():
                return self._place("adjustable", adjustable.packet(block, dark=False)) + fragment([block.check])
            case Link():
                return "<!-- in the dashboard -->"
            case Formula() | Arrays():
                self.proofs += 1
                return f'<div id="{proof_place(self.proofs)}">{formula(block, shades(dark=False))}</div>'
            case Question(exercise):
                text, judged = asked(exercise, next(self.names), self.digit.context)
                self.asked += [judged] if judged else []
                return text or "<!-- cannot be asked of this network -->"
        return ""

    def _place(self, kind: str, data: dict) -> str:
        self.moving.append({"kind": kind, "data": data})
        return f'<div class="live" data-moving="{len(self.moving) - 1}"></div>'


def _index(chosen: Sequence[Lesson], chapters: Sequence[Chapter], digit: Example) -> str:
    """The first page: where to begin, all lessons, and a field that finds one, a proof, a letter or a word."""
    rows, asked_in = [], {}
    for lesson, chapter in zip(chosen, chapters, strict=True):
        texts = [block.text for block in chapter.blocks if isinstance(block, Prose)]
        question = " ".join(texts[0].split("\n\n")[1].split())
        rows.append(
            f'<li data-words="{escape(" ".join(texts).lower())}"><a href="{chapter.name}.html">'
            f'{escape(chapter.title)}</a><br>{escape(question)}<br><span data-done="{chapter.name}"></span></li>'
        )
        questions = [block.exercise for block in chapter.blocks if isinstance(block, Question)]
        named = zip(names(lesson, chapter.blocks), questions, strict=True)
        asked_in[chapter.name] = [name for name, exercise in named if exercise.asks != "formula"]
    volume = Volume("Chainrule", (), {}, digit.context)
    return _page(
        volume,
        INDEX.format(rows="".join(rows), more="".join(map(row, found(chosen, chapters)))),
        scripts(
            {
                "components": components(flow=flow.PARTS, progress=progress.PARTS),
                "flow": flow.pictures(),
                "reader": flow.reader(),
                "asked": asked_in,
                "colours": colours(truth=TRUTH),
            },
            "saved/home.js",
        ),
    )
