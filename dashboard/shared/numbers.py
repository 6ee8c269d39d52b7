"""Numbers as people write them."""

import math
import re

from lessons.engine.forms.powers import with_power


def percent(share: float, places: int = 2) -> str:
    """A share as it is written on every page; the space does not break."""
    return f"{100 * share:.{places}f}\N{NO-BREAK SPACE}%"


def sureness(p: float) -> str:
    """A probability at a glance, as `share` in numbers.js: 4.2 %, or beyond which end it lies."""
    if 0.0005 <= p <= 0.9995:
        return percent(p, 1)
    return f"{'> 99.9' if p > 0.5 else '< 0.1'} %".replace(" ", "\N{NO-BREAK SPACE}")


def loss_text(loss: float) -> str:
    """A loss in few characters, that of a run which diverges among them."""
    if not math.isfinite(loss):
        return "–"
    if loss < 1e5:
        return f"{loss:.4f}" if loss < 10 else f"{loss:,.1f}"
    return with_power(f"{loss:.1e}")


def verbatim(text: str) -> str:
    """What somebody typed, as Markdown that shows it sign by sign."""
    return re.sub(
        r"([!-/:-@[-`{-~])", r"\\\1", text
    )  # beyond ASCII no sign means anything, and a backslash before it is shown
