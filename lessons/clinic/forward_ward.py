"""Patients whose way forward is wrong: softmax, and dropout, where it belongs and where it does not."""

from core.diagnosis import Mistake, catalogue
from core.diagnosis.unseen import of_use
from lessons.clinic import code
from lessons.clinic.backward_ward import PLAIN, known
from lessons.clinic.patient import Patient, Report, setting


def in_use(kind: str):
    """A mistake that no pass of training shows."""
    return lambda config: tuple(m for m in of_use(config.build_network()) if m.kind == kind)


def scaled_by_the_rest(config) -> tuple[Mistake, ...]:
    """The mask is one line, and both ways go through it."""
    kind = "dropout scaled by p for 1 − p"
    return tuple(m for m in catalogue(config.build_network()) if m.kind in (kind, f"{kind}, backward"))


OVER_THE_BATCH = Patient(
    "shared-certainty",
    "Shared certainty",
    "It never gets beyond guessing, and the loss grows without end.",
    setting(PLAIN, 0.1),
    known("softmax over the batch", "p"),
    (
        (code.TOTAL, "total = e.sum(axis=0, keepdims=True)"),
        (code.SHIFT_TOO, "shifted = z - z.max(axis=0, keepdims=True)"),
    ),
    (code.FORWARD, code.ERROR, code.WEIGHTS, code.BACK, code.DOWNHILL),
    "Probabilities sum to one over the classes of an example, not over the examples of a batch. A sum without the "
    "right axis couples digits that have nothing to do with each other.",
    (
        Report(
            "DeepReinforcementLearning/DeepReinforcementLearningInAction #32",
            "https://github.com/DeepReinforcementLearning/DeepReinforcementLearningInAction/issues/32",
        ),
        Report("ethanfetaya/NRI #25", "https://github.com/ethanfetaya/NRI/issues/25"),
    ),
)

TWICE = Patient(
    "never-sure",
    "Never sure",
    "It gets some of it and then worse again, and it is never sure of anything: the loss does not fall below 1.46.",
    setting(PLAIN, 0.1),
    known("softmax twice", "p"),
    ((code.OUTPUT, "p, log_p = self.softmax(self.softmax(z)[0])"),),
    (code.FORWARD, code.ERROR, code.WEIGHTS, code.BIAS, code.DOWNHILL),
    "Softmax of numbers between 0 and 1 can't be sure: with ten classes it gives at most e / (e + 9), 23 %. A loss "
    "that takes logits has its softmax in it, so a network in front of it must have none.",
    (
        Report("tflearn/tflearn PR #562", "https://github.com/tflearn/tflearn/pull/562"),
        Report("jaehong31/CGES #1", "https://github.com/jaehong31/CGES/issues/1"),
    ),
)

OVERFLOW = Patient(
    "one-loss-and-then-nothing",
    "One loss and then nothing",
    "It prints a loss, and from then on “nan”. The gradient check passes.",
    setting("784-32-relu-10", 0.5, initializer="unit normal"),
    in_use("softmax not shifted"),
    ((code.SHIFT, "shifted = z"),),
    (code.FORWARD, code.ERROR, code.WEIGHTS, code.DRAW_SPREAD, code.DOWNHILL),
    "Softmax does not change if the same number is taken from all z, and e to the 89th is more than 32 bits can hold. "
    "Take the largest away first: then no power is above 1.",
    (
        Report("zackchase/mxnet-the-straight-dope #3", "https://github.com/zackchase/mxnet-the-straight-dope/issues/3"),
        Report("ahmedfgad/NumPyCNN #13", "https://github.com/ahmedfgad/NumPyCNN/issues/13"),
        Report("FluxML/NNlib.jl PR #43", "https://github.com/FluxML/NNlib.jl/pull/43"),
    ),
)

SCALED = Patient(
    "a-little-dropout",
    "A little dropout",
    "With a little dropout, one unit of ten, it reads far fewer digits than without. The gradient check passes.",
    setting("784-16-relu-dropout0.1-10", 0.1),
    scaled_by_the_rest,
    ((code.MASK, "return stays / x.real.dtype.type(self.rate)"),),
    (code.FORWARD, code.SLOPE, code.ERROR, code.DRAW, code.INK),
    "What stays is divided by the share that stays, 0.9, and not by the share that is left out, 0.1. The gradient is "
    "right, since it is the gradient of a network that is nine times as loud while it learns as when it is used.",
    (
        Report("lmjohns3/theanets PR #123", "https://github.com/lmjohns3/theanets/pull/123"),
        Report("karpathy/convnetjs PR #106", "https://github.com/karpathy/convnetjs/pull/106"),
        Report("ayrna/dlordinal PR #138", "https://github.com/ayrna/dlordinal/pull/138"),
    ),
)

IN_USE = Patient(
    "absent-at-the-examination",
    "Absent at the examination",
    "The loss on the training digits is all right, and on other digits it reads fewer than it should. The gradient "
    "check passes.",
    setting("784-32-relu-dropout0.5-10", 0.1),
    in_use("dropout in use"),
    ((code.IN_USE, "return self.config.build_network()"),),
    (code.FORWARD, code.MASK, code.ERROR, code.DRAW, code.DOWNHILL),
    "Dropout is for learning, and a network in use has all its units. A network has to be told which of the two it is "
    "doing, and the training loss will not notice if nobody does.",
    (Report("csxeba/brainforge #1", "https://github.com/csxeba/brainforge/issues/1"),),
)
