"""A lesson on the screen: its blocks from top to bottom, worked out on a digit of the visitor's choice."""

import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, lru_cache
from typing import Any, NamedTuple

import streamlit as st

from dashboard.components.adjustable.adjustable import adjustable
from dashboard.components.adjustable.adjustable import packet as readings_of
from dashboard.components.exercise.progress import progress
from dashboard.components.walk.walk import packet, stage
from dashboard.data.lesson_digit import example, mistake
from dashboard.shared.address_bar import rewrite
from dashboard.shared.navigation import LESSONS, PAGES
from dashboard.shared.theme import small
from dashboard.views.lessons import exercises
from dashboard.views.lessons.markup import TOGETHER, markup, one_line, result, scrolling
from dashboard.views.lessons.shared_work import SharedWork
from dashboard.views.lessons.touches.table import TOUCHES
from lessons.page.blocks import Adjustable, Block, Formula, Link, Question, Touch
from lessons.page.example import Example
from lessons.page.named import names
from lessons.page.reader import Lesson, LessonError, blocks, lessons
from lessons.page.stop import Stage, Stop


class Staged(NamedTuple):
    """A stop of the told walk, and what the browser draws of it."""

    stop: Stop
    drawn: dict[str, Any]


class Dragged(NamedTuple):
    """A sentence with a number to drag, as the browser draws it."""

    key: str
    drawn: dict[str, Any]


Part = str | Block | Staged | Dragged
KEPT = 64  # lessons, each on a digit and a theme


@lru_cache(maxsize=KEPT)
def worked_out(lesson: Lesson, digit: Example) -> SharedWork[Block]:
    """The blocks of a lesson, worked out once for its page in light and dark and for its card."""
    return SharedWork(blocks(lesson.path, digit))


@lru_cache(maxsize=KEPT)
def parts(lesson: Lesson, digit: Example, dark: bool) -> SharedWork[Part]:
    """The lesson as stretches of Markdown, with what needs an element of its own between them. Each part comes as
    soon as it is worked out, by who reads this lesson or by who reads ahead."""
    return SharedWork(_parts(lesson, digit, dark))


def _parts(lesson: Lesson, digit: Example, dark: bool) -> Iterator[Part]:
    met: set[str] = set()
    stretch: list[Block] = []
    every = iter(worked_out(lesson, digit))
    yield markup([next(every)], dark, met)  # its title and its question, at once
    for block in every:
        if isinstance(block, TOGETHER):
            stretch.append(block)
            continue
        if stretch:
            yield markup(stretch, dark, met)
        stretch = []
        match block:
            case Stage(stop, story=story):
                yield Staged(stop, packet(story, [stop], {}))
            case Adjustable():
                yield Dragged(block.name, readings_of(block, dark))
                stretch.append(block.check)
            case _:
                yield block
    if stretch:
        yield markup(stretch, dark, met)


def draw(lesson: Lesson, digit: Example, dark: bool) -> None:
    above = st.container()
    found: list[Part] = []
    for part in parts(lesson, digit, dark):
        found.append(part)
        match part:
            case Question(exercise):
                *_, name = names(lesson, found)
                exercises.draw(exercise, name, digit.context)
            case str():
                st.markdown(part, unsafe_allow_html=True)
            case Touch(name, settings=settings):
                with st.container(key=f"touch-{len(found)}"):
                    TOUCHES[name](**settings)
            case Staged(stop, drawn):
                small(f"As at the stop “{stop.title}” of the told walk:")
                stage(drawn, key=f"stage {stop.key}")
            case Dragged(key, drawn):
                adjustable(drawn, key=f"drag {key}")
            case Link(label, page, query):
                (view,) = (view for view in PAGES if view.path == page)
                st.page_link(view.streamlit(), label=label, icon=":material/arrow_forward:", query_params=dict(query))
    with above:
        progress(list(names(lesson, found)), key="progress of the lesson")
    _read_next(lesson, digit, dark)


@lru_cache(maxsize=KEPT)
def _read_next(lesson: Lesson, digit: Example, dark: bool) -> None:
    """Work out the lesson after this one while this one is read, and then all others, so that they open at once."""
    following = lessons()[lesson.number : lesson.number + 1]

    def read() -> None:
        with suppress(LessonError):  # its own page says what is wrong
            for one in following:
                deque(parts(one, digit, dark), maxlen=0)
        reading_ahead()

    threading.Thread(target=read, daemon=True).start()


class Read(NamedTuple):
    """What a card tells of a lesson that has been read."""

    arrives: Formula | None  # what it derives last
    exercises: tuple[str, ...]  # their names


READ: dict[str, Read] = {}  # by the lesson's slug


SHARE = 0.2  # of the time in which lessons are read ahead as long as nobody has asked for one
_asked_for = threading.Event()


def reading_ahead(asked_for: bool = True) -> threading.Thread:
    """Reads every lesson once, so that each opens at once: at leisure, or as fast as it can once somebody is here who
    reads lessons."""
    if asked_for:
        _asked_for.set()
    return _reader()


@cache
def _reader() -> threading.Thread:
    thread = threading.Thread(target=_read_ahead, daemon=True)
    thread.start()
    return thread


def _read_ahead() -> None:
    for lesson in lessons():
        with suppress(LessonError):  # its own page says what is wrong
            found = list(_at_leisure(worked_out(lesson, example(mistake()))))
            READ[lesson.slug] = Read(result(found), tuple(names(lesson, found)))


def _at_leisure(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with a rest after each that leaves the interpreter to visitors."""
    before = time.thread_time()
    for block in blocks:
        yield block
        _asked_for.wait((time.thread_time() - before) * (1 / SHARE - 1))
        before = time.thread_time()


@st.fragment(run_every=1.0)
def until_read(reading: threading.Thread) -> None:
    """Draw the page once more when all lessons have been read."""
    if not reading.is_alive():
        st.rerun()


def card(lesson: Lesson, dark: bool) -> None:
    """A lesson in the list of all: what it asks, and what it arrives at."""
    formula, asked = READ.get(lesson.slug, Read(None, ()))
    with st.container(border=True, height="stretch"):
        arrives = f"\n\n{scrolling('formula', 'What it arrives at', one_line(formula, dark))}" if formula else ""
        heading = f'## <span class="number">{lesson.number}</span>{lesson.title}'
        st.markdown(
            f'<div class="lesson-card">\n\n{heading}\n\n{lesson.question}{arrives}\n\n</div>', unsafe_allow_html=True
        )
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            link(lesson, "Read it", width="content")
            if asked:
                progress(asked, key=f"progress of {lesson.slug}", width="content")


def keep_address(lesson: Lesson | None) -> None:
    """A link to the page that one is on changes what is shown and not the address, so this does (Streamlit 1.67)."""
    shown = st.session_state.get("lesson shown", lesson)
    st.session_state["lesson shown"] = lesson
    if shown != lesson:
        rewrite({"lesson": lesson.slug} if lesson else {})


def link(lesson: Lesson, label: str, **look) -> None:
    st.page_link(LESSONS.streamlit(), label=label, query_params={"lesson": lesson.slug}, **look)


def neighbours(lesson: Lesson) -> None:
    """The ways to the lesson before and the one after."""
    every = lessons()
    at = every.index(lesson)
    before, after = st.columns(2)
    with before:
        if at > 0:
            link(every[at - 1], f"{every[at - 1].number} · {every[at - 1].title}", icon=":material/arrow_back:")
    with after:
        if at + 1 < len(every):
            link(every[at + 1], f"{every[at + 1].number} · {every[at + 1].title}", icon=":material/arrow_forward:")
