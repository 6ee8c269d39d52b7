"""A QR code carries a link from a screen to a telephone; version 40 holds 2,953 characters of it."""

import io

import segno
from segno.encoder import DataOverflowError


def _code(link: str) -> segno.QRCode | None:
    try:
        return segno.make(link, error="l", micro=False, boost_error=True)
    except DataOverflowError:
        return None


def qr_svg(link: str) -> str:
    """The code as a picture, dark on light whatever the theme, with the quiet border that readers need; nothing where
    the link is too long."""
    code, text = _code(link), io.BytesIO()
    if code is None:
        return ""
    code.save(text, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False)
    return text.getvalue().decode()


def qr_text(link: str) -> str:
    """The code in characters of a terminal, half a line a row; nothing where the link is too long."""
    code, text = _code(link), io.StringIO()
    if code is None:
        return ""
    rows = [list(row) for row in code.matrix_iter(border=2)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):  # light is drawn: a terminal is dark
        text.write("".join(" ▄▀█"[2 * (not a) + (not b)] for a, b in zip(upper, lower, strict=True)) + "\n")
    return text.getvalue()
