"""One colour a meaning, the same in charts, formulas, pictures and prose.

`light` and `dark` reach a contrast of at least 6:1 on their theme's background, `both` at least
4:1 on either: formulas set by KaTeX cannot follow the theme. The hues stay apart for people with
deuteranopia, protanopia and tritanopia; no meaning is carried by colour alone.
"""

from typing import NamedTuple


class Colour(NamedTuple):
    light: str
    dark: str
    both: str = ""  # none where only the theme can tell

    def on(self, dark: bool) -> str:
        """The shade for a dark page or a light one."""
        return self.dark if dark else self.light


VALUE = Colour("#0b62b0", "#6cb6ff", "#1f78c8")  # what flows forward: x, z, a, p
PARAMETER = Colour("#7d5200", "#e3b341", "#9a6c00")  # what is learned: W, b
GRADIENT = Colour("#8a2fa3", "#dd9cf0", "#a94fc4")  # what flows back: δ, dW, db
LOSS = Colour("#b23a06", "#ff9466", "#cc4e14")  # how wrong: L, and a wrong answer
TRUTH = Colour("#0b6b5f", "#4fd1c0", "#0d857a")  # the label y, and a right answer

# Signed pictures: (negative, positive) about a zero in the colour of the background.
SIGNED_VALUE = Colour("#c2570c", "#f0883e", "#d9691b"), VALUE
SIGNED_GRADIENT = Colour("#1a7f37", "#56d364", "#2a8f47"), GRADIENT

# What all of it stands on and is written in: a page, its words, and words beside the point.
PAPER = Colour("#ffffff", "#0d1117")
INK = Colour("#1b2430", "#e6e9ee")
FAINT = Colour("#57606a", "#8b949e", "#8b949e")  # `both`: lines that are read on white and on black

# Runs side by side: told apart by their dashes and names as well.
RUNS = (VALUE, LOSS, TRUTH, GRADIENT, PARAMETER, Colour("#57606a", "#9aa4af", "#768390"))


def shades(dark: bool) -> dict[str, str]:
    """The shade of every meaning on one theme, by the names that lessons, on a screen and on paper, have for them."""
    meanings = {
        "value": VALUE,
        "parameter": PARAMETER,
        "gradient": GRADIENT,
        "loss": LOSS,
        "truth": TRUTH,
        "negative value": SIGNED_VALUE[0],
        "negative gradient": SIGNED_GRADIENT[0],
        "paper": PAPER,
        "ink": INK,
        "faint": FAINT,
    }
    return {name: colour.on(dark) for name, colour in meanings.items()} | {"tint": FAINT.on(dark) + "26"}


def colours(**meanings: Colour) -> dict[str, list[str]]:
    """Colours for a component: a name and its (light, dark) pair."""
    return {name: [colour.light, colour.dark] for name, colour in meanings.items()}


# Every quantity of a pass, for components that draw one.
QUANTITIES = colours(
    value=VALUE,
    parameter=PARAMETER,
    gradient=GRADIENT,
    loss=LOSS,
    truth=TRUTH,
    **{"value-negative": SIGNED_VALUE[0], "gradient-negative": SIGNED_GRADIENT[0]},
)
