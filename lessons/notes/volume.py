"""What goes on paper: some lessons, or their exercises with the key, worked out on one digit."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from lessons.exercises import Context, sheet
from lessons.page.blocks import Block, Colours


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
        return f"/{page}?{urlencode(query)}" if query else f"/{page}"
