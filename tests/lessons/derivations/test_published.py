"""Of four ways to make the printed update one gives the printed number, and it is not the one that is described."""

import pytest

from lessons.derivations.published import PRINTED, error_after_one_update, ways


def test_the_described_way_parts_from_the_printed_number_in_the_seventh_digit():
    described = error_after_one_update(new_weights=False, biases=False)
    assert described == pytest.approx(0.2910277737, abs=5e-11)
    ours, theirs = f"{described:.9f}", f"{PRINTED:.9f}"
    assert ours[:8] == theirs[:8] == "0.291027"
    assert ours[8] != theirs[8]


def test_the_printed_number_comes_of_output_weights_that_had_moved():
    errors = {(new, biases): error_after_one_update(new, biases) for new in (False, True) for biases in (False, True)}
    assert [way for way, error in errors.items() if round(error, 9) == PRINTED] == [(True, False)]


def test_paper_has_all_four():
    assert [row[2] for row in ways().still.rows] == ["0.2910277737", "0.2804714468", "0.2910279239", "0.2804840766"]
