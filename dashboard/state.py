"""The settings of a run as a person sees them: rows of hidden layers, words of help, a link."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, fields
from typing import Any, NamedTuple

from core.activations import ACTIVATIONS
from core.config import Config, ConfigError

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


WORDS = {
    "network": Words("Architecture", "Sizes are layers of units, words are activations: 784 pixels in, 10 classes out."),
    "learning_rate": Words("Learning rate", "How far each step goes: too small and it crawls, too large and the loss explodes."),
    "epochs": Words("Epochs", "How many times the network sees every training digit."),
    "batch_size": Words("Batch size", "How many digits are averaged for one step. Smaller batches take more, noisier steps."),
    "optimizer": Words("Optimizer", "How a gradient becomes a step. Plain SGD follows the slope; the others remember earlier gradients."),
    "schedule": Words("Schedule", "How the learning rate changes while training goes on."),
    "initializer": Words(
        "Initial weights", "How wide the random weights are drawn at the start; He suits ReLU, Xavier suits tanh and sigmoid."
    ),
    "seed": Words("Seed", "The number that every random choice is made from. The same seed repeats the run exactly."),
    "validation": Words(
        "Validation digits", "Training digits that are held back: the network never learns from them, you choose settings by them."
    ),
}

NAMES = {"relu": "ReLU", "leaky": "leaky ReLU", "elu": "ELU", "gelu": "GELU", "sgd": "SGD", "rmsprop": "RMSprop", "adagrad": "AdaGrad"}
NAMES |= {"adam": "Adam", "adamw": "AdamW", "nesterov": "Nesterov", "he": "He", "xavier": "Xavier", "lecun": "LeCun"}


def words(setting: Field) -> Words:
    """Those of a setting; one that has none yet goes by its name."""
    name = setting.name.replace("_", " ").capitalize()
    return WORDS.get(setting.name) or Words(setting.metadata.get("label", name), setting.metadata.get("help", ""))


def spell(value: Any) -> str:
    """A choice as the field writes it."""
    return NAMES.get(value, str(value).replace("_", " "))


def read_config(query: Mapping[str, str]) -> tuple[Config, str]:
    """The settings in a link, and what was wrong with it: settings that cannot be used fall back to the defaults."""
    try:
        return Config.from_query({f.name: query[f.name] for f in fields(Config) if f.name in query}), ""
    except ConfigError as error:
        return Config(), f"This link asks for something that cannot be trained. {error} You see the default settings instead."


def summary(config: Config) -> str:
    """The settings in one line: the usual ones, and others that are not at their default."""
    usual = f"{config.network} · {spell(config.optimizer)}, learning rate {config.learning_rate:g}, {spell(config.schedule)}"
    named = {"network", "optimizer", "learning_rate", "schedule", "batch_size", "epochs", "seed"}
    others = [
        f" · {words(f).label.lower()} {spell(getattr(config, f.name))}"
        for f in fields(Config)
        if f.name not in named and getattr(config, f.name) != f.default
    ]
    return f"{usual} · batches of {config.batch_size:,} · {config.epochs} epochs · seed {config.seed}{''.join(others)}"


def form_link(config: Config) -> dict[str, str]:
    """The query of a link that opens the form with these settings, the defaults among them."""
    return {"network": config.network, **config.to_query()}


def split_sentence(config: Config) -> str:
    """Which digits are used for what."""
    learn = f"60,000 training digits: **{60_000 - config.validation:,}** to learn from"
    held = f", **{config.validation:,}** held back to choose by" if config.validation else ", none held back"
    return f"{learn}{held}. **10,000** test digits, used once, at the end."


def duration(seconds: float) -> str:
    """A time as people say it."""
    if seconds < 1:
        return "under a second"
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
