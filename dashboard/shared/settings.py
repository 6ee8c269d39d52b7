"""The settings of a run as a person sees them: rows of hidden layers, words of help, a link."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, fields
from typing import Any, NamedTuple

from core.activations import ACTIVATIONS
from core.config import Config, ConfigError
from core.optimizers import OPTIMIZERS

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


@dataclass(frozen=True)
class Words:
    """What a setting is called on screen, and one sentence about it."""

    label: str
    help: str
    lesson: str = ""  # that explains it


WORDS = {
    "network": Words(
        "Architecture",
        "Sizes are layers of units, words are activations: 784 pixels in, 10 classes out.",
        "a-layer-and-its-transpose",
    ),
    "learning_rate": Words(
        "Learning rate",
        "How far each step goes: too small and it crawls, too large and the loss explodes.",
        "gradient-descent",
    ),
    "epochs": Words("Epochs", "How many times the network sees every training digit.", "the-mini-batch-mean"),
    "batch_size": Words(
        "Batch size",
        "How many digits are averaged for one step. Smaller batches take more, noisier steps.",
        "the-mini-batch-mean",
    ),
    "optimizer": Words(
        "Optimizer",
        "How a gradient becomes a step. Plain SGD follows the slope; the others remember earlier gradients.",
        "gradient-descent",
    ),
    "schedule": Words("Schedule", "How the learning rate changes while training goes on.", "gradient-descent"),
    "loss": Words(
        "Loss",
        "What one wrong answer costs; cross-entropy brings its softmax, binary cross-entropy a sigmoid a class, "
        "quadratic nothing.",
    ),
    "initializer": Words(
        "Initial weights",
        "How wide the random weights are drawn at the start; He suits ReLU, Xavier suits tanh and sigmoid.",
    ),
    "momentum": Words("Momentum β", "The share of the last step that goes on into this one."),
    "beta1": Words("Adam's β₁", "How long Adam remembers gradients; 0.9 is about the last ten."),
    "beta2": Words("Adam's β₂", "How long Adam remembers squared gradients; 0.999 is about the last thousand."),
    "rho": Words("RMSprop's ρ", "How long RMSprop remembers squared gradients."),
    "decay": Words(
        "Weight decay", "The share of every parameter that AdamW takes away at each step, times the learning rate."
    ),
    "clip": Words("Longest gradient", "A longer gradient is shortened to this length. 0: any length."),
    "l1": Words("L1 penalty", "Adds this times the sum of |W| to the loss: pushes small weights to zero."),
    "l2": Words("L2 penalty", "Adds this times half the sum of W² to the loss: pulls every weight towards zero."),
    "penalised": Words("Penalised", "Whether the penalties count weights, biases or both."),
    "max_norm": Words("Longest weights", "The weights into a unit are shortened to this length. 0: any length."),
    "label_smoothing": Words(
        "Label smoothing",
        "This share of each label is spread over all classes, so that the network need not be certain.",
    ),
    "augmentation": Words(
        "Augmentation", "Digits are moved or bent a little each time: the same digit, but one it has not seen."
    ),
    "data": Words("Images", "Which set of images to learn. MNIST comes with Chainrule."),
    "scaling": Words("Pixels", "The scale on which pixels reach the network."),
    "examples": Words("Digits to learn from", "At most so many; with few, a network learns them by heart."),
    "validation": Words(
        "Digits held back", "Training digits that the network never learns from: you choose settings by them."
    ),
    "validate_every": Words("Validate every … epochs", "How often the digits held back are read."),
    "patience": Words("Patience", "Stop after so many epochs without a lower loss on the digits held back. 0: never."),
    "seed": Words("Seed", "The number that every random choice is made from. The same seed repeats the run exactly."),
}

FIRST = ("learning_rate", "epochs", "batch_size", "optimizer")  # what a person changes first
GROUPS = {
    "How it learns": ("schedule", "loss", "initializer", "momentum", "beta1", "beta2", "rho", "decay", "clip"),
    "Against learning by heart": ("augmentation", "label_smoothing", "l1", "l2", "penalised", "max_norm", "patience"),
    "Digits and chance": ("data", "scaling", "examples", "validation", "validate_every", "seed"),
}
OWN = {
    "momentum": "beta",
    "beta1": "beta1",
    "beta2": "beta2",
    "rho": "rho",
    "decay": "decay",
}  # numbers that only some optimizers have


def groups(optimizer: str) -> dict[str, list[str]]:
    """The settings behind “More settings”, by title; of the optimizers' own numbers, those that `optimizer` has."""
    idle = {name for name, own in OWN.items() if not hasattr(OPTIMIZERS[optimizer], own)}
    return {title: [name for name in names if name not in idle] for title, names in GROUPS.items()}


NAMES = {row.name: row.title for row in ACTIVATIONS.values()}
NAMES |= {"sgd": "SGD", "rmsprop": "RMSprop", "adagrad": "AdaGrad", "adam": "Adam", "adamw": "AdamW"}
NAMES |= {"nesterov": "Nesterov", "he": "He", "xavier": "Xavier", "lecun": "LeCun"}


def words(setting: Field) -> Words:
    """Those of a setting; one that has none yet goes by its name."""
    name = setting.name.replace("_", " ").capitalize()
    return WORDS.get(setting.name) or Words(setting.metadata.get("label", name), setting.metadata.get("help", ""))


def spell(value: Any) -> str:
    """A choice as the field writes it."""
    return NAMES.get(value, str(value).replace("_", " "))


def read_config(query: Mapping[str, str]) -> tuple[Config, str]:
    """The settings in a link, and what was wrong with it: one that cannot be used falls back to its default, the others
    stay."""
    good = {f.name: query[f.name] for f in fields(Config) if f.name in query}
    wrong: dict[str, str] = {}  # what was said of each setting that had to go
    while True:
        try:
            config = Config.from_query(good)
            break
        except ConfigError as error:
            bad = error.setting if error.setting in good else "data"  # images that the usual network does not suit
            wrong[bad] = str(error)
            del good[bad]
    if not wrong:
        return config, ""
    defaults = ", ".join(f"{words(f).label} ({spell(f.default)})" for f in fields(Config) if f.name in wrong)
    return (
        config,
        f"This link asks for something that cannot be trained. {' '.join(wrong.values())} You see the default of "
        f"{defaults} instead.",
    )


def summary(config: Config) -> str:
    """The settings in one line: the usual ones, and others that are not at their default."""
    usual = (
        f"{config.network} · {spell(config.optimizer)}, learning rate {config.learning_rate:g}, "
        f"{spell(config.schedule)}"
    )
    named = {"network", "optimizer", "learning_rate", "schedule", "batch_size", "epochs", "seed"}
    others = [
        f" · {words(f).label.lower()} {spell(getattr(config, f.name))}"
        for f in fields(Config)
        if f.name not in named and getattr(config, f.name) != f.default
    ]
    length = f"{config.epochs} epoch{'s' * (config.epochs > 1)}"
    return f"{usual} · batches of {config.batch_size:,} · {length} · seed {config.seed}{''.join(others)}"


def form_link(config: Config) -> dict[str, str]:
    """The query of a link that opens the form with these settings, the defaults among them."""
    return {"network": config.network, **config.to_query()}


def split_sentence(config: Config) -> str:
    """Which digits are used for what."""
    learn = min(config.examples, 60_000 - config.validation)
    held = f", **{config.validation:,}** held back to choose by" if config.validation else ", none held back"
    return f"60,000 training digits: **{learn:,}** to learn from{held}. **10,000** test digits, used once, at the end."


def duration(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 1:
        return "under a second"
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
