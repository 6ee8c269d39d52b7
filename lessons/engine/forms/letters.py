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


class Elsewhere(NamedTuple):
    letter: str
    lessons: tuple[int, ...]
    meaning: str


# An alphabet is small, and the field's own letters meet in it: within a lesson each stands for one thing.
ELSEWHERE = (
    Elsewhere("μ", (1,), "μ with two indices: the average digit of a class"),
    Elsewhere("c", (6,), "a number added to every logit"),
    Elsewhere("σ²", (9,), "the spread of one number of the gradient from digit to digit"),
    Elsewhere("w", (10,), "one weight, measured from where it is best; wₜ after t steps"),
    Elsewhere("λ", (10,), "the curvature of a bowl"),
    Elsewhere("t", (10, 11), "how many steps"),
    Elsewhere("β", (11,), "how much of what is remembered stays at each step; β₁ and β₂ in Adam"),
    Elsewhere("ρ", (11,), "the same in RMSprop"),
    Elsewhere("v", (11,), "the velocity of momentum"),
    Elsewhere("m", (11,), "an average of gradients"),
    Elsewhere("s", (11,), "an average of squared gradients"),
    Elsewhere("ε", (11, 15), "a small number that keeps a quotient from dividing by zero"),
    Elsewhere("v", (12, 13), "the variance of a weight at the start"),
    Elsewhere("q", (12,), "the mean square of the inputs"),
    Elsewhere("τ", (12,), "the root of the mean square of a pre-activation"),
    Elsewhere("q", (13,), "the mean square of error signals, qₜ after t layers"),
    Elsewhere("s", (13,), "the mean square of slopes"),
    Elsewhere("t", (13,), "how many layers"),
    Elsewhere("q", (14,), "how probable it is that a unit is left out"),
    Elsewhere("λ", (14,), "λ₁ and λ₂, the strengths of L1 and L2"),
    Elsewhere("R", (14,), "the penalty"),
    Elsewhere("h", (17,), "how far a measured step goes"),
    Elsewhere("L′", (17,), "L′, L″, L‴: slopes of the loss along a direction"),
    Elsewhere("ε", (17,), "the share of a number that rounding may change"),
    Elsewhere("R", (17,), "the error by rounding"),
    Elsewhere("E", (17,), "both errors together"),
)

BELOW = (
    "`d<name>` is ∂L/∂name and has the shape of `name`. Indices: n example, i input unit, j output unit, k class. "
    "Layers are numbered from 1, in a superscript; units from 0, as in the code. Rows are examples."
)


def table() -> str:
    """The letters as a Markdown table, with the conventions below it."""
    rows = [f"| {own.letter} | `{own.code}` | {own.meaning} | {own.shape} |" for own in LETTERS]
    whole = "\n".join(["| letter | in code | what it is | shape |", "|---|---|---|---|", *rows])
    return f"{whole}\n\n{BELOW}\n\n{elsewhere()}"


def elsewhere() -> str:
    """Where a letter stands for something else, as a Markdown table below a sentence."""
    rows = [f"| {own.letter} | {', '.join(map(str, own.lessons))} | {own.meaning} |" for own in ELSEWHERE]
    head = ["| letter | lesson | what it is there |", "|---|---|---|"]
    return "Some lessons need a letter for something else. There it means only that.\n\n" + "\n".join([*head, *rows])
