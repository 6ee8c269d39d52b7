"""This lesson on paper, as one page without a network, and as a notebook."""

import tempfile
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard.shared.palette import shades
from lessons.notes.chapters import lesson_chapter
from lessons.notes.html import page
from lessons.notes.notebook import notebook
from lessons.notes.pdf import write_pdf
from lessons.notes.volume import Volume
from lessons.page.example import Example
from lessons.page.reader import Lesson


def volume(lesson: Lesson, digit: Example) -> Volume:
    chapter = lesson_chapter(lesson, digit)
    return Volume(lesson.title, (chapter,), shades(dark=False), digit.context, shades(dark=True))


def as_pdf(lesson: Lesson, digit: Example) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lesson.pdf"
        write_pdf(volume(lesson, digit), path)
        return path.read_bytes()


def as_html(lesson: Lesson, digit: Example) -> bytes:
    return page(volume(lesson, digit)).encode()


def as_notebook(lesson: Lesson, digit: Example) -> bytes:
    return notebook(lesson, digit).encode()


KINDS = {
    "PDF": (as_pdf, "pdf", "application/pdf", "On paper, with the exercises."),
    "HTML": (as_html, "html", "text/html", "One page that needs no network, on any screen."),
    "Notebook": (
        as_notebook,
        "ipynb",
        "application/x-ipynb+json",
        "To run and to change, where Chainrule is installed.",
    ),
}


def downloads(lesson: Lesson, digit: Example) -> None:
    """A button for each kind; the file is made when its button is pressed."""
    with st.popover("Download", icon=":material/download:", help="This lesson, on the digit that it is on now."):
        for label, (made, ending, mime, says) in KINDS.items():
            st.download_button(
                label,
                partial(made, lesson, digit),
                f"{lesson.number:02d}-{lesson.slug}.{ending}",
                mime,
                on_click="ignore",
                help=says,
                width="stretch",
            )
