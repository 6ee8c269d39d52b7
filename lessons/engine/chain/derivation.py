"""A derivation is one quantity and the lines that it equals, each with the reason why."""

from dataclasses import dataclass

from sympy import Expr, Idx, Indexed

from lessons.engine.forms.latex import aligned, latex


@dataclass(frozen=True)
class Step:
    """One line of a derivation, and the reason why it equals the line before."""

    expr: Expr
    why: str
    assumption: str = ""  # what it takes for granted, in words


@dataclass(frozen=True)
class Derivation:
    """lhs = each of the steps; the last one is the result."""

    lhs: Expr
    steps: tuple[Step, ...]

    @property
    def rhs(self) -> Expr:
        return self.steps[-1].expr

    @property
    def indices(self) -> tuple[Idx, ...]:
        """The free indices, one for each axis of the array on the left."""
        return self.lhs.indices if isinstance(self.lhs, Indexed) else ()

    def latex(self) -> str:
        """The equation in one line."""
        return f"{latex(self.lhs)} = {latex(self.rhs)}"

    def aligned(self) -> str:
        """All its lines in LaTeX, one under the other, each with its reason."""
        return aligned(self.lhs, self.steps)
