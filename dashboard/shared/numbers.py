"""Numbers as every page reads and writes them: whole ones in a link, shares, losses, errors, times.

A number in the prose of a lesson is written by `printed` (lessons/page/blocks.py), in the stepper by numbers.js.
"""

import math

from lessons.engine.forms.powers import with_power


def whole(text: str, high: int, low: int = 0) -> int | None:
    """The whole number that `text` writes in plain digits, ten at most; None where it writes none in these bounds."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):
        return None
    return int(text) if low <= int(text) <= high else None


def counted(count: int, what: str) -> str:
    """So many of something: 1 run, 2 runs."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def percent(share: float, places: int = 2) -> str:
    """A share as it is written on every page; the space does not break."""
    return f"{100 * share:.{places}f}\N{NO-BREAK SPACE}%"


def sureness(p: float) -> str:
    """A probability at a glance, as `share` in numbers.js: 4.2 %, or beyond which end it lies."""
    if 0.0005 <= p <= 0.9995:
        return percent(p, 1)
    return f"{'> 99.9' if p > 0.5 else '< 0.1'} %".replace(" ", "\N{NO-BREAK SPACE}")


def step_of(value: float) -> float:
    """By how much the buttons beside a number move it: a tenth of its power of ten, or a whole one, so that neither
    button leads to 0. At 0.005 it is 0.001, at 0.01 as well, at 0.02 it is 0.01."""
    if not (value and math.isfinite(value)):
        return 0.001
    return float(f"1e{math.ceil(math.log10(abs(value)) - 1e-9) - 1}")


def loss_text(loss: float) -> str:
    """A loss in few characters, that of a run which diverges among them."""
    if not math.isfinite(loss):
        return "–"
    if loss < 1e5:
        return f"{loss:.4f}" if loss < 10 else f"{loss:,.1f}"
    return with_power(f"{loss:.1e}")


def error_text(error: float) -> str:
    """A relative error to one digit, as 3 × 10⁻¹⁴."""
    if not error or not math.isfinite(error):
        return "∞" if error else "0"
    return with_power(f"{error:.0e}", " × ")


def duration(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 1:
        return "under a second"
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
