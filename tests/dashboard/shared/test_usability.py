"""The System Usability Scale is scored as Brooke published it."""

import pytest

from dashboard.shared.usability import ITEMS, score


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ([5, 1] * 5, 100),
        ([1, 5] * 5, 0),
        ([3] * 10, 50),
        ([5, 4, 2, 1, 2, 3, 2, 4, 5, 4], 50),  # with contributions 4 1 1 4 1 2 1 1 4 1, 20 in all
        ([4, 2, 4, 2, 4, 2, 4, 2, 4, 2], 75),
    ],
)
def test_a_score(answers, points):
    assert score(answers) == points


@pytest.mark.parametrize("answers", [[], [3] * 9, [0, *[3] * 9], [6, *[3] * 9]])
def test_what_is_no_answer_has_no_score(answers):
    with pytest.raises(ValueError, match="10 answers from 1 to 5"):
        score(answers)


def test_even_items_are_the_complaints():
    assert [k for k, item in enumerate(ITEMS, 1) if "unnecessarily" in item or "cumbersome" in item] == [2, 8]
