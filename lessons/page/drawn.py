"""Arrays and curves to be seen: what they hold, and not how they are drawn."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Picture:
    """An array seen. `shows` is "ink" for pixels from 0 (paper) to 1 (ink), or the role of signed numbers."""

    array: Any  # (H, W)
    caption: str
    shows: str = "ink"  # "ink", "value", "parameter" or "gradient"


@dataclass(frozen=True)
class Curve:
    """One line of a plot."""

    name: str
    x: Any  # (points,)
    y: Any  # (points,)
    role: str = "value"


@dataclass(frozen=True)
class Plot:
    """Curves over one axis, each with its name at its end; `marks` are single points."""

    curves: tuple[Curve, ...]
    x: str
    y: str
    caption: str
    marks: tuple[tuple[float, float, str], ...] = ()
    log: bool = False  # is the vertical axis logarithmic?
