"""Walks through networks of every kind of layer, each made once for all tests of walks."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

import lessons.walks
from core.config import Config
from core.initializers import initialize
from core.losses import LOSSES
from core.network import Network
from dashboard.data.shipped import unseen_digits
from lessons.page.example import Example
from lessons.page.reader import shown_by_line
from lessons.page.stop import Stop
from lessons.walks.passage import Passage

FILE = Path(lessons.walks.__file__).with_name("any_network.py")
NETWORKS = {  # layers, first digit, how many at once, and the loss where it is not the cross-entropy of shares
    "wide": ("784-128-relu-10", 115, 1),
    "normalised": ("784-70-bn-relu-10", 115, 8),
    "by layer": ("784-20-sigmoid-dropout0.5-ln-tanh-10", 3, 1),
    "flat": ("784-12-sigmoid-12-tanh-10", 9, 1),
    "mean pool": ("1x28x28-conv4x4x4s2p1-bn-relu-avgpool2-flatten-10", 0, 4),
    "max pool": ("1x28x28-conv3x5x5p2-relu-maxpool2-conv8x5x5s2-relu-maxpool5-flatten-12-relu-10", 115, 1),
    "nothing hidden": ("784-10", 7, 1),
    "normalised first": ("784-ln-relu-10", 9, 1),
    "normalised in use": ("784-30-bn-relu-12-bn-tanh-10", 115, 1),
    "maps in use": ("1x28x28-conv3x5x5-bn-relu-maxpool2-flatten-10", 115, 1),
    "one unit": ("784-32-bn-relu-1-10", 115, 8),
    "one after one": ("784-tanh-1-sigmoid-1-10", 7, 1),
    "dropped maps": ("1x28x28-conv3x5x5-leaky-dropout0.2-maxpool2-flatten-dropout0.5-10", 7, 1),
    "distances": ("784-30-sigmoid-10-sigmoid", 115, 1, "quadratic"),
    "distances of sums": ("784-12-bn-relu-10", 3, 2, "quadratic"),
    "yes or no": ("784-12-relu-10", 115, 1, "binary cross-entropy"),
    "yes or no to three": ("784-12-tanh-10", 9, 3, "binary cross-entropy"),
}
TRAINING = {  # what else it asked
    "wide": Config(l1=1e-3, l2=1e-2),
    "distances": Config(label_smoothing=0.1, l2=1e-2),
    "yes or no": Config(label_smoothing=0.2, l1=1e-2, penalised="biases"),
}


@lru_cache
def walk(name: str) -> tuple[Passage, dict[str, Stop]]:
    """The passage, and its stops by key."""
    text, index, together, *loss = NETWORKS[name]
    digits, network = unseen_digits(), Network.from_text(text, *(LOSSES[one] for one in loss)).at(0, 0)
    theta = initialize(network, "he", 1, np.float64) * (3 if name == "flat" else 1)
    if name.endswith("in use"):
        network = network.in_use(network.statistics(network.forward(theta, np.asarray(digits.images[:100], float))))
    digit = Example.of(network, theta, digits.images[:150], digits.labels[:150], index, together)
    digit = replace(digit, config=TRAINING.get(name), untrained=True)
    return Passage(digit), {stop.key: stop for _, stop in shown_by_line(FILE, digit) if isinstance(stop, Stop)}
