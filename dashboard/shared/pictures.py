"""Matrices become images: a signed number is a colour on either side of the background."""

import numpy as np

from dashboard.shared.palette import SIGNED_VALUE, Colour

Signed = tuple[Colour, Colour]


def signed_image(values, dark: bool, colours: Signed = SIGNED_VALUE, most: float | None = None):
    """Values (H, W) as RGB bytes (H, W, 3): `most`, by default the largest magnitude, has the full colour."""
    most = most or float(np.abs(values).max()) or 1.0
    negative, positive = (np.array(_rgb(colour.on(dark))) for colour in colours)
    ground = np.array((13, 17, 23) if dark else (255, 255, 255))
    share = np.clip(np.abs(values) / most, 0, 1)[..., None]  # (H, W, 1)
    ink = np.where(values[..., None] < 0, negative, positive)
    return (ground + share * (ink - ground)).round().astype(np.uint8)


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


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def digit_image(pixels, scale: int = 3):
    """A digit (784,) from 0 to 1 as ink on paper, bytes (28 scale, 28 scale)."""
    return (
        (255 * (1 - np.asarray(pixels).reshape(28, 28)))
        .round()
        .astype(np.uint8)
        .repeat(scale, axis=0)
        .repeat(scale, axis=1)
    )
