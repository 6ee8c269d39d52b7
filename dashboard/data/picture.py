"""A file holds a picture in one of a dozen ways: here each becomes levels of light from 0 to 255, upright."""

import io
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from core.datasets import DataError

PIXELS = 50_000_000  # of one image; more is no photograph of a digit
UNDRAFTED = 16_000_000  # of one that has to be unpacked whole, as all but JPEG: 64 MB, up to four times
SIDE = 1_000  # of what is looked at of a larger image
KINDS = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".heic", ".heif"}
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")  # whatever a name says: others run programs of their own
HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}  # ISO/IEC 23008-12, annex B
RANGES = 255, 1_023, 4_095, 16_383, 65_535, 2**32 - 1  # of 8, 10, 12, 14, 16 and 32 bits a pixel


@dataclass(frozen=True)
class Picture:
    """Levels of light, and what was left out of the file."""

    levels: Any  # (H, W) or, in colour, (H, W, 3), from 0 to 255
    notes: tuple[str, ...] = ()  # sentences


def opened(content: bytes, name: str) -> Picture:
    """The picture in a file. Raises DataError."""
    formats = [*FORMATS, *_heic(content, name)]
    try:
        with Image.open(io.BytesIO(content), formats=formats) as image:
            asked = image.width * image.height
            if asked <= PIXELS:
                image.draft("RGB", (SIDE, SIDE))  # a JPEG can be unpacked at an eighth of its size
            if asked > PIXELS or image.width * image.height > UNDRAFTED:
                raise DataError(
                    f"{name} has {image.width} × {image.height} pixels; a picture of one digit needs far fewer."
                )
            frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)  # MPO: a small copy goes with it
            notes = (f"{name} holds {frames:,} pictures; the first of them is read.",) if frames > 1 else ()
            return Picture(light(ImageOps.exif_transpose(image), name), notes)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(f"{name} is not an image that can be read, or it is damaged.") from None


def _heic(content, name):
    """The name of a telephone's format, where there is something that unpacks it. Raises DataError."""
    if content[4:8] != b"ftyp" or content[8:12] not in HEIC:
        return []
    if find_spec("pi_heif") is None:
        raise DataError(
            f"{name} is a HEIC photograph, which is unpacked only where the extra “heic” is installed "
            "(`pip install 'chainrule[heic]'`). Send it as a JPEG: an iPhone takes them under Settings, Camera, "
            "Formats, Most Compatible."
        )
    import_module("pi_heif").register_heif_opener(thumbnails=False)
    return ["HEIF"]


def light(image: Image.Image, name: str = "It"):
    """Levels of light from 0 to 255, (H, W) or (H, W, 3). What is transparent is a ground as unlike the ink as can be.

    More than a byte a pixel can say is scaled by the range that its bits have. Raises DataError.
    """
    if image.mode == "F" or image.mode.startswith("I"):
        deep = np.asarray(_smaller(image.convert("F")), float)
        if not np.isfinite(deep).all():
            raise DataError(f"{name} has a pixel that is not a number.")
        low, high = min(0.0, float(deep.min())), float(deep.max())
        unit = image.mode == "F" and high - low <= 1
        return 255 * (deep - low) / (1 if unit else next((most for most in RANGES if high - low <= most), high - low))
    if image.has_transparency_data:
        coloured = np.asarray(_smaller(image.convert("RGBA")), float)
        covered, colours = coloured[..., 3:] / 255, coloured[..., :3]
        mean = np.average(colours.mean(axis=2), weights=covered[..., 0]) if covered.any() else 0
        return covered * colours + (1 - covered) * (255 if mean < 128 else 0)
    plain = image.mode in ("1", "L")
    return np.asarray(_smaller(image.convert("L" if plain else "RGB")), float)


def _smaller(image):
    image.thumbnail((SIDE, SIDE))
    return image
