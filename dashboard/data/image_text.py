"""An image of one's own as text for an address: its 784 grey levels, deflated, in base64url."""

import base64
import zlib

import numpy as np

LONGEST = 1_100  # characters; noise that does not shrink has 1,060


def write(image) -> str:
    """The text of an image (784,) from 0 to 1."""
    levels = np.round(255 * image).astype(np.uint8)
    return base64.urlsafe_b64encode(zlib.compress(levels.tobytes(), 9)).decode().rstrip("=")


def read(text: str):
    """The image (784,) in `text`, from 0 to 1 in steps of 1/255; None where it holds none."""
    if len(text) > LONGEST:
        return None
    inflate = zlib.decompressobj()
    try:
        levels = inflate.decompress(base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True), 785)
    except (ValueError, zlib.error):
        return None
    whole = len(levels) == 784 and inflate.eof and not inflate.unused_data
    return np.frombuffer(levels, np.uint8) / 255 if whole else None
