"""Tables and marked code of the clinic say what was worked out."""

import numpy as np

from dashboard.views.clinic import words
from lessons.clinic import code
from lessons.clinic.gradient_check import Checked
from lessons.clinic.patients import BY_SLUG
from lessons.clinic.published import PUBLISHED
from lessons.clinic.signs import Sign


def test_what_is_trained():
    assert words.described(BY_SLUG["the-course"].config) == (
        "784-16-relu-16-relu-10 · SGD, learning rate 0.1 · batches of 32 out of 2,400 digits · accuracy on 600 others"
    )


def test_arrays_that_differ_are_marked():
    right, wrong = np.array([1.0, 2.0]), np.array([2.0, 4.0])
    rows = words.checks([Checked("dW1", right, right, 9), Checked("db1", right, wrong, 2)]).splitlines()
    assert rows[2:] == [
        "| ✓ | dW1 | agrees | 0 | 1, 1 |",
        "| ✗ | **db1** | 2 times as much, all over | 0.5 | 2, 4 |",
    ]


def test_signs_stand_beside_each_other_once_it_is_mended():
    before, after = [Sign("biases b1", "all 0.5"), Sign("classes", "1: 0")], [Sign("biases b1", "from 0 to 1")]
    assert words.signs(before).splitlines()[2] == "| biases b1 | all 0.5 |"
    assert words.signs(before, after).splitlines()[2:] == [
        "| biases b1 | all 0.5 | from 0 to 1 |",
        "| classes | 1: 0 | – |",
    ]


def test_a_line_and_its_place():
    assert words.option(code.BIAS) == "`db = dy.sum(axis=0)`"
    assert words.whereabouts(code.BIAS).startswith("core/layers.py, line ")
    assert words.whereabouts(code.BIAS).endswith("in Dense.parameter\\_gradients")


def test_what_was_planted_and_what_belongs_there():
    place, right, wrong = (
        words.diff(BY_SLUG["all-biases-alike"]).splitlines(),
        "+ db = dy.sum(axis=0)  # (out,)",
        "- db = dy.sum()",
    )
    assert place[1:] == [wrong, right]


def test_printed_numbers_beside_ours():
    rows = words.figures(PUBLISHED["the-course"]).splitlines()
    assert rows[2].startswith("| dW2 doubled and db1 times four | 0.285093156781 | 0.285093156")
    assert "9 of 12 digits. The rest is rounding" in rows[2]
    assert rows[4] == "| nothing wrong | 1.1e-9 | 1.1e-9 | all digits |"
    (row,) = words.figures(PUBLISHED["down-and-up-again"]).splitlines()[2:]
    assert (
        "| 0.95, 0.78, 0.51, 0.24, 0.07, 0.08, 0.25, 0.52, 0.79, 0.94 | not met. Their start was left to chance" in row
    )
