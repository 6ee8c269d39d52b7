"""Digits and checkpoints as the pages of the lab look at them, each read once."""

from functools import cache
from pathlib import Path

import numpy as np
import streamlit as st

from core.datasets import Split
from core.datasets.digits import split
from core.datasets.mnist import read_bytes
from core.storage import load_run
from core.training import Run
from dashboard.networks import trained


@cache
def held_back() -> Split:
    """The last 5,000 training digits, which a run does not learn from unless it is told to."""
    images, labels = read_bytes("train")
    return split(images[-5_000:].copy(), labels[-5_000:], np.float32)


@cache
def test() -> Split:
    images, labels = read_bytes("t10k")
    return split(images, labels, np.float32)


@cache
def ten_digits() -> Split:
    """One digit held back of each class, always the same ones: those about which the shipped network is in some doubt."""
    digits = held_back()
    own = probabilities(trained(), digits.images)[np.arange(len(digits)), digits.labels]
    chosen = [int(np.where(digits.labels == k, np.abs(own - 0.7), np.inf).argmin()) for k in range(10)]
    return Split(digits.images[chosen], digits.labels[chosen])


@st.cache_resource(max_entries=60, show_spinner=False)
def checkpoint(path: Path, written: float) -> Run:
    """The run in a file that was written at that time; only for reading. Raises StorageError."""
    return load_run(path)


def probabilities(run: Run, images):
    """p (N, 10): what the network of this moment takes the images for, some at a time."""
    network = run.config.build_network()
    return np.concatenate([network.predict(run.theta, images[start : start + 2_000]) for start in range(0, len(images), 2_000)])
