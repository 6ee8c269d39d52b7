"""A network drawn as people draw it: columns of units, stacks of images, and between them lines for the weights."""

from collections.abc import Sequence

from dashboard.shared.palette import FAINT, INK, PAPER, PARAMETER, VALUE

WIDTH, HEIGHT, TOP = 720, 260, 28
MIDDLE = TOP + (HEIGHT - TOP - 30) / 2
MOST_UNITS = 12  # drawn in a column; of a larger layer, some stand for all
MOST_IMAGES = 4  # drawn in a stack
SHIFT, WINDOW = 6, 12  # pixels from image to image of a stack; the side of a filter's window
BOLD = 'stroke-width="2.5"'  # of the few lines of a filter
Shape = tuple[int, ...]  # (units,) or (channels, height, width)


def network_svg(shapes: Sequence[Shape], notes: Sequence[str], dark: bool) -> str:
    """An SVG of layers of these `shapes`, with one line of `notes` under each."""
    ink, faint, ground = INK.on(dark), FAINT.on(dark), PAPER.on(dark)
    value, weight = VALUE.on(dark), PARAMETER.on(dark)
    at = [70 + k * (WIDTH - 140) / (len(shapes) - 1) for k in range(len(shapes))]
    lines = [line for k in range(len(shapes) - 1) for line in _between(at[k], shapes[k], at[k + 1], shapes[k + 1])]
    units = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
        for x, shape in zip(at, shapes, strict=True)
        for y in _heights(shape)
    ]
    images = [image for x, shape in zip(at, shapes, strict=True) for image in _stack(x, shape)]
    texts = []
    for x, shape, note in zip(at, shapes, notes, strict=True):
        size, column = " × ".join(f"{n:,}" for n in shape), _heights(shape)
        texts.append(f'<text x="{x:.1f}" y="16" fill="{ink}" font-weight="600">{size}</text>')
        texts.append(f'<text x="{x:.1f}" y="{HEIGHT - 8}" fill="{faint}">{note}</text>')
        if column and len(column) < shape[0]:
            middle = (column[len(column) // 2 - 1] + column[len(column) // 2]) / 2
            texts.append(f'<text x="{x:.1f}" y="{middle + 5:.1f}" fill="{faint}">⋮</text>')
    small = 14 if len(shapes) < 6 else 12
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="system-ui, sans-serif" font-size="{small}" text-anchor="middle">'
        f'<g fill="{ground}" stroke="{value}" stroke-width="1.5">{"".join(images)}</g>'
        f'<g stroke="{weight}" fill="none" stroke-width="0.6" opacity="0.35">{"".join(lines)}</g>'
        f'<g fill="{value}">{"".join(units)}</g>{"".join(texts)}</svg>'
    )


def _between(x: float, shape: Shape, next_x: float, after: Shape) -> list[str]:
    """The weights between two layers: every unit to every unit, or the window of a filter to the place that it
    makes."""
    if len(shape) == 1:
        return [f'<path d="M{x:.1f} {a:.1f}L{next_x:.1f} {b:.1f}"/>' for a in _heights(shape) for b in _heights(after)]
    right, low = _front(x, shape)
    if len(after) == 1:
        return [f'<path d="M{right:.1f} {MIDDLE:.1f}L{next_x:.1f} {b:.1f}"/>' for b in _heights(after)]
    left, top = right - WINDOW - 3, low - WINDOW - 3
    place, height = _front(next_x, after)
    ends = [
        f'<path {BOLD} d="M{left + WINDOW:.1f} {y:.1f}L{place - 8:.1f} {height - 8:.1f}"/>' for y in (top, top + WINDOW)
    ]
    return [f'<rect x="{left:.1f}" y="{top:.1f}" width="{WINDOW}" height="{WINDOW}" {BOLD}/>', *ends]


def _side(shape: Shape) -> float:
    return 20 + 40 * min(max(shape[1:]) / 28, 1)


def _front(x: float, shape: Shape) -> tuple[float, float]:
    """The lower right corner of the front image of a stack around `x`."""
    half = (_side(shape) + SHIFT * (min(shape[0], MOST_IMAGES) - 1)) / 2
    return x + half, MIDDLE + half


def _stack(x: float, shape: Shape) -> list[str]:
    """The images of a layer behind each other, from the back; none for a column of units."""
    if len(shape) == 1:
        return []
    side, (right, low) = _side(shape), _front(x, shape)
    corners = [(right - side - SHIFT * k, low - side - SHIFT * k) for k in reversed(range(min(shape[0], MOST_IMAGES)))]
    return [f'<rect x="{left:.1f}" y="{top:.1f}" width="{side:.1f}" height="{side:.1f}"/>' for left, top in corners]


def _heights(shape: Shape) -> list[float]:
    """The heights at which a column's units are drawn; a gap in the middle stands for the rest. None for images."""
    if len(shape) > 1:
        return []
    (width,) = shape
    shown = min(width, MOST_UNITS)
    space = (HEIGHT - TOP - 40) / MOST_UNITS
    slots = shown + 1 if shown < width else shown
    first = MIDDLE - space * (slots - 1) / 2
    gap = shown // 2 if shown < width else shown
    return [first + space * (k + (k >= gap)) for k in range(shown)]
