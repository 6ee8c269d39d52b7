"""What stands on a screen is proved, compared by number, or stated, and how much is which can be counted."""

from collections.abc import Sequence
from typing import NamedTuple

from lessons.engine.proof.witnesses import Proof
from lessons.page.blocks import Adjustable, Block, Check, Plot, Touch
from lessons.page.glossary import GLOSSARY
from lessons.page.reader import claims, lessons, load
from lessons.published import FIGURES
from lessons.published.figure import EQUAL

IN_DOCSTRINGS = 77  # equations in core's docstrings; a test counts them


class Tier(NamedTuple):
    tier: str
    what: str
    number: int
    how: str


def _plots(blocks: Sequence[Block]) -> list[Plot]:
    """Those that stand alone, and those under a thing to move."""
    inner = {Touch: "still", Adjustable: "plot"}
    shown = [getattr(block, inner[type(block)]) if type(block) in inner else block for block in blocks]
    return [plot for plot in shown if isinstance(plot, Plot)]


def tiers(proofs: Sequence[Proof]) -> tuple[Tier, ...]:
    """Everything of a kind that these proofs, the lessons and core hold, and what it is compared with."""
    blocks = [block for lesson in lessons() for block in load(lesson.path)]
    dragged = [block for block in blocks if isinstance(block, Adjustable)]
    said = [claim for lesson in lessons() for claim in claims(lesson.path)]
    proved, by_number, stated = "proved", "compared by number", "stated"
    derived = [proof for proof in proofs if "reasons" in proof.errors]
    met = sum(figure.count for figure in FIGURES if figure.verdict == EQUAL and figure.holds)
    return (
        Tier(proved, "equations", sum(p.proved for p in proofs), "each with its witnesses, within 10⁻¹²"),
        Tier(
            proved,
            "lines of their derivations",
            sum(p.lines for p in proofs if p.proved),
            "both sides of each, with the result",
        ),
        Tier(
            proved,
            "reasons beside lines",
            sum(p.lines for p in derived if p.errors["reasons"] == 0),
            "read off the lines: what was done from one to the next is one of a closed list",
        ),
        Tier(
            by_number,
            "checks in lessons",
            sum(isinstance(b, Check) and b.holds for b in blocks),
            "two numbers, reached by two routes, whenever the lesson is shown",
        ),
        Tier(
            by_number,
            "numbers to be dragged",
            sum(len(block.readings) for block in dragged if block.check.holds),
            "the formula at each of their values, with core",
        ),
        Tier(
            by_number,
            "curves in lessons",
            sum(len(plot.curves) for plot in _plots(blocks)),
            "worked out by core or from a proved equation; a test finds one that is typed",
        ),
        Tier(
            by_number,
            "comparisons in the prose",
            sum(claim.holds for claim in said),
            "“larger”, “at least”: what decides them stands beside the sentence, on the lesson's own digit",
        ),
        Tier(
            by_number,
            "equations in core's docstrings",
            IN_DOCSTRINGS,
            "read by the test suite, and run beside the code below them",
        ),
        Tier(by_number, "published numbers", met, "to the last digit printed; the list is below"),
        Tier(
            stated,
            "assumptions and choices",
            len({taken for proof in proofs for taken in proof.assumptions}),
            "a test has a case for each in which it does not hold; what follows from them is proved",
        ),
        Tier(
            stated,
            "words in the glossary",
            len(GLOSSARY),
            "a test has a case for each in core; whether the sentence is a good one, a person judges",
        ),
    )
