"""Four kinds of exercise, each judged by numbers that core computed or SymPy derived.

- `Derive("…", in_network("5-4-sigmoid-3", "dz1", "z1 W2 dz2"))`: type a formula
- `Entry("dW2")`, `WorkOut("…", formula, values)`: work out a number, of this digit or of given values
- `Predict(sign_of("dz3"))`, `Predict(larger_of("dW2"))`, `Predict(loss_after_step(0.5))`: say it, then see
- `WrongLine(in_derivation("dz1"))`, `WrongLine(in_numpy())`: find the planted error

Behind them: `context` is whose network and digit is asked about, `restated` an equation in the names that an exercise
gives, `subject` the passes to try answers on, `mistakes` the usual ways to get it wrong, `typed/` what reads a formula,
and `sheet` the questions and their key on paper.
"""

from lessons.exercises.context import CannotAsk, Context, Exercise, Verdict
from lessons.exercises.derive import Derive
from lessons.exercises.number import Entry, WorkOut
from lessons.exercises.predict import Asked, Predict, larger_of, loss_after_step, sign_of
from lessons.exercises.sheet import sheet
from lessons.exercises.subject import equation, in_network
from lessons.exercises.wrong_line import WrongLine, in_derivation, in_lines, in_numpy

__all__ = [
    "Asked", "CannotAsk", "Context", "Derive", "Entry", "Exercise", "Predict", "Verdict", "WorkOut", "WrongLine",
    "equation", "in_derivation", "in_lines", "in_network", "in_numpy", "larger_of", "loss_after_step", "sheet",
    "sign_of",
]  # fmt: skip
