"""Numbers as people write them."""

import math
import re

from lessons.powers import power_of_ten


def percent(share: float, places: int = 2) -> str:
    """A share as it is written on every page; the space does not break."""
    return f"{100 * share:.{places}f}\N{NO-BREAK SPACE}%"


def loss_text(loss: float) -> str:
    """A loss in few characters, that of a run which diverges among them."""
    if not math.isfinite(loss):
        return "–"
    if loss < 1e5:
        return f"{loss:.4f}" if loss < 10 else f"{loss:,.1f}"
    digits, exponent = f"{loss:.1e}".split("e")
    return f"{digits}×{power_of_ten(int(exponent))}"


def verbatim(text: str) -> str:
    """What somebody typed, as Markdown that shows it sign by sign."""
    return re.sub(r"([!-/:-@[-`{-~])", r"\\\1", text)  # beyond ASCII no sign means anything, and a backslash before it is shown
