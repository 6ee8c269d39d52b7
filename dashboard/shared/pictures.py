"""Matrices become images: a signed number is a colour on either side of the background."""

import base64
import io

import numpy as np
from PIL import Image

from dashboard.shared.palette import PAPER, SIGNED_VALUE, Colour
from lessons.page.signed import signed_colours

Signed = tuple[Colour, Colour]


def signed_image(values, dark: bool, colours: Signed = SIGNED_VALUE, most: float | None = None):
    """Values (H, W) as RGB bytes (H, W, 3): `most`, by default the largest magnitude, has the full colour."""
    negative, positive = (colour.on(dark) for colour in colours)
    return signed_colours(values, PAPER.on(dark), negative, positive, most)


def weight_tiles(W, columns: int, scale: int, dark: bool, gap: int = 3):
    """The incoming weights of each unit, W (784, units), as 28 × 28 pictures in rows of `columns`, each on its own
    scale."""
    units = W.shape[1]
    rows = -(-units // columns)
    side = 28 * scale + gap
    ground = np.array((110, 118, 129) if dark else (140, 149, 159), np.uint8)
    sheet = np.tile(ground, (rows * side + gap, columns * side + gap, 1))
    for unit in range(units):
        top, left = gap + unit // columns * side, gap + unit % columns * side
        picture = signed_image(W[:, unit].reshape(28, 28), dark)
        sheet[top : top + 28 * scale, left : left + 28 * scale] = picture.repeat(scale, axis=0).repeat(scale, axis=1)
    return sheet


def digit_image(pixels, scale: int = 3):
    """A digit (784,) from 0 to 1 as ink on paper, bytes (28 scale, 28 scale)."""
    return (
        (255 * (1 - np.asarray(pixels).reshape(28, 28)))
        .round()
        .astype(np.uint8)
        .repeat(scale, axis=0)
        .repeat(scale, axis=1)
    )


def link_of(dots) -> str:
    """RGB bytes (H, W, 3) as a link that holds the picture, in fewer colours than an eye tells apart: no file that a
    server has to keep for each who looks at it."""
    file = io.BytesIO()
    Image.fromarray(dots).quantize(method=Image.Quantize.FASTOCTREE).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
