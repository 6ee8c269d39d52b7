"""The two forms of the quiz ask the same of other numbers, and each question can be answered."""

from lessons.page.example import misread
from lessons.page.quiz import AFTER, ASKED, BEFORE, quiz


def test_the_forms_are_of_equal_difficulty_and_share_no_answer():
    before, after = quiz(BEFORE, misread()), quiz(AFTER, misread())
    assert [item.name for item in before] == [item.name for item in after] == list(ASKED)
    for one, other in zip(before, after, strict=True):
        options, others = one.exercise.options(one.context), other.exercise.options(other.context)
        assert len(options) == len(others) >= 3  # guessing helps as much
        assert (one.exercise.prompt(one.context), options) != (other.exercise.prompt(other.context), others)
        assert sum(one.exercise.judge(k, one.context).right for k in range(len(options))) == 1


def test_a_form_is_the_same_for_everyone():
    one, other = (
        [(item.exercise.prompt(item.context), item.exercise.options(item.context)) for item in quiz(BEFORE, misread())]
        for _ in range(2)
    )
    assert one == other
