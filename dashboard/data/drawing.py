"""A drawing on the pad of a page: what a browser sends of it, checked, and made what MNIST's digits are."""

import base64
import io

import numpy as np
from PIL import Image

from core.datasets import DataError
from dashboard.data.normalised import Normalised, centred

PAD = 280  # pixels along a side of the pad: what is larger was not drawn there


def read_drawing(sent: str | None) -> Normalised | None:
    """The drawing that a browser sent as a PNG in base64, as MNIST would have it; None if it sent nothing that is one,
    or an empty pad."""
    try:
        image = Image.open(io.BytesIO(base64.b64decode(sent or "", validate=True)), formats=["PNG"])
        if max(image.size) > PAD:
            return None
        return centred(np.asarray(image.convert("L"), float) / 255, "The drawing")
    except (DataError, Image.DecompressionBombError, OSError, SyntaxError, TypeError, ValueError):
        return None


def read_levels(sent: str) -> np.ndarray | None:
    """The image (784,) from 0 to 1 whose grey levels a browser sent as bytes in base64; None if it sent no such."""
    try:
        levels = np.frombuffer(base64.b64decode(sent, validate=True), np.uint8)
    except (TypeError, ValueError):
        return None
    return levels / 255 if levels.size == 784 else None


def write_levels(image) -> str:
    """An image (784,) from 0 to 1 as a browser takes it: bytes in base64, 0 is paper and 255 is ink."""
    return base64.b64encode(np.round(255 * np.clip(image, 0, 1)).astype(np.uint8).tobytes()).decode()
