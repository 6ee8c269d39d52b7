"""The blocks of a lesson that carry a proof: formulas, their array forms, and numbers that were compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sympy import Expr, Indexed, KroneckerDelta

from lessons.engine.chain.derivation import Derivation
from lessons.engine.forms.latex import latex, name_latex
from lessons.engine.forms.powers import printed
from lessons.engine.proof.witnesses import LIMIT, Proof

WITNESSES = {
    "core": "the network",
    "core, symbols": "core on symbols",
    "complex step": "complex-step differentiation",
    "every line": "its own lines",
    "matrix": "its matrix form",
    "NumPy": "its NumPy line",
    "reasons": "its reasons",
}

Colours = Mapping[str, str]  # "value", "parameter", "gradient", "truth", "loss" and "tint" → "#1f78c8"


class Line(NamedTuple):
    """One line of a formula."""

    left: str  # LaTeX; empty below the first line
    right: str  # LaTeX
    reason: str  # prose


class Proved:
    """What carries a proof."""

    proof: Proof

    @property
    def said(self) -> str:
        """What the witnesses said, in a sentence or two."""
        names = [WITNESSES.get(name, name) for name in self.proof.errors]
        listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
        taken = f" Taken for granted: {'; '.join(self.proof.assumptions)}." if self.proof.assumptions else ""
        return f"Compared with {listed}: {_differs(self.proof.worst)}.{taken}"


@dataclass(frozen=True)
class Formula(Derivation, Proved):
    """A definition, or a derivation line by line, with what its witnesses said."""

    proof: Proof
    way: bool = True  # is the way to the result shown, and with it the reasons?

    def lines(self, colours: Colours | None = None) -> list[Line]:
        """Each line of it. What a line is the first to say stands on a tint, and what comes out in a box."""
        lines: list[Line] = []
        before: Expr | None = None
        for k, step in enumerate(self.steps):
            why = self.reasons[k] if self.way else ""
            new = _news(before, step.expr) if before is not None else set()
            tinted = dict.fromkeys(new, colours["tint"]) if colours else None
            left = "" if lines else latex(self.lhs, colours)
            right = latex(step.expr, colours, tinted)
            lines.append(Line(left, rf"\boxed{{{right}}}" if k == len(self.steps) - 1 > 0 else right, why))
            before = step.expr
        return lines

    def result(self) -> "Formula":
        """The claim without the way to it."""
        return Formula(self.lhs, self.steps[-1:], self.proof, way=False)


@dataclass(frozen=True)
class Arrays(Proved):
    """An equation of whole arrays, and the line of NumPy that says the same."""

    name: str  # in core: "dW1"
    form: Expr
    numpy: str
    proof: Proof

    def lines(self, colours: Colours | None = None) -> list[Line]:
        return [Line(name_latex(self.name), latex(self.form, colours, whole=True), f"in NumPy: `{self.numpy}`")]


@dataclass(frozen=True)
class Check:
    """Two numbers that must agree, compared."""

    claim: str
    error: float
    limit: float = LIMIT

    @property
    def holds(self) -> bool:
        return bool(self.error <= self.limit)

    @property
    def said(self) -> str:
        return f"{self.claim}: {_differs(self.error)}."


def _differs(error: float) -> str:
    return "no difference" if error == 0 else f"differs by {printed(error, '.0e')}"


def _news(before, e) -> set:
    """The brackets of e, and its quantities that the line before did not have."""
    known = {q.base for q in before.atoms(Indexed)}
    brackets = e.atoms(KroneckerDelta) - before.atoms(KroneckerDelta)
    return brackets | {q for q in e.atoms(Indexed) if q.base not in known}
