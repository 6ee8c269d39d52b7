"""A difference is said in words: how many times, where, and against what rounding would be."""

import numpy as np
import pytest

from core.diagnosis.comparing import compare
from core.diagnosis.words import agreement, how_far, power, ratio_of, share, spelled


def finding(ours, theirs, allowed=1e-9):
    (found,) = compare(["dW1"], {"dW1": np.array(ours, float)}, {"dW1": np.array(theirs, float)}, {"dW1": allowed})
    return found


@pytest.mark.parametrize(
    ("number", "said"),
    [(64, "64"), (1 / 64, "1/64"), (-1, "−1"), (-1 / 3, "−1/3"), (0.3137, "0.3137"), (2304, "2,304")],
)
def test_factors(number, said):
    assert spelled(number) == said


def test_powers():
    assert (power(3.2e-7), power(0), share(0.45), share(2e-4)) == (
        "3×10⁻⁷", "0", "0.45 times our largest number", "2×10⁻⁴ of our largest number",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ([[2, 4], [6, 8]], "yours is 2 times ours, all over"),
        ([[0, 0], [0, 0]], "yours is 0, all over"),
        ([[1, 2], [3, np.nan]], "1 of 4 numbers of yours are infinite or none at all"),
        ([[1, 9], [3, 4]], "yours differs in 1 of 4 numbers, by up to 1.8 times our largest number"),
        ([[5, 2], [5, 4]], "yours differs in 2 of 4 numbers, all in column 0, by up to 1 times"),
        ([[2.5, 3.5], [4.5, 5.5]], "yours is ours plus 1.5, all over"),
        ([[1, 2, 3]], "yours has shape (1, 3), ours (2, 2)"),
    ],
)
def test_differences(theirs, said):
    assert how_far(finding([[1, 2], [3, 4]], theirs)).startswith(said)


def test_a_ratio_that_varies_is_none():
    assert ratio_of(finding([1, 2, 3], [2, 4, 6])) == pytest.approx(2)
    assert ratio_of(finding([1, 2, 3], [2, 4, 6.001])) is None
    assert ratio_of(finding([0, 0], [1, 1])) is None


def test_agreement():
    assert agreement(finding([1, 2], [1, 2])) == "agrees to the last bit"
    assert agreement(finding([1, 2], [1, 2 + 2e-10])) == "agrees to 1×10⁻¹⁰"
