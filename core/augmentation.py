"""Augmentation: a digit moved or bent a little is the same digit, and one the network has not seen.

What happens to a batch is a function of the images and a key, so that a run repeats itself.
"""

import numpy as np

SIDE = 28


def take(table, chosen):
    """table[chosen]; without a check of each index, they are in range, it takes half as long."""
    return np.take(table, chosen, axis=0, mode="clip")


class Unchanged:
    """Images as they are."""

    def __init__(self, images):  # (n, 784)
        self.images = images

    def batch(self, chosen, key):
        return take(self.images, chosen)


class Shifts:
    """Each batch is moved by −1, 0 or 1 pixel across and down.

    All images in one row of memory, moved by 28 r + c numbers, are all images moved by r rows and
    c columns. So a shift is a view and costs nothing. What wraps around comes from the border,
    which is blank in all but one digit in a hundred.
    """

    def __init__(self, images):
        self.shape, self.margin = images.shape, SIDE + 1
        self.row = np.pad(images.reshape(-1), self.margin)

    def batch(self, chosen, key):
        down, across = np.random.default_rng(key).integers(-1, 2, 2)
        start = self.margin - SIDE * down - across
        moved = self.row[start : start + self.shape[0] * self.shape[1]].reshape(self.shape)
        return take(moved, chosen)


class Elastic:
    """Each batch is bent like a drawing on rubber: every pixel is fetched from a little way off.

    A random displacement for each pixel, smoothed by a Gaussian of σ pixels, scaled to a strength;
    the value there by bilinear interpolation. Simard, Steinkraus & Platt 2003, section 2.
    """

    sigma = 4.0
    strength = 1.5  # pixels, the root mean square of a displacement

    def __init__(self, images):
        self.images = images
        apart = np.subtract.outer(np.arange(SIDE), np.arange(SIDE))
        gaussian = np.exp(-(apart**2) / (2 * self.sigma**2))
        self.blur = gaussian / gaussian.sum(axis=1, keepdims=True)

    def field(self, key):  # (2, 28, 28): down and across
        rough = np.random.default_rng(key).uniform(-1, 1, (2, SIDE, SIDE))
        smooth = self.blur @ rough @ self.blur.T
        return self.strength * smooth / np.sqrt((smooth**2).mean())

    def batch(self, chosen, key):
        places = np.clip(np.indices((SIDE, SIDE)) + self.field(key), 0, SIDE - 1.001)
        whole = places.astype(int)
        down, across = (places - whole).reshape(2, -1).astype(self.images.dtype)
        corner = (SIDE * whole[0] + whole[1]).reshape(-1)
        x = take(self.images, chosen)
        upper = (1 - across) * x[:, corner] + across * x[:, corner + 1]
        lower = (1 - across) * x[:, corner + SIDE] + across * x[:, corner + SIDE + 1]
        return (1 - down) * upper + down * lower


AUGMENTATIONS: dict[str, type[Unchanged] | type[Shifts] | type[Elastic]] = {
    "none": Unchanged,
    "shifts": Shifts,
    "elastic": Elastic,
}
