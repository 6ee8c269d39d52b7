"""What is said of the proofs beside the equations, in Markdown: on screen and in the files of the course alike."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from lessons.engine.proof.witnesses import Proof
from lessons.published import FIGURES
from lessons.published.figure import EQUAL, ON_PURPOSE, WRONG
from lessons.tiers import Tier

TITLE = "Is any formula here wrong?"
HOW = (
    "Every derivative on these pages was derived by machine; definitions and update rules are compared with core's "
    "own code, and where something is a choice, it is listed below. Each equation is compared with **witnesses** "
    "that reach the same numbers by other routes"
)
PROVED = (
    "An equation counts as proved where all its witnesses agree within 10⁻¹², that is one part in a million million."
)
ON_LETTERS = "Here the lines of core ran on letters, and gave what was derived to the last letter."
WITNESSES = {
    "core": "what the NumPy network computes, in float64",
    "core, symbols": "what core's own lines of code give when they run on letters in place of numbers",
    "complex step": r"$\operatorname{Im} L(v + ih)/h$ of the forward equations: a derivative to the last digit, "
    "without differentiating",
    "every line": "the left side and each line of a derivation, worked out as they stand, against the last line. A "
    r"$\partial$ that a line only names is measured by complex step in the definition of what it differentiates, in an "
    "equation of a network at up to six entries; a mean or a variance is taken over a list of outcomes; a name that "
    "stands alone, such as $m_t$, has the number that core or another route found for it. In forward equations of a "
    "network the left side is compared under the witness core",
    "matrix": "the equation of whole arrays against the equation of single entries",
    "NumPy": "the printed line of code, read again and worked out",
    "reasons": "no numbers: the reason beside a line is read off that line and the one before it, such as a "
    r"$\partial$ that is gone, or a quantity that was put in; a line where nothing of a closed list is seen has none, "
    "and is not proved",
}


def compared(tiers: Iterable[Tier]) -> Iterator[str]:
    """What is compared with what, a text for each tier."""
    for tier, rows in groupby(tiers, lambda row: row.tier):
        lines = [f"- **{row.number:,}** {row.what}: {row.how}" for row in rows]
        yield "\n".join([f"{tier.capitalize()}:", "", *lines])


def assumed(proofs: Sequence[Proof]) -> list[tuple[Proof, str]]:
    """Each thing that is taken for granted, in how many equations, and the first of them."""
    taken = {assumption: proof for proof in reversed(proofs) for assumption in proof.assumptions}
    found = []
    for assumption, first in sorted(taken.items()):
        count = sum(assumption in proof.assumptions for proof in proofs)
        found.append((first, f"{assumption}: in {count} equation{'s' * (count > 1)}"))
    return found


@cache
def verdicts() -> list[str]:
    """What the comparison of each figure comes to; the longest takes ten thousand steps."""
    return [figure.verdict if figure.holds else "NOT MET" for figure in FIGURES]


def published() -> str:
    """What the numbers that others printed come to."""
    numbers = Counter[str]()
    for figure, verdict in zip(FIGURES, verdicts(), strict=True):
        numbers[verdict] += figure.count
    return (
        "### Published numbers\n\nProofs show that the formulas are right; these show that others mean the same by "
        f"them. Of {numbers.total()} numbers that courses, documentation and a worked example print, core works out "
        f"**{numbers[EQUAL]}** from the same inputs, to the last digit printed. {numbers[ON_PURPOSE]} differ on "
        f"purpose, and {numbers[WRONG]} are wrong at their source: there core repeats the mistake, and meets them."
    )


def figures() -> list[dict[str, str | int]]:
    """A row for each."""
    return [
        {"numbers": f.count, "what": f.what, "printed in": f.source, "core's": verdict}
        for f, verdict in zip(FIGURES, verdicts(), strict=True)
    ]


def differing() -> str:
    """Why some are others."""
    return "\n".join(f"- {f.source}, {f.what}, {f.verdict}: {f.because}." for f in FIGURES if f.because)


def witnesses() -> str:
    """The routes by which numbers were reached, and what was done to see that they tell right from wrong."""
    return (
        "### The witnesses\n\n| witness | what it is |\n|---|---|\n"
        + "\n".join(f"| {name} | {what} |" for name, what in WITNESSES.items())
        + "\n\nThe same proof runs in a terminal: `chainrule prove`. The test suite plants errors in these equations, "
        "a changed sign, a missing 1/N, a factor of 1.0000000001, in every line of a derivation, in each slope that a "
        "line names, on the left side, in the comparisons of the prose and in core's "
        "docstrings, and names each that goes unnoticed."
    )
