"""A wrong backward pass is a right one with a line changed: change the line here too, and see whether they agree.

    from core.diagnosis import diagnose
    print(diagnose("784-64-relu-10", theta, x, labels, {"dW1": dW1, "dz2": dz2}))

    diagnosis    the question, answer its answer; files: the same of an .npz file; following: the step after the pass
    search       which mistakes explain what differs; comparing: theirs beside ours; words: how that is said
    rounding     how far right programs are apart; kinks: where more than one is right; masks: dropout's
    given        names and layouts; order: the arrays of a pass, in its order
    planting     a network, an optimizer or a training with a mistake in it
    catalogue    the mistakes of a network: dense, bending, imaging, pooled, normalised, judging, wiring, shapes;
                 kinds: what can go wrong with any gradient
    stepping     the mistakes of an optimizer
    unseen       the mistakes that no gradient shows: of data, of a start, of a network in use

To plant one: `plant(network, mistake)` for each of `catalogue(network)`, and `plant_in_training(config, mistake)` for a
configuration that `core.training.train` trains.
"""

from core.diagnosis.answer import Diagnosis
from core.diagnosis.catalogue import catalogue
from core.diagnosis.diagnosis import diagnose
from core.diagnosis.given import GivenError
from core.diagnosis.planting import Mistake, plant, plant_in_digits, plant_in_optimizer, plant_in_training
from core.diagnosis.stepping import Update, of_optimizer

__all__ = [
    "Diagnosis",
    "GivenError",
    "Mistake",
    "Update",
    "catalogue",
    "diagnose",
    "of_optimizer",
    "plant",
    "plant_in_digits",
    "plant_in_optimizer",
    "plant_in_training",
]
