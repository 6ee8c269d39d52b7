"""What goes on paper: some lessons, or their exercises with the key, worked out on one digit."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from lessons.engine.forms.powers import printed
from lessons.exercises import Context, sheet
from lessons.notes.sources import References
from lessons.page.blocks import Arrays, Block, Colours, Formula, Prose


@dataclass(frozen=True)
class Chapter:
    """A part with its own line in the contents."""

    name: str  # its place in an address
    title: str
    blocks: tuple[Block, ...]
    to_fill: bool = False  # is it a sheet to write on? With a line for a name, and room under each question


@dataclass(frozen=True)
class Volume:
    """Chapters, the colours to print them in, and what their exercises are asked about."""

    title: str
    chapters: tuple[Chapter, ...]
    colours: Colours  # none: in black
    context: Context
    dark: Colours = field(default_factory=dict)  # the shades of the same on a dark screen; none: as on paper
    facts: tuple[str, ...] = ()  # below the title: which digit, which network, which version, when
    alive: Callable[[Block], str] | None = None  # a block as HTML that moves on a screen, or nothing: as on paper
    host: str = ""  # where the dashboard is that links lead to, such as "https://course.example.edu"; none: no links

    @cached_property
    def references(self) -> References:
        """The sources that its prose cites."""
        return References(
            block.text for chapter in self.chapters for block in chapter.blocks if isinstance(block, Prose)
        )

    @property
    def in_pictures(self) -> Colours:
        """With the colours of paper and ink, and black for each role that has no colour."""
        ink, faint = "#1b2430", "#57606a"
        roles = dict.fromkeys(("value", "parameter", "gradient", "loss", "truth"), ink)
        negative = dict.fromkeys(("negative value", "negative gradient"), faint)
        return {"paper": "#ffffff", "ink": ink, "faint": faint, **roles, **negative, **self.colours}

    def questions(self, exercises: Iterable[Any], numbers: Iterator[int]) -> list[str]:
        """The exercises as Markdown, numbered on, without those that cannot be asked of this network."""
        return [
            text.replace("**1.**", f"**{next(numbers)}.**", 1)
            for one in exercises
            for text in sheet([one], self.context).questions
        ]

    def address(self, page: str, query: Mapping[str, str]) -> str:
        return f"{self.host.rstrip('/')}/{page}{f'?{urlencode(query)}' if query else ''}"


def said_below(block: Formula | Arrays) -> str:
    """What a derivation was compared with; below a single line, only what it takes for granted."""
    if len(block.lines()) > 1:
        return f"✓ {block.said}"
    return f"Taken for granted: {'; '.join(block.proof.assumptions)}." if block.proof.assumptions else ""


def said_of_all(blocks: Iterable[Block]) -> str:
    """One sentence at the end of a chapter about all its equations, or nothing where it has none."""
    shown = [block for block in blocks if isinstance(block, Formula | Arrays)]
    if not shown:
        return ""
    worst = max(block.proof.worst for block in shown)
    equations = (
        "The one equation of this lesson was" if len(shown) == 1 else f"The {len(shown)} equations of this lesson were"
    )
    differs = (
        f"and differ{'s' * (len(shown) == 1)} by at most {printed(worst, '.0e')}" if worst else "without any difference"
    )
    return f"✓ {equations} compared with numbers that were reached by other routes, {differs}, relative to the largest."


def to_tick(question: str) -> bool:
    """Is an answer ticked or named, and not worked out?"""
    return "☐" in question or "Which one?" in question
