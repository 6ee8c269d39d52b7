"""Lessons, or their exercises, as a PDF, as HTML or as notebooks."""

import argparse
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from dashboard.data.lesson_digit import example, mistake
from dashboard.shared.palette import shades
from lessons.notes.chapters import exercise_chapters, lesson_chapter
from lessons.notes.html import page
from lessons.notes.notebook import notebook
from lessons.notes.pdf import write_pdf
from lessons.notes.volume import Volume
from lessons.page.example import Example
from lessons.page.reader import Lesson, lessons

MOST_SHEETS = 100  # one a student
TITLE = "Backpropagation, derived and proved"


class NotesError(ValueError):
    """Notes that cannot be written. The message is a sentence for a person."""


def write(chosen: argparse.Namespace) -> int:
    """Write what was asked for, and say where it is."""
    found = [lesson_named(name) for name in chosen.lesson] or list(lessons())
    if chosen.save and not chosen.save.parent.is_dir():
        raise NotesError(f"{chosen.save} cannot be written: there is no folder {chosen.save.parent}.")
    if chosen.save and chosen.save.exists() and chosen.save.is_dir() != (chosen.format == "ipynb"):
        raise NotesError(
            f"{chosen.save} is a {'folder' if chosen.save.is_dir() else 'file'}; notebooks need a folder, PDF and "
            "HTML a file."
        )
    if not 0 <= chosen.digit < 10_000:
        raise NotesError(f"There is no test digit {chosen.digit}; they are numbered from 0 to 9999.")
    if chosen.host and not chosen.host.startswith(("http://", "https://")):
        raise NotesError(f"“{chosen.host}” is no address of a dashboard: it begins with https:// or http://.")
    if chosen.sheets and not chosen.exercises:
        raise NotesError("Sheets are of exercises: add --exercises.")
    if not 0 <= chosen.sheets <= MOST_SHEETS:
        raise NotesError(f"One file holds 1 to {MOST_SHEETS} sheets, not {chosen.sheets}.")
    digit = example(mistake(chosen.digit - 1))
    if chosen.exercises:
        seeds = range(1, chosen.sheets + 1) if chosen.sheets else range(1)
        both = [exercise_chapters(lesson, digit, seed) for seed in seeds for lesson in found]
        chapters, stem = [questions for questions, _ in both] + [key for _, key in both], "exercises"
    else:
        chapters, stem = (
            [lesson_chapter(lesson, digit) for lesson in found],
            found[0].slug if len(found) == 1 else "lessons",
        )
    volume = Volume(
        f"{TITLE}: exercises" if chosen.exercises else TITLE,
        tuple(chapters),
        shades(dark=False),
        digit.context,
        shades(dark=True),
        facts_of(digit),
        host=chosen.host,
    )
    written = FORMATS[chosen.format](volume, found, digit, chosen.save, stem)
    print(f"Written: {written}")
    return 0


def facts_of(digit: Example) -> tuple[str, ...]:
    """What a printed page must say of itself: its digit, its network, the version that made it, and the day."""
    return (
        f"Numbers of test digit {digit.index}, {digit.named}, read as {digit.taken_for} by {digit.network}.",
        f"Chainrule {version('chainrule')}, {date.today().isoformat()}.",
    )


def lesson_named(name: str) -> Lesson:
    """The lesson of this number or name. Raises NotesError."""
    for lesson in lessons():
        if name in (str(lesson.number), lesson.slug):
            return lesson
    known = ", ".join(f"{lesson.number} {lesson.slug}" for lesson in lessons())
    raise NotesError(f"There is no lesson “{name}”. There are: {known}.")


def _pdf(volume: Volume, found, digit, path: Path | None, stem: str) -> Path:
    path = path or Path(f"{stem}.pdf")
    write_pdf(volume, path)
    return path


def _html(volume: Volume, found, digit, path: Path | None, stem: str) -> Path:
    path = path or Path(f"{stem}.html")
    path.write_text(page(volume), encoding="utf-8")
    return path


def _notebooks(volume: Volume, found: list[Lesson], digit: Example, path: Path | None, stem: str) -> Path:
    if stem == "exercises":
        raise NotesError("Exercises are printed as PDF or HTML: --format pdf")
    folder = path or Path("notebooks")
    folder.mkdir(parents=True, exist_ok=True)
    for lesson in found:
        (folder / f"{lesson.path.stem}.ipynb").write_text(notebook(lesson, digit), encoding="utf-8")
    return folder


FORMATS: dict[str, Callable[[Volume, list[Lesson], Example, Path | None, str], Path]] = {
    "pdf": _pdf,
    "html": _html,
    "ipynb": _notebooks,
}
