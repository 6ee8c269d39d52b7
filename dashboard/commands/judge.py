"""`chainrule evaluate` and `chainrule predict` ask a trained network what it reads."""

import argparse
from dataclasses import replace

import numpy as np

from core.datasets.catalogue import DATASETS
from core.metrics import evaluate as judge
from dashboard.commands.options import add_run, digits_of, path, saved
from dashboard.data.images import read_image, read_images


def evaluate(chosen: argparse.Namespace) -> int:
    """Judge a saved run on test digits, or on labelled images of your own."""
    run = saved(chosen.run, chosen)
    digits = digits_of(run.config)
    if chosen.images:
        own = read_images(chosen.images, DATASETS[run.config.data].names)
        say(judge(run.network, run.theta, replace(own, images=digits.scale.apply(own.images))), "images")
    else:
        say(judge(run.network, run.theta, digits.test), "test digits")
    return 0


def say(result, what: str) -> None:
    print(
        f"{result.accuracy:.2%} of {result.examples:,} {what} are read correctly; the mean loss is {result.loss:.4g}."
    )


def predict(chosen: argparse.Namespace) -> int:
    """Say what each image is taken for."""
    run = saved(chosen.run, chosen)
    images = np.array([read_image(path) for path in chosen.image], run.theta.dtype)
    p = run.network.predict(run.theta, digits_of(run.config).scale.apply(images))
    names = DATASETS[run.config.data].names
    for file, row in zip(chosen.image, p, strict=True):
        print(f"{file}: " + ", ".join(f"{names[k]} ({row[k]:.1%})" for k in np.argsort(-row)[:3]))
    return 0


def add(commands) -> None:
    parser = commands.add_parser("evaluate", help="judge a saved run")
    add_run(parser)
    parser.add_argument(
        "--images",
        type=path,
        metavar="…",
        help="labelled images: an .npz or .csv file, or a folder with a folder for each class",
    )
    parser.set_defaults(do=evaluate)

    parser = commands.add_parser("predict", help="say what images are taken for")
    add_run(parser)
    parser.add_argument(
        "image", type=path, metavar="IMAGE", nargs="+", help="PNG or JPEG, light on dark or dark on light"
    )
    parser.set_defaults(do=predict)
