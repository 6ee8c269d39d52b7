"""The digits that a run is looked at with: test digits and those held back, each set read once."""

import gzip
from functools import cache

import numpy as np
import streamlit as st

from core.config import Config
from core.datasets import Digits, Split
from core.datasets.catalogue import DATASETS
from core.datasets.digits import split
from core.datasets.files import read_learning, read_test
from core.datasets.mnist import FOLDER
from core.datasets.scaling import FITTED, SCALINGS
from core.metrics import in_batches, predictions
from core.training import Run
from dashboard.data.downloads import fetch
from dashboard.data.shipped import trained
from dashboard.shared.folder import data_folder
from dashboard.shared.steppable import at_once

LEAST = 5_000  # training digits to look at where a run holds none back


def looked_at(config: Config) -> Digits:
    """The test digits of a run and those held back, or the last training digits, as ink from 0 to 1, and its scale.
    Raises DataError."""
    return _read(_data_alone(config))


def which_digits(config: Config) -> str:
    """What `looked_at` gives as digits held back: those, or the last training digits where there are none."""
    if config.validation:
        return "digits held back"
    return (
        f"digits of {DATASETS[config.data].title}" if config.own and config.own_place == "alone" else "training digits"
    )


def _data_alone(config: Config) -> Config:
    """Equal for all runs that look at the same digits."""
    return Config(data=config.data, scaling=config.scaling, examples=config.examples, validation=config.validation)


@st.cache_resource(max_entries=4, show_spinner=False)
def _read(config: Config) -> Digits:
    folder = fetch(config.data, data_folder())
    looked, fitted_on = _learning(config, folder)
    scale = SCALINGS[config.scaling](fitted_on.images)
    nothing = Split(looked.images[:0].copy(), looked.labels[:0])
    return Digits(nothing, looked, split(*read_test(config, folder), np.float32), scale)


def _learning(config, folder) -> tuple[Split, Split]:
    """The digits held back, or the last to learn from, and those that the scale is fitted on; the bytes are let go."""
    (images, labels), held_back = read_learning(config, folder)
    looked = held_back if config.validation else (images[-LEAST:], labels[-LEAST:])
    fitted = slice(None if config.scaling in FITTED else 0)
    return split(*looked, np.float32), split(images[fitted], labels[fitted], np.float32)


@cache
def first_digits() -> Split:
    """The first digits to learn from, without reading all 60,000: enough to try out a few steps."""
    images = _start(FOLDER / "train-images-idx3-ubyte.gz", 16, 784)
    labels = _start(FOLDER / "train-labels-idx1-ubyte.gz", 8, 1)
    return split(images.reshape(-1, 28, 28), labels, np.float32)


def _start(path, header, size):
    with gzip.open(path) as file:
        return np.frombuffer(file.read(header + LEAST * size), np.uint8, offset=header)


def ten(config: Config) -> Split:
    """One digit of `looked_at` of each of ten classes, always the same ones: the shipped network is in some doubt about
    them."""
    return _ten(_data_alone(config))


@st.cache_resource(max_entries=4, show_spinner=False)
def _ten(config: Config) -> Split:
    digits = _read(config)
    p, labels = trained().network.predict(trained().theta, digits.validation.images), digits.validation.labels
    own = p[np.arange(len(labels)), np.minimum(labels, 9)]
    chosen = [int(np.where(labels == k, np.abs(own - 0.7), np.inf).argmin()) for k in range(10)]
    return Split(digits.validation.images[chosen], labels[chosen])


def probabilities(run: Run, digits: Digits, images):
    """p (N, classes): what the network of this moment takes images of `digits` for, some at a time."""
    with np.errstate(all="ignore"):  # a run that is about to diverge has numbers beyond any
        batches = in_batches(images, at_once(run.network))
        return predictions(run.network, run.theta, map(digits.scale.apply, batches))
