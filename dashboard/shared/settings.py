"""One table of the settings of a run: what each is called on screen, where it stands, and what may change it."""

from dataclasses import Field, dataclass, fields
from typing import Any

from core.activations import ACTIVATIONS
from core.config import Config
from core.optimizers import OPTIMIZERS

SETTINGS = {f.name: f for f in fields(Config)}

FIRST = "first"  # the place of what a person changes first, in the open
LEARNING = "How it learns"
BY_HEART = "Against learning by heart"
CHANCE = "Digits and chance"


@dataclass(frozen=True)
class Words:
    """What a setting is called on screen, one sentence about it, and where a person meets it."""

    label: str
    help: str
    lesson: str = ""  # that explains it
    place: str = ""  # in the form: first, or under this title behind “More settings”
    number_of: str = ""  # the optimizers' own number that it sets; optimizers without one have no use for it
    forks: bool = True  # a fork may change it; others would change the digits, their order, or what θ means
    sweeps: bool = True  # a sweep may run along it


WORDS = {
    "network": Words(
        "Architecture",
        "Sizes are layers of units, words are activations: 784 pixels in, 10 classes out.",
        "a-layer-and-its-transpose",
        forks=False,
        sweeps=False,
    ),
    "learning_rate": Words(
        "Learning rate",
        "How far each step goes: too small and it crawls, too large and the loss explodes.",
        "gradient-descent",
        FIRST,
    ),
    "epochs": Words("Epochs", "How many times the network sees every training digit.", "the-mini-batch-mean", FIRST),
    "batch_size": Words(
        "Batch size",
        "How many digits are averaged for one step. Smaller batches take more, noisier steps.",
        "the-mini-batch-mean",
        FIRST,
        forks=False,
    ),
    "optimizer": Words(
        "Optimizer",
        "How a gradient becomes a step. Plain SGD follows the slope; the others remember earlier gradients.",
        "gradient-descent",
        FIRST,
    ),
    "schedule": Words(
        "Schedule", "How the learning rate changes while training goes on.", "gradient-descent", LEARNING
    ),
    "loss": Words(
        "Loss",
        "What one wrong answer costs; cross-entropy brings its softmax, binary cross-entropy a sigmoid a class, "
        "quadratic nothing.",
        place=LEARNING,
        forks=False,
    ),
    "initializer": Words(
        "Initial weights",
        "How wide the random weights are drawn at the start; He suits ReLU, Xavier suits tanh and sigmoid.",
        place=LEARNING,
        forks=False,
    ),
    "momentum": Words(
        "Momentum β", "The share of the last step that goes on into this one.", place=LEARNING, number_of="beta"
    ),
    "beta1": Words(
        "Adam's β₁",
        "How long Adam remembers gradients; 0.9 is about the last ten.",
        place=LEARNING,
        number_of="beta1",
    ),
    "beta2": Words(
        "Adam's β₂",
        "How long Adam remembers squared gradients; 0.999 is about the last thousand.",
        place=LEARNING,
        number_of="beta2",
    ),
    "rho": Words("RMSprop's ρ", "How long RMSprop remembers squared gradients.", place=LEARNING, number_of="rho"),
    "decay": Words(
        "Weight decay",
        "The share of every parameter that AdamW takes away at each step, times the learning rate.",
        place=LEARNING,
        number_of="decay",
    ),
    "clip": Words("Longest gradient", "A longer gradient is shortened to this length. 0: any length.", place=LEARNING),
    "augmentation": Words(
        "Augmentation",
        "Digits are moved or bent a little each time: the same digit, but one it has not seen.",
        place=BY_HEART,
    ),
    "label_smoothing": Words(
        "Label smoothing",
        "This share of each label is spread over all classes, so that the network need not be certain.",
        place=BY_HEART,
    ),
    "l1": Words(
        "L1 penalty", "Adds this times the sum of |W| to the loss: pushes small weights to zero.", place=BY_HEART
    ),
    "l2": Words(
        "L2 penalty",
        "Adds this times half the sum of W² to the loss: pulls every weight towards zero.",
        place=BY_HEART,
    ),
    "penalised": Words("Penalised", "Whether the penalties count weights, biases or both.", place=BY_HEART),
    "max_norm": Words(
        "Longest weights", "The weights into a unit are shortened to this length. 0: any length.", place=BY_HEART
    ),
    "patience": Words(
        "Patience",
        "Stop after so many epochs without a lower loss on the digits held back. 0: never.",
        place=BY_HEART,
    ),
    "data": Words(
        "Images",
        "Which set of images to learn. MNIST comes with Chainrule.",
        place=CHANCE,
        forks=False,
        sweeps=False,
    ),
    "scaling": Words("Pixels", "The scale on which pixels reach the network.", place=CHANCE, forks=False),
    "examples": Words(
        "Digits to learn from",
        "At most so many; with few, a network learns them by heart.",
        place=CHANCE,
        forks=False,
    ),
    "validation": Words(
        "Digits held back",
        "Training digits that the network never learns from: you choose settings by them.",
        place=CHANCE,
        forks=False,
        sweeps=False,
    ),
    "validate_every": Words(
        "Validate every … epochs", "How often the digits held back are read.", place=CHANCE, sweeps=False
    ),
    "precision": Words(
        "Precision",
        "How many bits a number has. 64 take about twice the time, and meet what other programs printed.",
        place=CHANCE,
        forks=False,
        sweeps=False,
    ),
    "order": Words(
        "Order of the digits",
        "Shuffled anew for each epoch, as they are in the file, or shuffled as programs in Python 2 did.",
        place=CHANCE,
        forks=False,
        sweeps=False,
    ),
    "epochs_before": Words(
        "Epochs before",
        "How many epochs a published program had shuffled before this run. 0 for a run of your own.",
        place=CHANCE,
        forks=False,
        sweeps=False,
    ),
    "draws_before": Words(
        "Networks before",
        "How many networks a published program had drawn before this one. 0 for a run of your own.",
        place=CHANCE,
        forks=False,
        sweeps=False,
    ),
    "own": Words(
        "Images of your own",
        "What it learns from beside the usual digits, or instead of them: bring them under “Yours” of any run.",
        forks=False,
        sweeps=False,
    ),
    "own_place": Words(
        "Your own images",
        "Whether they are learned beside the usual digits or alone.",
        forks=False,
        sweeps=False,
    ),
    "also_read": Words(
        "Read after an epoch",
        "The digits held back alone, or training and test digits too: to look at, not to choose by.",
        place=CHANCE,
        sweeps=False,
    ),
    "seed": Words(
        "Seed",
        "The number that every random choice is made from. The same seed repeats the run exactly.",
        place=CHANCE,
        forks=False,
    ),
}

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


def placed(place: str) -> list[str]:
    """The settings that stand in this place of the form, in the order of the table."""
    return [name for name, said in WORDS.items() if said.place == place]


def groups(optimizer: str) -> dict[str, list[str]]:
    """The settings behind “More settings”, by title; of the optimizers' own numbers, those that `optimizer` has."""
    chosen = OPTIMIZERS[optimizer]
    return {
        title: [name for name in placed(title) if not (own := WORDS[name].number_of) or hasattr(chosen, own)]
        for title in (LEARNING, BY_HEART, CHANCE)
    }
