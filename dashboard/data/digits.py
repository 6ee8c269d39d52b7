"""The digits that a run is looked at with: test digits and those held back, each set read once."""

import gzip
from dataclasses import replace
from functools import cache

import numpy as np
import streamlit as st

from core.config import Config
from core.datasets import Digits, Split, load
from core.datasets.digits import split
from core.datasets.mnist import FOLDER
from core.datasets.scaling import SCALINGS
from core.metrics import in_batches, predictions
from core.training import Run
from dashboard.data.downloads import fetch
from dashboard.data.shipped import trained
from dashboard.shared.folder import data_folder

LEAST = 5_000  # training digits to look at where a run holds none back


def looked_at(config: Config) -> Digits:
    """The test digits of a run and those held back, or the last training digits, as ink from 0 to 1, and its scale.
    Raises DataError."""
    return _read(_data_alone(config))


def which_digits(config: Config) -> str:
    """What `looked_at` gives as digits held back: those, or the last training digits where there are none."""
    return "digits held back" if config.validation else "training digits"


def _data_alone(config: Config) -> Config:
    """Equal for all runs that look at the same digits."""
    return Config(data=config.data, scaling=config.scaling, examples=config.examples, validation=config.validation)


@st.cache_resource(max_entries=4, show_spinner=False)
def _read(config: Config) -> Digits:
    digits = load(replace(config, scaling="0 to 1"), fetch(config.data, data_folder()))
    nothing = Split(digits.train.images[:0].copy(), digits.train.labels[:0])
    last = (
        digits.validation
        if config.validation
        else Split(digits.train.images[-LEAST:].copy(), digits.train.labels[-LEAST:])
    )
    return replace(digits, train=nothing, validation=last, scale=SCALINGS[config.scaling](digits.train.images))


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
        return predictions(run.network, run.theta, map(digits.scale.apply, in_batches(images)))
