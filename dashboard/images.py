"""Images of your own: files of any size become 28 × 28 pixels, normalised as MNIST's were."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from core.datasets import DataError, Split, read_own

PIXELS = 50_000_000  # of one image; more is no photograph of a digit
KINDS = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"}


def read_image(path: Path):
    """One image file as a row of 784 numbers from 0 to 1. Raises DataError."""
    try:
        with Image.open(path) as image:
            if image.width * image.height > PIXELS:
                raise DataError(f"{path.name} has {image.width} × {image.height} pixels; a picture of one digit needs far fewer.")
            grey = grey_levels(ImageOps.exif_transpose(image))
    except FileNotFoundError:
        raise DataError(f"{path.name} does not exist.") from None
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(f"{path.name} is not an image that can be read, or it is damaged.") from None
    return normalised(grey, path.name)


def grey_levels(image: Image.Image):
    """Grey from 0 to 255, (H, W). What is transparent is a ground as unlike the ink as can be."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return np.asarray(image.convert("L"), float)
    grey, opaque = (np.asarray(band, float) for band in image.convert("LA").split())
    covered = opaque / 255
    ground = 255 if not covered.any() or np.average(grey, weights=covered) < 128 else 0
    return covered * grey + (1 - covered) * ground


def normalised(grey, name: str):
    """Grey levels (H, W) as MNIST would have them, (784,): light ink on a dark ground, scaled into
    20 × 20 pixels, its centre of mass in the centre of 28 × 28 (LeCun et al. 1998, section III.A).

    An image that is 28 × 28 with a dark ground is taken as it is.
    """
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    light = np.median(border) > 127
    ink = (255 - grey if light else grey) / 255
    if grey.shape == (28, 28) and not light and ink.any():
        return ink.reshape(-1)
    ink = np.where(ink > 0.25 * ink.max(), ink, 0)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) == 0:
        raise DataError(f"{name} is blank: there is no ink on it.")
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = 20 / max(cut.shape)
    size = [max(1, round(side * scale)) for side in cut.shape]
    small = np.asarray(Image.fromarray((cut * 255).astype(np.uint8)).resize((size[1], size[0]), Image.Resampling.LANCZOS), float) / 255
    centre = [round(float((small.sum(axis=1 - axis) * np.arange(size[axis])).sum() / small.sum())) for axis in (0, 1)]
    top, left = (int(np.clip(14 - c, 0, 28 - s)) for c, s in zip(centre, size, strict=True))
    digit = np.zeros((28, 28))
    digit[top : top + size[0], left : left + size[1]] = small
    return digit.reshape(-1)


def read_images(path: Path, names: Sequence[str]) -> Split:
    """Labelled images: an .npz or .csv file, or a folder that has a folder for each class, called by its number or its name.

    Raises DataError.
    """
    if not path.is_dir():
        return read_own(path, len(names))
    images, labels = [], []
    for k, name in enumerate(names):
        for folder in sorted({str(k), name}):
            for file in sorted((path / folder).glob("*")):
                if file.suffix.lower() in KINDS:
                    images.append(read_image(file))
                    labels.append(k)
    if not images:
        raise DataError(f"{path.name} has no folders “{names[0]}” to “{names[-1]}” with images (PNG, JPEG …) in them.")
    return Split(np.array(images, np.float32), np.array(labels))
