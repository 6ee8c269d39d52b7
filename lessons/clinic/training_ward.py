"""Patients whose every gradient is right: what is wrong is where they start, what they are fed, or how they step."""

from core.diagnosis import Mistake, of_optimizer
from core.diagnosis.unseen import of_data, of_start
from lessons.clinic import code
from lessons.clinic.backward_ward import PLAIN
from lessons.clinic.patient import Patient, Report, setting


def around(kind: str):
    """A mistake of data, of the start, or of the optimizer."""

    def find(config) -> tuple[Mistake, ...]:
        known = (*of_data(), *of_start(), *of_optimizer(config.build_optimizer()))
        return tuple(m for m in known if m.kind == kind)

    return find


ZEROS = Patient(
    "eight-times-the-same",
    "Eight times the same",
    "Eight hidden units, and it is as if there were one of them. The gradient check passes.",
    setting("784-8-sigmoid-10", 0.3),
    around("zeros"),
    ((code.DRAW, "weights = np.zeros((inputs, units))"),),
    (code.FORWARD, code.BEND, code.ERROR, code.INK, code.DOWNHILL),
    "Units that start alike get the same gradient at every step and stay alike for ever. Chance is what tells them "
    "apart, and the weights are where it has to come in.",
    (Report("wagonhelm/NaNmnist #2", "https://github.com/wagonhelm/NaNmnist/issues/2"),),
)

SPREAD = Patient(
    "an-enormous-first-loss",
    "An enormous first loss",
    "I put ReLU where the sigmoids of my book were. The first loss is enormous, and it never gets over it.",
    setting("784-30-relu-10", 0.5),
    around("spread left out"),
    ((code.DRAW, "weights = rule.draw(rng, inputs, units, 1)"),),
    (code.FORWARD, code.BEND, code.ERROR, code.INK, code.DOWNHILL),
    "A unit that sums over 784 inputs needs weights about 1/√784 in size, or its sum is 28 times too large. A sigmoid "
    "hides that since it saturates; a ReLU hands it on, and units that the first steps throw below 0 stay silent.",
    (
        Report(
            "MichalDanielDobrzanski/DeepLearningPython #13",
            "https://github.com/MichalDanielDobrzanski/DeepLearningPython/issues/13",
        ),
        Report(
            "CodingTrain/Toy-Neural-Network-JS #70", "https://github.com/CodingTrain/Toy-Neural-Network-JS/issues/70"
        ),
    ),
)

COLUMN = Patient(
    "a-perfect-loss",
    "A perfect loss",
    "The loss is near 0 after fifty steps: it has learned everything there is. And it reads one digit of ten.",
    setting(PLAIN, 0.1),
    around("label from the wrong column"),
    (
        (
            code.LABELS,
            "self.images = AUGMENTATIONS[config.augmentation](digits.images)\n"
            "self.labels = np.rint(digits.images[:, -1]).astype(int)",
        ),
    ),
    (code.INK, code.BATCH, code.ERROR, code.FORWARD, code.DOWNHILL),
    "In a table one column is the label and the others are pixels, and the last pixel of a digit is always blank. A "
    "loss that falls too well is a symptom, too: look at the labels before you look at the code.",
    (Report("mlpack/examples PR #15", "https://github.com/mlpack/examples/pull/15"),),
)

FAINT = Patient(
    "nothing-happens",
    "Nothing happens",
    "Nothing happens. The loss stays at that of guessing, 2.30, and it has only one answer.",
    setting(PLAIN, 0.1),
    around("scaled twice"),
    (
        (
            code.INK,
            "rows = images.reshape(len(images), prod(images.shape[1:])).astype(dtype) / dtype(255)\n"
            "return Split(rows / dtype(255), labels.astype(np.intp))",
        ),
    ),
    (code.BATCH, code.DRAW, code.FORWARD, code.ERROR, code.DOWNHILL),
    "Divided by 255 twice, the blackest ink is 0.004, and to a network all digits are the same blank sheet. Look at "
    "the least and the greatest number that goes in: it takes one line, and no gradient check can replace it.",
    (Report("keras-team/keras #6914", "https://github.com/keras-team/keras/issues/6914"),),
)

TURNED = Patient(
    "well-learned-badly-read",
    "Well learned, badly read",
    "The training loss is as good as everybody's. On my own digits it is hardly better than guessing.",
    setting(PLAIN, 0.1),
    around("images transposed"),
    (
        (
            code.INK,
            "rows = images.transpose(0, 2, 1).reshape(len(images), prod(images.shape[1:]))\n"
            "return Split(rows.astype(dtype) / dtype(255), labels.astype(np.intp))",
        ),
    ),
    (code.LABELS, code.BATCH, code.DRAW, code.ERROR, code.DOWNHILL),
    "A dense layer does not care in which order the pixels come, as long as it is always the same. Learned lying down "
    "and asked upright, it knows next to nothing.",
    (Report("tensorflow/datasets #812", "https://github.com/tensorflow/datasets/issues/812"),),
)

NOT_ZEROED = Patient(
    "down-and-up-again",
    "Down, and up again",
    "The loss falls, and then it climbs again. Each gradient that I check is right.",
    setting(PLAIN, 0.1),
    around("gradients not zeroed"),
    (
        (
            code.PASS,
            "grads, new = network.backward(run.theta, values, network.loss.gradient(p, y), constant.lowest)\n"
            "gradient = np.add(kept, new, out=kept)  # kept: all gradients so far",
        ),
    ),
    (code.BATCH, code.INK, code.DRAW, code.DOWNHILL, code.ERROR),
    "Gradients that are added up and never cleared are momentum without friction: the ball rolls through the valley "
    "and up the other side. A check of one pass can't see it, for the first pass is right.",
    (Report("IBM/aihwkit #446", "https://github.com/IBM/aihwkit/issues/446"),),
)

NOT_COUNTED = Patient(
    "too-long-then-too-short",
    "First too long, then too short",
    "Adam's steps are too long at first and too short later, and the first one is right to the last digit.",
    setting(PLAIN, 0.003, optimizer="adam"),
    around("t not counted"),
    ((code.TAKE, "take_step(run.theta, constant.optimizer, gradient, run.memory, 1, lr)"),),
    (code.ADAM_V, code.ADAM_EPSILON, code.ADAM, code.PASS, code.DRAW),
    "Adam divides by 1 − βᵗ to make up for memories that begin empty, and t is the number of steps so far. If it "
    "stands still, the correction of the first step is made at every step.",
    (
        Report("eriklindernoren/ML-From-Scratch #35", "https://github.com/eriklindernoren/ML-From-Scratch/issues/35"),
        Report("cs231n/cs231n.github.io #179", "https://github.com/cs231n/cs231n.github.io/issues/179"),
        Report("clab/dynet #77", "https://github.com/clab/dynet/issues/77"),
    ),
)
