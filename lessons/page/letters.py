"""The table of letters, which lessons, dashboard and README show alike."""

from typing import NamedTuple


class Letter(NamedTuple):
    letter: str
    code: str  # its name in core
    meaning: str
    shape: str


LETTERS = (
    Letter("x", "x", "input", "(N, in)"),
    Letter("W", "W", "weights", "(in, out)"),
    Letter("b", "b", "bias", "(out,)"),
    Letter("z", "z", "pre-activation, z = x W + b", "(N, out)"),
    Letter("a", "a", "activation, a = f(z)", "(N, out)"),
    Letter("p", "p", "probabilities", "(N, classes)"),
    Letter("y", "y", "target, one row a label", "(N, classes)"),
    Letter("L", "loss", "loss, a mean over the batch", "a number"),
    Letter("θ", "theta", "all parameters, flat", "(P,)"),
    Letter("g", "gradient", "∂L/∂θ", "(P,)"),
    Letter("δ", "dz", "∂L/∂z, the error signal", "(N, out)"),
)

BELOW = (
    "`d<name>` is ∂L/∂name and has the shape of `name`. Indices: n example, i input unit, j output unit, k class. "
    "Layers are numbered from 1, in a superscript; units from 0, as in the code. Rows are examples."
)


def table() -> str:
    """The letters as a Markdown table, with the conventions below it."""
    rows = [f"| {own.letter} | `{own.code}` | {own.meaning} | {own.shape} |" for own in LETTERS]
    return "\n".join(["| letter | in code | what it is | shape |", "|---|---|---|---|", *rows]) + f"\n\n{BELOW}"
