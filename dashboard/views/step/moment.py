"""What is on show: the chosen digits in a network after steps by hand, with numbers changed by hand, and without."""

from dataclasses import dataclass
from typing import Any

from core.network import Trace
from dashboard.views.step.by_hand import Steps, batch, take_steps
from dashboard.views.step.edits import Edit, apply_edits
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
    unchanged: Trace  # without the edits

    @classmethod
    def of(cls, choice: Choice, edits: tuple[Edit, ...], steps: Steps) -> "Moment":
        subject = choice.subject
        x, labels = batch(subject, choice.index, choice.label, choice.together)
        theta, memory = take_steps(steps, subject)
        trace = subject.network.trace(*apply_edits(edits, subject.network, theta, x), labels)
        unchanged = subject.network.trace(theta, x, labels) if edits else trace
        return cls(choice, edits, steps, theta, memory, trace, unchanged)
