"""A page of exercises and nothing else, for the browser tests."""

from functools import cache

import numpy as np
import streamlit as st

from dashboard.components.exercise.progress import progress
from dashboard.data.shipped import guesses, trained, unseen_digits
from dashboard.views.lessons.exercises import draw
from lessons.exercises import (
    Context,
    Derive,
    Entry,
    Predict,
    WrongLine,
    in_derivation,
    in_network,
    in_numpy,
    loss_after_step,
)

EXERCISES = {
    "formula": Derive(
        "What is the gradient of a weight of the last layer?", in_network("5-4-sigmoid-3", "dW2", "a1 p y")
    ),
    "number": Entry("dW2"),
    "choice": Predict(loss_after_step(0.05)),
    "lines": WrongLine(in_derivation("dz3")),
    "code": WrongLine(in_numpy()),
}


@cache
def context() -> Context:
    digits, run = unseen_digits(), trained()
    wrong = np.flatnonzero(guesses().argmax(axis=1) != digits.labels)[:4]
    return Context(run.config.build_network(), run.theta.astype(np.float64), digits.images[wrong], digits.labels[wrong])


st.title("Exercises")
progress(list(EXERCISES), key="all")
for name, exercise in EXERCISES.items():
    draw(exercise, name, context())
