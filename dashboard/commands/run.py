"""What `chainrule` does in a terminal: train, evaluate, predict, export, check, prove, notes.

Each command reads the same settings, runs the same code and keeps the same files as the dashboard.
Each returns the exit code, and raises what it cannot do as a ValueError whose message is a sentence.
"""

import argparse
from dataclasses import fields, replace
from math import isfinite
from pathlib import Path

import numpy as np
from tqdm import tqdm

from core.checks import check as check_gradient
from core.config import Config, as_written
from core.datasets import Digits, load
from core.datasets.catalogue import DATASETS
from core.export.pytorch import save_npz, save_safetensors, sequential
from core.export.script import save_script
from core.metrics import evaluate as judge
from core.storage import load_run, save_run
from core.training import Diverged, Epoch, Run, Step, steps_per_epoch
from core.training import train as training
from dashboard.data.downloads import fetch
from dashboard.data.folder import data_folder
from dashboard.data.images import read_image, read_images


def add_settings(parser: argparse.ArgumentParser) -> None:
    """An option for each setting of `Config`, by the same name."""
    for f in fields(Config):
        limits = f.metadata
        allowed = (
            ", ".join(limits["choices"])
            if "choices" in limits
            else f"{as_written(limits['low'])} to {as_written(limits['high'])}"
            if "low" in limits
            else ""
        )
        default = f"default {f.default}"
        parser.add_argument(
            f"--{f.name.replace('_', '-')}", metavar="…", help=f"{allowed} ({default})" if allowed else default
        )


def settings(chosen: argparse.Namespace) -> Config:
    """The configuration that the options spell. Raises ConfigError."""
    return Config.from_query(
        {f.name: getattr(chosen, f.name) for f in fields(Config) if getattr(chosen, f.name) is not None}
    )


def digits_of(config: Config, dtype=np.float32) -> Digits:
    """The digits of a run, downloaded where they are not there yet. Raises DataError."""
    return load(config, fetch(config.data, data_folder(), progress=True), dtype)


def check_place(file: Path) -> None:
    """Raises ValueError where no file can be written to."""
    if file.is_dir():
        raise ValueError(f"{file} is a folder: give the name of a file in it, such as {file / 'run.npz'}.")
    if not file.parent.is_dir():
        raise ValueError(f"{file} cannot be saved: there is no folder {file.parent}.")


def train(chosen: argparse.Namespace) -> int:
    """Train a network and say how good it is."""
    config = settings(chosen)
    if chosen.save:
        check_place(chosen.save)
    digits, run = digits_of(config), Run.start(config)
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
    _say(judge(run.network, run.theta, digits.test), "test digits")
    if chosen.save:
        save_run(chosen.save, run)
        print(f"Saved to {chosen.save}.")
    return 0


def evaluate(chosen: argparse.Namespace) -> int:
    """Judge a saved run on test digits, or on labelled images of your own."""
    run = saved(chosen.run)
    digits = digits_of(run.config)
    if chosen.images:
        own = read_images(chosen.images, DATASETS[run.config.data].names)
        _say(judge(run.network, run.theta, replace(own, images=digits.scale.apply(own.images))), "images")
    else:
        _say(judge(run.network, run.theta, digits.test), "test digits")
    return 0


def _say(result, what: str) -> None:
    print(
        f"{result.accuracy:.2%} of {result.examples:,} {what} are read correctly; the mean loss is {result.loss:.4g}."
    )


def saved(path: Path) -> Run:
    """A run from a file. Raises StorageError, and ValueError if its training ended in numbers that are none."""
    run = load_run(path)
    if not np.isfinite(run.theta).all():
        raise ValueError(
            f"{path.name} holds parameters that are not numbers: its training diverged. Train again with a lower "
            "learning rate."
        )
    return run


def predict(chosen: argparse.Namespace) -> int:
    """Say what each image is taken for."""
    run = saved(chosen.run)
    images = np.array([read_image(path) for path in chosen.image], run.theta.dtype)
    p = run.network.predict(run.theta, digits_of(run.config).scale.apply(images))
    names = DATASETS[run.config.data].names
    for path, row in zip(chosen.image, p, strict=True):
        print(f"{path}: " + ", ".join(f"{names[k]} ({row[k]:.1%})" for k in np.argsort(-row)[:3]))
    return 0


def check(chosen: argparse.Namespace) -> int:
    """Compare the gradient of a network with what its loss does when a parameter is changed a little."""
    run = saved(chosen.run) if chosen.run else Run.start(settings(chosen))
    config = run.config
    test = digits_of(config, np.float64).test
    batch = slice(chosen.digit, chosen.digit + min(config.batch_size, 8))
    if not 0 <= batch.start < batch.stop <= len(test):
        raise ValueError(
            f"There is no test digit {batch.start} with {batch.stop - batch.start - 1} more after it; they are 0 to "
            f"{len(test) - 1:,}."
        )
    print(
        f"{config.network}, test digits {batch.start} to {batch.stop - 1}, float64, complex step, biases of 0 moved a "
        "little"
    )
    print(f"\n{'gradient of':>12} {'numbers':>10} {'compared':>9} {'not 0':>9} {'worst relative error':>21}")
    verdicts = check_gradient(config.build_network(), run.theta, test.images[batch], test.labels[batch])
    for verdict in verdicts:
        print(f"{verdict.name:>12} {verdict.size:10,} {verdict.checked:9,} {verdict.moving:9,} {verdict.error:21.1e}")
    if not all(verdict.error < 1e-9 for verdict in verdicts):
        print("\nThe gradient is WRONG.")
        return 1
    still = [verdict.name for verdict in verdicts if verdict.moving == 0]
    print(
        "\nThe gradient is right."
        + (f" That says little of {', '.join(still)}: there it is 0 wherever it was compared." if still else "")
    )
    return 0


def export(chosen: argparse.Namespace) -> int:
    """Write a trained network for other programs."""
    run, file = saved(chosen.run), chosen.file
    check_place(file)
    taken = file.with_suffix(".npz") if file.suffix == ".py" else file  # a script has its weights beside it
    if taken.exists() and taken.samefile(chosen.run):
        raise ValueError(f"{taken} is the run itself: give the export another name.")
    match file.suffix:
        case ".py":
            print(
                f"{file} predicts with NumPy alone; it reads "
                f"{save_script(file, run.network, run.theta, digits_of(run.config).scale)}."
            )
            return 0
        case ".safetensors":
            save_safetensors(file, run.network, run.theta)
        case ".npz":
            save_npz(file, run.network, run.theta)
        case other:
            raise ValueError(f"{file} ends in “{other}”; a network is exported to .py, .safetensors or .npz.")
    print(f"{file} holds the state_dict of this PyTorch module:\n\n{sequential(run.network)}")
    return 0


def prove(chosen: argparse.Namespace) -> int:
    """Prove every equation that can stand on a screen, and print the table."""
    from lessons.registry import in_words
    from lessons.registry import prove as all_proofs

    proofs = []
    print(f"{'':1} {'equation':20} {'worst error':>11}  {'where':60} witnesses")
    for proof in all_proofs():
        proofs.append(proof)
        print(
            f"{'✓' if proof.proved else '✗'} {proof.name:20.20} {proof.worst:11.1e}  {proof.where:60.60} "
            f"{', '.join(proof.errors)}",
            flush=True,
        )
    print(f"\n{in_words(proofs)}")
    assumptions = sorted({assumption for proof in proofs for assumption in proof.assumptions})
    print("\nTaken for granted:", *(f"  {assumption}" for assumption in assumptions), sep="\n")
    return 0 if all(proof.proved for proof in proofs) else 1


def notes(chosen: argparse.Namespace) -> int:
    """Put lessons on paper."""
    from dashboard.commands.notes import notes as write

    return write(chosen)


def path(text: str) -> Path:
    return Path(text).expanduser()


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The commands, each with its options."""
    commands = parser.add_subparsers(title="commands", metavar="")
    new = commands.add_parser("train", help="train a network and say how good it is")
    add_settings(new)
    new.add_argument("--save", type=path, metavar="FILE", help="keep the run in this .npz file")
    new.set_defaults(do=train)

    old = commands.add_parser("evaluate", help="judge a saved run")
    old.add_argument("run", type=path, metavar="RUN", help="an .npz file that a training saved")
    old.add_argument(
        "--images",
        type=path,
        metavar="…",
        help="labelled images: an .npz or .csv file, or a folder with a folder for each class",
    )
    old.set_defaults(do=evaluate)

    look = commands.add_parser("predict", help="say what images are taken for")
    look.add_argument("run", type=path, metavar="RUN", help="an .npz file that a training saved")
    look.add_argument(
        "image", type=path, metavar="IMAGE", nargs="+", help="PNG or JPEG, light on dark or dark on light"
    )
    look.set_defaults(do=predict)

    out = commands.add_parser("export", help="write a trained network for other programs")
    out.add_argument("run", type=path, metavar="RUN", help="an .npz file that a training saved")
    out.add_argument(
        "file",
        type=path,
        metavar="FILE",
        help=".py: a script that needs NumPy alone; .safetensors or .npz: for PyTorch",
    )
    out.set_defaults(do=export)

    gradient = commands.add_parser("check", help="check the gradient of a network")
    add_settings(gradient)
    gradient.add_argument(
        "--run", type=path, metavar="RUN", help="an .npz file that a training saved, in place of the settings"
    )
    gradient.add_argument("--digit", type=int, default=0, metavar="…", help="the first test digit (default 0)")
    gradient.set_defaults(do=check)

    proof = commands.add_parser("prove", help="prove every equation that can stand on a screen")
    proof.set_defaults(do=prove)

    paper = commands.add_parser("notes", help="write lessons as PDF, HTML or notebooks")
    paper.add_argument(
        "lesson", nargs="*", metavar="LESSON", help="a number or a name, such as 6 or softmax (default: all lessons)"
    )
    paper.add_argument("--format", choices=("pdf", "html", "ipynb"), default="pdf", help="what to write (default pdf)")
    paper.add_argument("--exercises", action="store_true", help="the exercises alone, with their key at the end")
    paper.add_argument(
        "--digit", type=int, default=0, metavar="…", help="work on the first misread test digit from this one on"
    )
    paper.add_argument("--save", type=path, metavar="FILE", help="where to write it; notebooks go into this folder")
    paper.set_defaults(do=notes)
