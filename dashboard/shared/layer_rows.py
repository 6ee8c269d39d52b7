"""A network of units and activations as rows, one a hidden layer, and as the text that core reads."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from core.activations import ACTIVATIONS

MOST_LAYERS = 6


class HiddenLayer(NamedTuple):
    """So many units, each bent by one activation."""

    size: int
    activation: str


def network_text(hidden: Iterable[HiddenLayer]) -> str:
    """The architecture as core spells it, from 784 pixels to 10 classes."""
    return "-".join(["784", *(f"{size}-{activation}" for size, activation in hidden), "10"])


def hidden_layers(text: str) -> list[HiddenLayer] | None:
    """The rows that spell `text`, or None for a network that is not of rows alone."""
    match = re.fullmatch(r"784((?:-\d{1,6}-[a-z]+)*)-10", text.replace(" ", "").lower())
    if not match:
        return None
    words = match[1].split("-")[1:]
    rows = [HiddenLayer(int(size), activation) for size, activation in zip(words[::2], words[1::2], strict=True)]
    return rows if len(rows) <= MOST_LAYERS and all(row.activation in ACTIVATIONS for row in rows) else None
