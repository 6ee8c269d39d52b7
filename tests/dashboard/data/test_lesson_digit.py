"""A link may ask for any digit; a lesson speaks of a mistake."""

import pytest

from dashboard.data.lesson_digit import asked_for, mistake


def test_the_digit_of_a_link_or_the_next_mistake_is_shown():
    second = mistake(mistake())
    assert asked_for(str(second)).index == second
    assert asked_for(str(mistake() + 1)).index == second


@pytest.mark.parametrize("text", ["", "-1", "inf", "10000", "9" * 5_000, "²", "١", "1_0"])
def test_what_is_no_digit_leads_to_the_first_mistake(text):
    assert asked_for(text).index == mistake()
