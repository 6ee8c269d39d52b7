"""Numbers are written as people write them."""

import pytest

from dashboard.shared.numbers import loss_text, percent, sureness, verbatim


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


def test_a_share_keeps_its_sign_beside_it():
    assert percent(0.97364) == "97.36\N{NO-BREAK SPACE}%"
    assert percent(1, 0) == "100\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("p", "said"), [(1, "> 99.9 %"), (0.99951, "> 99.9 %"), (0.9994, "99.9 %"), (0.042, "4.2 %"), (1e-9, "< 0.1 %")]
)
def test_nobody_is_wholly_sure(p, said):
    assert sureness(p).replace("\N{NO-BREAK SPACE}", " ") == said


def test_what_was_typed_is_shown_as_it_was_typed():
    assert (
        verbatim("*bold* a_b [x](y) $a$ :red[b] Größe 1 · ½")
        == r"\*bold\* a\_b \[x\]\(y\) \$a\$ \:red\[b\] Größe 1 · ½"
    )
