"""Numbers are written as people write them, however small they are."""

import pytest

from lessons.engine.forms.powers import power_of_ten, printed, scientific, with_power


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (-0.25, "+.3f", "−0.250"),
        (0.25, "+.3f", "+0.250"),
        (4e-7, ".3f", "4×10⁻⁷"),
        (4e-7, "+.3f", "+4×10⁻⁷"),
        (-4e-12, "+.3f", "−4×10⁻¹²"),
        (3e-10, ".0e", "3×10⁻¹⁰"),
        (0.0, "+.3f", "0"),
        (-0.0, ".3f", "0"),
    ],
)
def test_a_small_number_is_not_printed_as_nothing(value, form, text):
    assert printed(value, form) == text


def test_powers_of_ten():
    assert power_of_ten(-12) == "10⁻¹²"
    assert with_power("4e-07") == "4×10⁻⁷"
    assert with_power("4e+07", " · ") == "4 · 10⁷"
    assert scientific(-2.5e-8) == r"-2.5 \cdot 10^{-8}"
    assert scientific(0.5) == "0.5"
