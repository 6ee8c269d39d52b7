"""What the first page of the course finds beside the lessons: proofs, letters and words, each by its name."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from dashboard.views.proofs.equations import name_text
from lessons.engine.forms.letters import ELSEWHERE, GREEK, LETTERS
from lessons.notes.html import inline, place_of_word
from lessons.notes.volume import Chapter
from lessons.page.blocks import Arrays, Formula
from lessons.page.glossary import GLOSSARY
from lessons.page.reader import Lesson

LETTERS_PAGE = "letters.html"


class Found(NamedTuple):
    """Where it is, what it is called, and what is said of it, in Markdown."""

    address: str
    name: str
    says: str
    also: str = ""  # what else people type to find it


def proof_place(k: int) -> str:
    """The place of the k-th formula of a lesson in its page."""
    return f"proof-{k}"


def found(chosen: Sequence[Lesson], chapters: Sequence[Chapter]) -> Iterator[Found]:
    """All of it, of these lessons and their chapters."""
    for chapter in chapters:
        met: set[str] = set()
        formulas = (block for block in chapter.blocks if isinstance(block, Formula | Arrays))
        for k, block in enumerate(formulas, 1):
            name = name_text(block.proof)
            if name not in met:
                yield Found(f"{chapter.name}.html#{proof_place(k)}", name, f"proved in lesson {chapter.title}")
            met.add(name)
    for own in LETTERS:
        says = f"{own.meaning}; in code `{own.code}`"
        yield Found(f"{LETTERS_PAGE}#letters", own.letter, says, GREEK.get(own.bare, ""))
    for other in ELSEWHERE:
        for lesson in (one for one in chosen if one.number in other.lessons):
            says = f"in lesson {lesson.number}: {other.meaning}"
            yield Found(f"{lesson.slug}.html", other.letter, says, GREEK.get(other.letter, ""))
    for term, meaning in GLOSSARY.items():
        yield Found(f"{LETTERS_PAGE}#{place_of_word(term)}", term, meaning)


def row(one: Found) -> str:
    """It as an item of a list, with the words that find it."""
    words = " ".join(re.findall(r"[^\W_](?:[^\W_]|\u0302|²|′)*", f"{one.name} {one.also} {one.says}".lower()))
    link = f'<a href="{escape(one.address)}">{escape(one.name)}</a>'
    return f'<li data-found="{escape(words)}" hidden>{link}: {inline(one.says)}</li>'
