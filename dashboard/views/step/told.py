"""The told walk of a digit: the first thing that a visitor of the stepper meets."""

from functools import lru_cache
from pathlib import Path

import lessons.walks
from dashboard.components.walk.walk import Left, packet, walk
from lessons.engine.forms.latex import latex
from lessons.exercises.derived import one_digit
from lessons.notes.mathml import mathml
from lessons.page.example import Example
from lessons.page.reader import shown_by_line
from lessons.walks.story import Story

FILE = Path(lessons.walks.__file__).with_name("the_way_back.py")
DIGIT = 115  # a 4 that the network reads as a 9


@lru_cache(maxsize=16)
def story(digit: Example) -> dict:
    """The whole walk of this digit, as the browser takes it."""
    stops = [block for _, block in shown_by_line(FILE, digit)]
    equations = {name: _equation(digit, name) for stop in stops for name in stop.equations}
    return packet(Story(digit), stops, equations)


def _equation(digit: Example, name: str) -> str:
    """A proved equation of the network as it stands for one digit, as MathML."""
    formula = digit.equation(name)
    sides = (latex(one_digit(side)) for side in (formula.lhs, formula.steps[-1].expr))
    return mathml(" = ".join(sides), display=True)


def told(digit: Example, start: str) -> Left:
    """Draw it, from a stop on."""
    return walk(story(digit), start, key="walk")
