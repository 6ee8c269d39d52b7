"""The one table of letters: equations take theirs from it, and lessons, dashboard and README show it."""

from typing import NamedTuple

VALUE, PARAMETER, GRADIENT, TRUTH, LOSS = "value", "parameter", "gradient", "truth", "loss"

GREEK = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "η": r"\eta", "θ": r"\theta",
    "λ": r"\lambda", "μ": r"\mu", "ρ": r"\rho", "σ": r"\sigma", "σ²": r"\sigma^2", "τ": r"\tau",
}  # fmt: skip


class Letter(NamedTuple):
    letter: str
    code: str  # its name in core
    meaning: str
    shape: str
    role: str = ""  # what it is in an equation: one colour each on screen
    name: str = ""  # in an equation, where that is not the name in core

    @property
    def bare(self) -> str:
        """The letter without its hat."""
        return self.letter.removesuffix("\u0302")

    @property
    def accent(self) -> str:
        return "hat" if self.bare != self.letter else ""


LETTERS = (
    Letter("x", "x", "input", "(N, in)", VALUE),
    Letter("W", "W", "weights", "(in, out)", PARAMETER),
    Letter("b", "b", "bias", "(out,)", PARAMETER),
    Letter("z", "z", "pre-activation, z = x W + b", "(N, out)", VALUE),
    Letter("a", "a", "activation, a = f(z)", "(N, out)", VALUE),
    Letter("p", "p", "probabilities", "(N, classes)", VALUE),
    Letter("y", "y", "target, one row a label", "(N, classes)", TRUTH),
    Letter("L", "loss", "loss, a mean over the batch", "a number", LOSS, "L"),
    Letter("θ", "theta", "all parameters, flat", "(P,)"),
    Letter("g", "gradient", "∂L/∂θ", "(P,)"),
    Letter("δ", "dz", "∂L/∂z, the error signal", "(N, out)"),
    Letter("μ", "mu", "mean over the batch; in layer normalisation, over the units", "(units,) or (N,)", VALUE),
    Letter("σ²", "var", "variance over the same", "(units,) or (N,)", VALUE),
    Letter("x\u0302", "xhat", "normalised, (x − μ) / √(σ² + ε)", "as x", VALUE),
    Letter("γ", "gamma", "learned scale of a normalised unit", "(units,)", PARAMETER),
    Letter("β", "beta", "learned shift of a normalised unit", "(units,)", PARAMETER),
    Letter("u", "u", "scaled and shifted, u = γ x\u0302 + β", "as x", VALUE),
    Letter("m", "m", "mask of dropout", "as x", VALUE),
    Letter("h", "h", "what dropout leaves, h = m x", "as x", VALUE),
    Letter("v", "v", "a row as an image, or an image as a row", "its own", VALUE),
    Letter("s", "s", "pooled", "(channels, rows, columns, N)", VALUE),
)

BELOW = (
    "`d<name>` is ∂L/∂name and has the shape of `name`. Indices: n example, i input unit, j output unit, k class. "
    "Layers are numbered from 1, in a superscript; units from 0, as in the code. Rows are examples."
)


def table() -> str:
    """The letters as a Markdown table, with the conventions below it."""
    rows = [f"| {own.letter} | `{own.code}` | {own.meaning} | {own.shape} |" for own in LETTERS]
    return "\n".join(["| letter | in code | what it is | shape |", "|---|---|---|---|", *rows]) + f"\n\n{BELOW}"
