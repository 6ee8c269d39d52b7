"""Expressions as LaTeX, in the part of the language that KaTeX sets with trust off."""

from collections.abc import Mapping

from sympy import Basic

from lessons.engine.forms.printer import Printer, quantity


def latex(
    e,
    colours: Mapping[str, str] | None = None,
    marked: Mapping[Basic, str] | None = None,
    whole: bool = False,
    numbers: Mapping[Basic, str] | None = None,
) -> str:
    """e as LaTeX.

    `colours` gives a colour for each role ("value", "gradient" …), `marked` a background for single expressions.
    `whole` is for array forms, whose quantities are printed without indices. `numbers` are printed in the place of
    quantities, or of whole expressions.
    """
    return Printer({"colours": colours, "marked": marked, "whole": whole, "numbers": numbers}).doprint(e)


def aligned(lhs, lines, reasons, colours: Mapping[str, str] | None = None) -> str:
    """A derivation in one block: its lines under each other at the equals sign, the reasons beside them."""
    rows = []
    for k, (line, why) in enumerate(zip(lines, reasons, strict=True)):
        left = latex(lhs, colours) if k == 0 else ""
        rows.append(rf"{left} &= \displaystyle {latex(line, colours)} && \footnotesize\text{{{why}}}")
    return r"\begin{aligned}" + r" \\[6pt] ".join(rows) + r"\end{aligned}"


def name_latex(name: str) -> str:
    """A whole array: W^{(1)}, δ^{(1)}, ∂L/∂W^{(1)}."""
    return quantity(name)
