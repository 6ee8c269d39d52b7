"""Ten questions on backpropagation, in two forms of equal difficulty: the same exercises on other digits and numbers.

Each is asked with answers to choose from, the wrong ones made by the usual mistakes, so that ten take some minutes. All
ten vary with the digit and the seed: who has seen the form before knows no answer of the form after.
"""

from dataclasses import replace
from typing import NamedTuple

from lessons.exercises import Context, Exercise
from lessons.exercises.recognise import quick
from lessons.page.example import Example
from lessons.page.named import exercise_named

BEFORE, AFTER = "before", "after"
SEEDS = {BEFORE: 101, AFTER: 202}
ASKED = (
    "one-neuron-entry1",
    "the-chain-rule-entry1",
    "the-chain-rule-wrongline1",
    "activations-and-their-slopes-entry1",
    "a-layer-and-its-transpose-entry1",
    "a-layer-and-its-transpose-wrongline1",
    "cross-entropy-entry1",
    "backpropagation-entry1",
    "backpropagation-wrongline1",
    "the-mini-batch-mean-entry1",
)


class Item(NamedTuple):
    """One question of a form."""

    name: str
    exercise: Exercise
    context: Context


def quiz(form: str, digit: Example) -> list[Item]:
    """The ten questions of a form, on this digit; the other form is to be asked on another one."""
    found = []
    for name in ASKED:
        there = exercise_named(name, digit)
        assert there is not None, f"no lesson has the exercise {name} any more"
        found.append(Item(name, quick(there[1]), replace(digit.context, seed=SEEDS[form])))
    return found
