"""Every published figure comes out as printed, or differs for the reason that is given."""

from dataclasses import replace

import numpy as np
import pytest

from lessons.published import FIGURES
from lessons.published.figure import EQUAL, ON_PURPOSE, WRONG, Figure


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: f"{figure.source[:12]}: {figure.what}")
def test_a_published_figure_is_met_or_differs_for_the_reason_given(figure):
    assert figure.verdict in (EQUAL, ON_PURPOSE, WRONG)
    assert figure.holds, f"{figure.ours()} is not {figure.printed}"
    assert (figure.verdict == EQUAL) == (not figure.because)


@pytest.mark.parametrize("figure", [figure for figure in FIGURES if figure.verdict == EQUAL], ids=lambda f: f.what)
def test_a_digit_that_is_off_is_seen(figure):
    wrong = np.array(figure.printed, float)
    wrong.flat[-1] += 2 * figure.unit + 2 * figure.rounding * abs(wrong.flat[-1])
    assert not replace(figure, printed=wrong).holds


def test_there_are_many_of_them():
    assert sum(figure.count for figure in FIGURES) > 150
    assert all(isinstance(figure, Figure) and figure.source for figure in FIGURES)
