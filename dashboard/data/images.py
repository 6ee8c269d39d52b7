"""Images of your own: files of any size become 28 × 28 pixels, normalised as MNIST's were."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from core.archive import Archive
from core.datasets import DataError, Split, read_own

PIXELS = 50_000_000  # of one image; more is no photograph of a digit
UNDRAFTED = 16_000_000  # of one that has to be unpacked whole, as all but JPEG: 64 MB, up to four times
SIDE = 1_000  # of what is looked at of a larger image
FILES = 40  # images uploaded together
LABELLED = 10_000  # images in one uploaded file
UNPACKED = 64_000_000  # bytes in it: so many images in float64
KINDS = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp"}
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP")  # whatever the name of a file says: others run programs of their own


def read_image(path: Path):
    """One image file as a row of 784 numbers from 0 to 1. Raises DataError."""
    try:
        with Image.open(path, formats=FORMATS) as image:
            asked = image.width * image.height
            if asked <= PIXELS:
                image.draft("L", (SIDE, SIDE))  # a JPEG can be unpacked at an eighth of its size
            if asked > PIXELS or image.width * image.height > UNDRAFTED:
                raise DataError(
                    f"{path.name} has {image.width} × {image.height} pixels; a picture of one digit needs far fewer."
                )
            grey = grey_levels(ImageOps.exif_transpose(image), path.name)
    except FileNotFoundError:
        raise DataError(f"{path.name} does not exist.") from None
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(f"{path.name} is not an image that can be read, or it is damaged.") from None
    return normalised(grey, path.name)


def grey_levels(image: Image.Image, name: str = "It"):
    """Grey from 0 to 255, (H, W). What is transparent is a ground as unlike the ink as can be.

    More than a byte a pixel can say is scaled by the range that there is: a scanner of twelve bits fills a sixteenth
    of sixteen. Raises DataError.
    """
    if image.mode == "F" or image.mode.startswith("I"):
        deep = np.asarray(_smaller(image.convert("F")), float)
        if not np.isfinite(deep).all():
            raise DataError(f"{name} has a pixel that is not a number.")
        return 255 * (deep - deep.min()) / (np.ptp(deep) or 1.0)
    if "A" not in image.getbands() and "transparency" not in image.info:
        return np.asarray(_smaller(image.convert("L")), float)
    grey, opaque = (np.asarray(band, float) for band in _smaller(image.convert("LA")).split())
    covered = opaque / 255
    ground = 255 if not covered.any() or np.average(grey, weights=covered) < 128 else 0
    return covered * grey + (1 - covered) * ground


def _smaller(image):
    image.thumbnail((SIDE, SIDE))
    return image


@dataclass(frozen=True)
class Normalised:
    """An image as MNIST would have it, and how it lies in the image that it was made from."""

    pixels: Any  # (784,) from 0 to 1
    scale: float = 1.0  # the side of one of its pixels, in pixels of that image
    left: float = 0.0  # where its first column begins there
    top: float = 0.0  # and its first row


def normalised(grey, name: str):
    """Grey levels (H, W) as MNIST would have them, (784,): light ink on a dark ground, scaled and centred.

    An image that is 28 × 28 with a dark ground is taken as it is. Raises DataError.
    """
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    light = np.median(border) > 127
    ink = (255 - grey if light else grey) / 255
    if grey.shape == (28, 28) and not light and ink.any():
        return ink.reshape(-1)
    return centred(ink, name).pixels


def centred(ink, name: str) -> Normalised:
    """Ink from 0 to 1 (H, W) scaled into 20 × 20 pixels, its centre of mass in the centre of 28 × 28 (LeCun et al.
    1998, section III.A). Raises DataError where there is none."""
    ink = np.where(ink > 0.25 * ink.max(), ink, 0)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) == 0:
        raise DataError(f"{name} is blank: there is no ink on it.")
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = 20 / max(cut.shape)
    size = [max(1, round(side * scale)) for side in cut.shape]
    small = (
        np.asarray(
            Image.fromarray((cut * 255).astype(np.uint8)).resize((size[1], size[0]), Image.Resampling.LANCZOS), float
        )
        / 255
    )
    centre = [round(float((small.sum(axis=1 - axis) * np.arange(size[axis])).sum() / small.sum())) for axis in (0, 1)]
    top, left = (int(np.clip(14 - c, 0, 28 - s)) for c, s in zip(centre, size, strict=True))
    digit = np.zeros((28, 28))
    digit[top : top + size[0], left : left + size[1]] = small
    return Normalised(digit.reshape(-1), 1 / scale, float(columns[0] - left / scale), float(rows[0] - top / scale))


def read_images(path: Path, names: Sequence[str]) -> Split:
    """Labelled images: an .npz or .csv file, or a folder that has a folder for each class, called by its number or its
    name.

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


@dataclass(frozen=True)
class Uploaded:
    """Images that came through a browser."""

    levels: Any  # (N, 784) grey levels from 0 to 255, as bytes
    labels: Any  # (N,) whole numbers, or None: image files have no labels
    names: tuple[str, ...]  # of the image files
    faults: tuple[str, ...]  # a sentence for each image file that cannot be read


def read_uploaded(files: Sequence[tuple[str, bytes]], classes: int) -> Uploaded:
    """Image files, or one `.npz` or `.csv` file of labelled images, each as its name and what is in it. Raises
    DataError."""
    if len(files) > FILES:
        raise DataError(f"These are {len(files)} files; {FILES} at once are the limit.")
    tables = [name for name, _ in files if Path(name).suffix.lower() in (".npz", ".csv")]
    if tables and len(files) > 1:
        raise DataError(f"{tables[0]} holds labelled images; choose it alone, without other files.")
    images, names, faults = [], [], []
    with TemporaryDirectory() as folder:
        for name, content in files:
            plain = re.sub(r"[^\w.() -]", "_", name)[-60:]
            path = Path(folder) / (plain if plain.strip(". ") else "file")
            path.write_bytes(content)
            if tables:
                labelled = _labelled(path, classes)
                return Uploaded(_levels(labelled.images), labelled.labels, (), ())
            try:
                images.append(read_image(path))
                names.append(path.name)
            except DataError as error:
                faults.append(str(error))
    return Uploaded(_levels(np.reshape(images, (-1, 784))), None, tuple(names), tuple(faults))


def _levels(images):
    return np.round(255 * images).astype(np.uint8)


def _labelled(path, classes):
    if path.suffix.lower() == ".npz":
        try:
            with open(path, "rb") as raw:
                Archive(raw)  # its directory is bounded, which may be longer than all that it lists
        except Exception:  # damage makes zipfile raise a dozen kinds
            raise DataError(f"{path.name} is not an .npz file of plain numbers, or it is damaged.") from None
    found = read_own(path, classes, unpacked=UNPACKED)
    if len(found) > LABELLED:
        raise DataError(f"{path.name} holds {len(found):,} images; {LABELLED:,} are the limit here.")
    return found
