"""`chainrule train` trains a network and says how good it is."""

import argparse
import sys
from dataclasses import replace
from math import isfinite

import numpy as np
from tqdm import tqdm

from core import memory, threads
from core.config import Config
from core.datasets.catalogue import DATASETS
from core.datasets.collection import Collection, learned
from core.metrics import evaluate
from core.storage import save_run
from core.training import Diverged, Epoch, Run, Step, steps_per_epoch
from core.training import train as training
from dashboard.commands.judge import add_images, brought, say
from dashboard.commands.options import add_settings, check_place, digits_of, path, settings
from dashboard.shared.settings_in_words import bent_output, learns_from

MOST_THREADS = 256


def train(chosen: argparse.Namespace) -> int:
    """Train a network and say how good it is."""
    config = settings(chosen)
    memory.keep()
    threads.use(chosen.threads or threads.most())
    if chosen.save:
        check_place(chosen.save)
    if bent := bent_output(config):
        print(bent, file=sys.stderr)
    own = own_images(chosen, config)
    if own is not None:
        config = replace(
            config, own=str(own.named(chosen.images.stem)), own_place="beside" if chosen.beside else "alone"
        )
        print(f"It {learns_from(config)}.")
    digits, run = learned(digits_of(config), config, own), Run.start(config)
    epochs, loss = [], float("nan")
    total = config.epochs * steps_per_epoch(config, len(digits.train))
    with (
        np.errstate(over="ignore", invalid="ignore"),
        tqdm(total=total, unit=" steps", desc=config.network) as bar,
    ):  # see Diverged
        for event in training(run, digits):
            match event:
                case Step():
                    loss = event.loss
                    bar.update()
                case Epoch():
                    epochs.append(event)
                    held_back = f", held back {event.validation_accuracy:.2%}" if len(digits.validation) else ""
                    bar.set_postfix_str(f"loss {loss:.3f}{held_back}")
                case Diverged():
                    bar.close()
                    print(
                        f"The loss is no longer a number at step {event.step}. A learning rate that is too large is "
                        "the usual cause."
                    )
                    return 1
    judged = [epoch for epoch in epochs if isfinite(epoch.validation_loss)]
    if judged:
        print(f"\n{'epoch':>5} {'loss, held back':>16} {'accuracy, held back':>20}")
    for epoch in judged:
        print(f"{epoch.epoch:5} {epoch.validation_loss:16.4f} {epoch.validation_accuracy:20.2%}")
    say(evaluate(run.network, run.theta, digits.test), "test digits")
    if chosen.save:
        save_run(chosen.save, run)
        print(f"Saved to {chosen.save}.")
    return 0


def own_images(chosen: argparse.Namespace, config: Config) -> Collection | None:
    """The images of one's own to learn from, if there are any. Raises DataError."""
    if not chosen.images:
        if chosen.beside:
            raise ValueError("`--beside` says that `--images` are learned beside the digits: name them, too.")
        return None
    return Collection.of(brought(chosen.images, DATASETS[config.data], chosen.transposed).split(chosen.images.name))


def whole_number(text: str) -> int:
    """Raises ArgumentTypeError, which argparse turns into a line."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_THREADS:
        raise argparse.ArgumentTypeError(f"give a whole number from 1 to {MOST_THREADS}, not {text!r}")
    return int(text)


def add(commands) -> None:
    parser = commands.add_parser("train", help="train a network and say how good it is")
    add_settings(parser)
    add_images(parser, "labelled images of your own to learn from")
    parser.add_argument(
        "--beside", action="store_true", help="learn from the digits of --data as well as from --images"
    )
    parser.add_argument("--save", type=path, metavar="FILE", help="keep the run in this .npz file")
    parser.add_argument(
        "--threads",
        type=whole_number,
        metavar="N",
        help="threads that share the work (default one for each core); the numbers are the same with any",
    )
    parser.set_defaults(do=train)
