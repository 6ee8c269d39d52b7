"""What is on show: the chosen digits in a network after steps by hand, with numbers changed by hand, and without."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from core.network import Trace
from dashboard.views.step.by_hand import Steps, batch, take_steps
from dashboard.views.step.edits import Edit, apply_edits
from dashboard.views.step.fool import fooled
from dashboard.views.step.subject import Choice


@dataclass(frozen=True)
class Moment:
    """A choice, what was done by hand, and the pass that comes of it."""

    choice: Choice
    edits: tuple[Edit, ...]
    steps: Steps
    theta: Any  # after the steps, before the edits
    memory: tuple  # of the optimizer after the steps
    trace: Trace
    unchanged: Trace  # without the edits, and without ε
    epsilon: float  # how far each pixel was moved to raise the loss, see `fool`
    still: Trace  # with the edits, without ε

    @classmethod
    def of(cls, choice: Choice, edits: tuple[Edit, ...], steps: Steps, epsilon: float = 0.0) -> "Moment":
        subject = choice.subject
        x, labels = batch(subject, choice.index, choice.label, choice.together)
        theta, memory = take_steps(steps, subject)
        network = subject.network
        edited, x_edited, aimed = apply_edits(edits, network, theta, x, labels)
        still = network.trace(edited, x_edited, aimed)
        unchanged = network.trace(theta, x, labels) if edits else still
        trace = network.trace(edited, fooled(still, subject.scale, epsilon), aimed) if epsilon else still
        return cls(choice, edits, steps, theta, memory, trace, unchanged, epsilon, still)

    def again(self) -> Callable[[], "Moment"]:
        """What works it out once more and holds none of its arrays: the buttons of a page live for as long as its
        visitor stays, and a class would keep several copies of θ for each of its students."""
        return partial(Moment.of, self.choice, self.edits, self.steps, self.epsilon)
