"""Arrays become pictures that any page can hold: PNG for rows and columns, SVG for curves."""

import struct
import zlib
from html import escape

import numpy as np

from lessons.engine.forms.powers import printed
from lessons.page.drawn import Picture, Plot
from lessons.page.proved import Colours
from lessons.page.signed import rgb, signed_colours

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 74, 100, 14, 44  # what the axes and the names of the curves take of it
DASHES = ("", "6 4", "2 3", "9 3 2 3")


def png(picture: Picture, colours: Colours) -> bytes:
    """The picture, an entry a square; signed numbers are coloured on either side of the paper."""
    array = np.asarray(picture.array, float)
    scale = max(1, min(24, 196 // max(array.shape)))
    if picture.shows == "ink":
        paper, ink = rgb(colours["paper"]), rgb(colours["ink"])
        dots = (paper + np.clip(array, 0, 1)[..., None] * (ink - paper)).round().astype(np.uint8)
    else:
        role = "gradient" if picture.shows == "gradient" else "value"  # what is learned is seen like what flows forward
        dots = signed_colours(array, colours["paper"], colours[f"negative {role}"], colours[role])
    dots = dots.repeat(scale, 0).repeat(scale, 1)
    height, width, _ = dots.shape
    rows = b"".join(b"\0" + row.tobytes() for row in dots)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers from `low` to `high`, a step of 1, 2 or 5 apart."""
    step = 10.0 ** np.floor(np.log10((high - low) / most))
    step *= next(m for m in (1, 2, 5, 10) if (high - low) / (m * step) <= most)
    multiples = np.arange(np.ceil(low / step - 1e-9), np.floor(high / step + 1e-9) + 1)
    return [float(m * step) + 0.0 for m in multiples]  # + 0: no minus zero


def svg(plot: Plot, colours: Colours) -> str:
    """The plot as a drawing; each curve has its own dashes, and its name at its end."""
    across, up, over, down = _axes(plot)
    ink, faint = colours["ink"], colours["faint"]
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT

    parts = []
    for t in across.ticks:
        x = over(t)
        parts.append(f'<path d="M{x:.1f} {TOP}V{bottom}" stroke="{faint}" stroke-width=".5" opacity=".5"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{across.text(t)}</text>')
    for t in up.ticks:
        y = down(t)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{right}" stroke="{faint}" stroke-width=".5" opacity=".5"/>')
        parts.append(f'<text x="{LEFT - 7}" y="{y + 4:.1f}" text-anchor="end">{up.text(t)}</text>')
    ends: list[float] = []
    for k, curve in enumerate(plot.curves):
        points = [
            (over(x), down(y))
            for x, y in zip(curve.x, curve.y, strict=True)
            if np.isfinite(y) and (y > 0 or not plot.log)
        ]
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        dash = f' stroke-dasharray="{DASHES[k % len(DASHES)]}"' if k % len(DASHES) else ""
        parts.append(f'<path d="M{line}" fill="none" stroke="{colours[curve.role]}" stroke-width="2"{dash}/>')
        y = points[-1][1] + 4
        while any(abs(y - other) < 14 for other in ends):  # names do not stand on each other
            y += 14
        ends.append(y)
        parts.append(f'<text x="{right + 6}" y="{y:.1f}" fill="{colours[curve.role]}">{escape(curve.name)}</text>')
    for x, y, name in plot.marks:
        x, y = over(x), down(y)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colours["loss"]}"/>')
        parts.append(f'<text x="{x + 7:.1f}" y="{y - 7:.1f}" fill="{colours["loss"]}">{escape(name)}</text>')
    parts.append(f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 6}" text-anchor="middle">{escape(plot.x)}</text>')
    middle = (TOP + bottom) / 2
    parts.append(f'<text transform="translate(14 {middle}) rotate(-90)" text-anchor="middle">{escape(plot.y)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="system-ui, Liberation Sans, sans-serif" font-size="13" fill="{ink}">{"".join(parts)}</svg>'
    )


def spot(plot: Plot, x: float, y: float) -> tuple[float, float]:
    """Where a point of the plot is on the drawing; beyond its edge it is held there."""
    _, _, over, down = _axes(plot)
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    return round(min(max(over(x), LEFT), right), 1), round(min(max(down(y), TOP), bottom), 1)


def _axes(plot: Plot):
    """Both axes, and from a number to its place across and down."""
    across, up = _Axis([c.x for c in plot.curves], False), _Axis([c.y for c in plot.curves], plot.log)
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    return across, up, lambda x: LEFT + (right - LEFT) * across(x), lambda y: bottom - (bottom - TOP) * up(y)


class _Axis:
    """From numbers to a share of the axis."""

    def __init__(self, numbers, log: bool):
        self.log = log
        every = np.concatenate([np.asarray(n, float) for n in numbers])
        every = self.scaled(every[np.isfinite(every) & (every > 0 if log else True)])
        self.low, self.high = float(every.min()), float(every.max())
        if self.low == self.high:
            self.low, self.high = self.low - 0.5, self.high + 0.5
        if log:
            exponents = range(int(np.ceil(self.low)), int(np.floor(self.high)) + 1)
            self.ticks = [10.0**e for e in exponents][:: max(1, len(exponents) // 5)]
        else:
            self.ticks = ticks(self.low, self.high)

    def scaled(self, numbers):
        return np.log10(numbers) if self.log else numbers

    def __call__(self, number) -> float:
        return float((self.scaled(number) - self.low) / (self.high - self.low))

    def text(self, number) -> str:
        return printed(number, ".3g")
