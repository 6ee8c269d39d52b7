"""The equation behind a proof, for whoever wants to see what was proved, and the lesson it belongs to."""

from collections.abc import Iterator, Sequence
from functools import cache

from sympy import Expr

from dashboard.shared.lesson_of_step import lesson_of
from lessons.derivations.updates import RULES, update_rule
from lessons.engine.chain.equations import derive
from lessons.engine.forms.latex import latex
from lessons.engine.proof.theorem import Theorem
from lessons.engine.proof.witnesses import Proof
from lessons.page.blocks import Formula
from lessons.page.reader import Lesson, lessons, load
from lessons.registry import DERIVATIONS, NETWORKS

LETTERS = {r"\Delta\theta": "Δθ", r"\hat{m}": "m\u0302", r"\hat{s}": "s\u0302"}  # of update rules, as text


def name_text(proof: Proof) -> str:
    """What it is called, without LaTeX."""
    name = proof.name
    for letter, text in LETTERS.items():
        name = name.replace(letter, text)
    return name


def formula(proofs: Sequence[Proof], k: int) -> str | None:
    """The equation of the proof at `k` in LaTeX; None for lines of core that ran on letters, which have no printed
    one."""
    proof = proofs[k]
    found = list(_equations(proof))
    before = sum(
        (other.name, other.where) == (proof.name, proof.where) for other in proofs[:k]
    )  # as of one network under two losses
    if not found:
        return None
    lhs, rhs = found[min(before, len(found) - 1)]
    return f"{latex(lhs)} = {latex(rhs)}"


def lesson(proofs: Sequence[Proof], proof: Proof) -> Lesson | None:
    """The lesson that shows this equation or explains its operation, where there is one."""
    for network in NETWORKS:
        if str(network) == proof.where:
            return next((lesson_of(e, network) for e in derive(network) if e.name == proof.name), None)
    places = [proof.where, *(other.where for other in proofs if other.name == proof.name)]
    return next((one for place in places for one in lessons() if place.startswith(f"Lesson {one.number}:")), None)


def _equations(proof: Proof) -> Iterator[tuple[Expr, Expr]]:
    """Left and right sides of all equations of that name and place, in the order in which they are proved."""
    yield from ((d.lhs, d.rhs) for d in _derivations() if (d.name, d.title) == (proof.name, proof.where))
    for one in lessons():
        if proof.where.startswith(f"Lesson {one.number}:"):
            shown = [block for block in load(one.path) if isinstance(block, Formula)]
            yield from ((block.lhs, block.steps[-1].expr) for block in shown if block.proof.name == proof.name)
    for network in NETWORKS:
        if str(network) == proof.where:
            yield from ((e.lhs, e.rhs) for e in derive(network) if e.name == proof.name)


@cache
def _derivations() -> list[Theorem]:
    return [*(derive_it() for derive_it in DERIVATIONS), *(rule for name in RULES for rule in update_rule(name))]
