"""A network drawn as people draw it: columns of units, and between them lines for the weights."""

from collections.abc import Sequence

from dashboard.palette import PARAMETER, VALUE

WIDTH, HEIGHT, TOP = 720, 260, 28
MOST_UNITS = 12  # drawn in a column; of a larger layer, some stand for all


def network_svg(widths: Sequence[int], notes: Sequence[str], dark: bool) -> str:
    """An SVG of layers of `widths` units, with one line of `notes` under each."""
    ink, faint = ("#e6e9ee", "#8b949e") if dark else ("#1b2430", "#57606a")
    value, weight = VALUE.on(dark), PARAMETER.on(dark)
    at = [70 + k * (WIDTH - 140) / (len(widths) - 1) for k in range(len(widths))]
    columns = [_heights(width) for width in widths]
    lines = [
        f'<path d="M{at[k]:.1f} {a:.1f}L{at[k + 1]:.1f} {b:.1f}"/>'
        for k in range(len(widths) - 1)
        for a in columns[k]
        for b in columns[k + 1]
    ]
    circles = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6"/>' for x, column in zip(at, columns, strict=True) for y in column]
    texts = []
    for x, width, column, note in zip(at, widths, columns, notes, strict=True):
        texts.append(f'<text x="{x:.1f}" y="16" fill="{ink}" font-weight="600">{width:,}</text>')
        texts.append(f'<text x="{x:.1f}" y="{HEIGHT - 8}" fill="{faint}">{note}</text>')
        if len(column) < width:
            middle = (column[len(column) // 2 - 1] + column[len(column) // 2]) / 2
            texts.append(f'<text x="{x:.1f}" y="{middle + 5:.1f}" fill="{faint}">⋮</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="system-ui, sans-serif" font-size="14" text-anchor="middle">'
        f'<g stroke="{weight}" stroke-width="0.6" opacity="0.35">{"".join(lines)}</g>'
        f'<g fill="{value}">{"".join(circles)}</g>{"".join(texts)}</svg>'
    )


def _heights(width):
    """The heights at which a column's units are drawn; a gap in the middle stands for the rest."""
    shown = min(width, MOST_UNITS)
    space = (HEIGHT - TOP - 40) / MOST_UNITS
    slots = shown + 1 if shown < width else shown
    first = TOP + (HEIGHT - TOP - 30) / 2 - space * (slots - 1) / 2
    gap = shown // 2 if shown < width else shown
    return [first + space * (k + (k >= gap)) for k in range(shown)]
