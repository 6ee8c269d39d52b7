"""A label is the number of a class, however it was written down: 7, 7.0, "7", "seven", one of ten columns."""

from collections.abc import Sequence

import numpy as np

from core.datasets.catalogue import DIGITS
from core.datasets.idx import DataError

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def numbers(labels, count: int, name: str, names: Sequence[str] = DIGITS):
    """Labels in any of the usual forms as (N,) numbers. Raises DataError."""
    if labels.ndim == 2 and 1 in labels.shape and labels.size == count:
        labels = labels.reshape(-1)
    if labels.shape == (count, len(names)) and labels.dtype.kind in "biuf" and _is_one_hot(labels):
        labels = labels.argmax(axis=1)
    if labels.dtype.kind in "US":
        labels = _spelled(labels, name, names)
    if labels.dtype.kind not in "iuf":
        raise DataError(f"{name}: images and labels must be numbers.")
    if labels.shape != (count,):
        shape = " × ".join(f"{size:,}" for size in labels.shape) or "one number"
        raise DataError(
            f"{name}: {count:,} images need as many labels in one row, a number each; here the labels are {shape}."
        )
    return labels


def _is_one_hot(labels) -> bool:
    return bool(((labels == 0) | (labels == 1)).all() and (labels.sum(axis=1) == 1).all())


def _spelled(labels, name, names):
    """Words as numbers: a number that is written out, the name of a class, an English numeral."""
    known = {word.lower(): k for k, word in enumerate(names)}
    if tuple(names) == DIGITS:
        known |= {word: k for k, word in enumerate(WORDS)}
    found = {}
    for word in np.unique(labels).tolist():
        text = (word.decode("utf-8", "replace") if isinstance(word, bytes) else word).strip().strip("'\"").lower()
        text = text[2:].strip("'") if text.startswith("b'") else text
        try:
            found[word] = known[text] if text in known else float(text)
        except ValueError:
            raise DataError(
                f"{name}: the label “{text[:40]}” is neither a number nor the name of a class, such as “{names[-1]}”."
            ) from None
    return np.array([found[word] for word in labels.reshape(-1).tolist()], float).reshape(labels.shape)


def classes(labels, name: str, names: Sequence[str] = DIGITS, first: int = 0):
    """Labels (N,) as class numbers from 0, and sentences on what is made of them; `first` is the label of the first
    class in the files of its makers. Raises DataError."""
    count, notes = len(names), []
    if first and len(labels) and labels.min() >= first and (labels.max() >= count or len(labels) > 10 * count):
        labels = labels - first
        notes.append(f"{name}: the labels count from {first}, as its makers have them; {first} is {names[0]}.")
    wrong = np.flatnonzero((labels != np.floor(labels)) | (labels < 0) | (labels >= count))
    if len(wrong):
        cure = ""
        if labels.min() == 1 and labels.max() == count:
            cure = " They seem to count from 1: subtract it."
        elif len(wrong) == len(labels) and count == 10 and 26 >= labels.max() >= labels.min() >= 1:
            cure = " EMNIST's letters have labels 1 to 26; a run that learned `emnist-letters` reads them."
        raise DataError(
            f"{name}: label {labels[wrong[0]]:g} of image {wrong[0]} is none of the whole numbers 0 to {count - 1}."
            f"{cure}"
        )
    if len(labels) > 1 and (labels == labels[0]).all():
        notes.append(f"{name}: all {len(labels):,} labels are {int(labels[0])}.")
    return labels.astype(np.intp), notes
