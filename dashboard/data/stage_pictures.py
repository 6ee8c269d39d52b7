"""What became of a photograph can be seen: the picture, its ink, what was found on it, and what the network sees."""

from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from dashboard.data.images import Stages
from dashboard.shared.palette import VALUE
from dashboard.shared.pictures import digit_image

TALL = 168  # pixels of each picture
WIDE = 2 * TALL
DIGITS = 10  # of one sheet that are shown


class StagePicture(NamedTuple):
    """One stage as it is shown."""

    title: str
    alt: str
    image: Any  # bytes (H, W) or (H, W, 3)


def stage_pictures(stages: Stages) -> list[StagePicture]:
    """The stages of a photograph in order; two of an image that is taken as it is."""
    photo = StagePicture("The image", "The image as its file has it.", shown(stages.levels))
    alone = len(stages.digits) == 1
    digits = [
        StagePicture(
            "What the network sees" if alone else f"Digit {k} of 28 × 28 pixels",
            f"Digit {k} as the network sees it.",
            digit_image(np.clip(digit.pixels, 0, 1), TALL // 28 if alone else TALL // 56),
        )
        for k, digit in enumerate(stages.digits[:DIGITS], 1)
    ]
    if stages.kept:
        return [photo, *digits]
    paper = 255 * (1 - stages.ink / max(float(stages.ink.max()), 1e-9))
    flat = StagePicture("Without paper and light", "The ink alone, dark on white.", shown(paper))
    count = len(stages.boxes)
    alt = "A frame around the digit." if count == 1 else f"Frames around {count} digits."
    return [photo, flat, StagePicture("Found", alt, framed(paper, stages.boxes)), *digits]


def shown(levels):
    """Levels (H, W) or (H, W, 3) as bytes no larger than there is room for."""
    return np.asarray(_small(levels))


def framed(levels, boxes):
    """The same with a frame around each box."""
    image = _small(levels).convert("RGB")
    scale = image.height / np.shape(levels)[0]
    draw = ImageDraw.Draw(image)
    for top, left, bottom, right in boxes:
        box = [left * scale - 3, top * scale - 3, right * scale + 2, bottom * scale + 2]
        draw.rectangle(box, outline=VALUE.light, width=2)
    return np.asarray(image)


def _small(levels):
    image = Image.fromarray(np.clip(np.round(levels), 0, 255).astype(np.uint8))
    scale = min(TALL / image.height, WIDE / image.width)
    rule = Image.Resampling.NEAREST if scale > 2 else Image.Resampling.LANCZOS
    return image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))), rule)
