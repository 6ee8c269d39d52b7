"""The page of proofs as a file: every equation with what its witnesses said, proved while the page is written."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from dashboard.shared.numbers import error_text
from dashboard.views.proofs import words
from dashboard.views.proofs.equations import formula, lesson, name_text
from lessons.engine.proof.witnesses import Proof
from lessons.notes.html import fragment
from lessons.notes.mathml import mathml
from lessons.page.blocks import Prose
from lessons.registry import in_words, prove
from lessons.tiers import tiers

PROOFS_PAGE = "proofs.html"


def proved(files: Sequence[str]) -> str:
    """All of it as HTML. Lessons are led to where they are among these files."""
    proofs = list(prove())
    places = [
        _place(where, [*numbered], proofs, files)
        for where, numbered in groupby(range(len(proofs)), lambda k: proofs[k].where)
    ]
    taken = "\n".join(f"- {said}" for _, said in words.assumed(proofs))
    return "".join(
        [
            f"<h1>{words.TITLE}</h1>",
            _html(f"{words.HOW}. This was done when the page was written."),
            f'<p class="check">{escape(in_words(proofs))}</p>',
            _html(words.PROVED),
            *places,
            _html("\n\n".join(["### What is compared with what", *words.compared(tiers(proofs))])),
            _html(f"### What is taken for granted\n\n{taken}"),
            _html(words.published()),
            _table(words.figures()),
            _html(words.differing()),
            _html(words.witnesses()),
        ]
    )


def _place(where: str, numbered: Sequence[int], proofs: Sequence[Proof], files: Sequence[str]) -> str:
    """The equations that were proved at one place, folded up."""
    here = [proofs[k] for k in numbered]
    held = sum(proof.proved for proof in here)
    worst = error_text(max(proof.worst for proof in here))
    head = f"{escape(where)}: {held} of {len(here)} proved, with an error of at most {worst}"
    rows = "".join(_equation(proofs, k, files) for k in numbered)
    return f"<details><summary>{head}</summary>{rows}</details>"


def _equation(proofs: Sequence[Proof], k: int, files: Sequence[str]) -> str:
    proof, tex, there = proofs[k], formula(proofs, k), lesson(proofs, proofs[k])
    shown = f'<span class="display" tabindex="0">{mathml(tex, display=True)}</span>' if tex else _html(words.ON_LETTERS)
    file = f"{there.slug}.html" if there else ""
    link = f', <a href="{file}">lesson {there.number}</a>' if there and file in files else ""
    said = f"{name_text(proof)}: {', '.join(proof.errors)} agree within {error_text(proof.worst)}"
    return f'{shown}<p class="check">{"✓" if proof.proved else "✗"} {escape(said)}{link}</p>'


def _table(rows: Sequence[dict[str, str | int]]) -> str:
    lines = [
        " | ".join(rows[0]),
        "|".join("---" for _ in rows[0]),
        *(" | ".join(map(str, row.values())) for row in rows),
    ]
    return _html("\n".join(f"| {line} |" for line in lines))


def _html(text: str) -> str:
    return fragment([Prose(text)])
