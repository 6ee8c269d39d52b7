"""A number is said as it is spoken."""

import pytest

from lessons.page.counted import one, part_of


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "a 0"),
        (7, "a 7"),
        (8, "an 8"),
        (11, "an 11"),
        (12, "a 12"),
        (18, "an 18"),
        (118, "a 118"),
        (8000, "an 8,000"),
    ],
)
def test_a_number_has_the_article_of_its_first_sound(n, said):
    assert one(n) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [(2, "half"), (3, "a third"), (4, "a 4th"), (8, "an 8th"), (11, "an 11th"), (22, "a 22nd"), (113, "a 113th")],
)
def test_a_part_is_called_by_how_many_there_are(n, said):
    assert part_of(n) == said
