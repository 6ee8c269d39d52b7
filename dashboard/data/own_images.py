"""Some images of one's own as text for an address, each with what it truly is where its owner said so:
`4:eNr…~eNr…`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.data import image_text

MOST = 10  # a mini-batch of one's own digits
LONGEST = MOST * (image_text.LONGEST + 3)  # characters


@dataclass(frozen=True, eq=False)
class OwnImage:
    """An image (784,) from 0 to 1, and its class, or None where nobody said which."""

    pixels: Any
    label: int | None = None

    @classmethod
    def said(cls, pixels: Any, label: Any) -> "OwnImage":
        """One with the label that a browser sent; none where that is no class."""
        return cls(pixels, label if type(label) is int and 0 <= label <= 9 else None)


def write(images: Iterable[OwnImage]) -> str:
    """The text of the images. One without a label is written as links of old have it."""
    return "~".join(f"{'' if one.label is None else f'{one.label}:'}{image_text.write(one.pixels)}" for one in images)


def read(text: str) -> tuple[OwnImage, ...]:
    """The images in `text`; none where one of them cannot be read."""
    parts = text.split("~")
    images = tuple(map(_one, parts)) if len(parts) <= MOST else ()
    return () if None in images else images


def _one(part):
    label, colon, image = part.rpartition(":")
    pixels = image_text.read(image)
    if pixels is None or (colon and label not in [*"0123456789"]):
        return None
    return OwnImage(pixels, int(label) if colon else None)
