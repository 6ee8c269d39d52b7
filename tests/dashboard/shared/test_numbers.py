"""Numbers are written as people write them."""

import pytest

from dashboard.shared.numbers import counted, duration, error_text, loss_text, percent, step_of, sureness, whole


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        (0.12345, "0.1235"),
        (2.302585, "2.3026"),
        (123.4567, "123.5"),
        (99_999, "99,999.0"),
        (2.474e35, "2.5×10³⁵"),
        (1e5, "1.0×10⁵"),
        (float("nan"), "–"),
    ],
)
def test_a_loss_of_any_size_fits_on_screen(loss, said):
    assert loss_text(loss) == said


def test_whole_numbers_have_bounds_on_both_sides():
    assert [whole(text, 9, 1) for text in ("0", "1", "9", "10")] == [None, 1, 9, None]


def test_a_share_keeps_its_sign_beside_it():
    assert percent(0.97364) == "97.36\N{NO-BREAK SPACE}%"
    assert percent(1, 0) == "100\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("p", "said"), [(1, "> 99.9 %"), (0.99951, "> 99.9 %"), (0.9994, "99.9 %"), (0.042, "4.2 %"), (1e-9, "< 0.1 %")]
)
def test_nobody_is_wholly_sure(p, said):
    assert sureness(p).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "under a second"), (8.4, "8 s"), (89, "89 s"), (600, "10 min"), (7200, "2.0 h")]
)
def test_durations_are_said_as_people_say_them(seconds, said):
    assert duration(seconds) == said


def test_errors_are_written_as_powers():
    assert [error_text(error) for error in (3.2e-14, 1e-13, 0.0, float("inf"))] == ["3 × 10⁻¹⁴", "1 × 10⁻¹³", "0", "∞"]


@pytest.mark.parametrize(
    ("value", "step"), [(0.005, 0.001), (0.01, 0.001), (0.02, 0.01), (1.0, 0.1), (0.3, 0.1), (0.0, 0.001), (5e-6, 1e-6)]
)
def test_the_buttons_beside_a_number_move_it_by_a_part_of_it(value, step):
    assert step_of(value) == step
    assert value == 0 or value - step > 0


def test_one_is_not_many():
    assert [counted(count, "run") for count in (0, 1, 2, 1_000)] == ["0 runs", "1 run", "2 runs", "1,000 runs"]
