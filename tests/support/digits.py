"""A few small digits made of nothing but a seed, for tests that need data and not handwriting."""

import numpy as np

from core.datasets import Digits, Split


def blobs(n, seed, dtype=np.float32) -> Split:
    """Images of ten classes: each class is a bright square in its own place, with noise."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(10, size=n)
    images = rng.random((n, 28, 28)) * 0.5
    for image, label in zip(images, labels, strict=True):
        row, column = divmod(int(label), 4)
        image[3 + 8 * row : 9 + 8 * row, 1 + 7 * column : 6 + 7 * column] += 0.5
    return Split(images.reshape(n, 784).astype(dtype), labels)


def few(dtype=np.float32) -> Digits:
    return Digits(blobs(330, 0, dtype), blobs(100, 1, dtype), blobs(100, 2, dtype))
