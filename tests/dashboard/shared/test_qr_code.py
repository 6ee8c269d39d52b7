"""A QR code says the link, on a page and in a terminal."""

import segno

from dashboard.shared.qr_code import qr_svg, qr_text

LINK = "http://192.168.1.7:8501/?key=abcd-efgh-jkmn"


def test_the_terminal_shows_the_modules_of_the_code_light_on_dark():
    rows = [[sign in " ▄" for sign in row] for row in qr_text(LINK).splitlines()]  # is the upper half dark?
    lower = [[sign in " ▀" for sign in row] for row in qr_text(LINK).splitlines()]
    both = [row for pair in zip(rows, lower, strict=True) for row in pair]
    right = [list(map(bool, row)) for row in segno.make(LINK, error="l", micro=False).matrix_iter(border=2)]
    assert both[: len(right)] == right


def test_a_page_shows_it_dark_on_light_with_a_border():
    picture = qr_svg(LINK)
    size = segno.make(LINK, error="l", micro=False).symbol_size(border=4)[0]
    assert f'viewBox="0 0 {size} {size}"' in picture
    assert "#fff" in picture
    assert "#000" in picture


def test_a_link_that_is_too_long_has_no_code():
    assert qr_svg("http://h/?own=" + "A" * 3_000) == qr_text("http://h/?own=" + "A" * 3_000) == ""
