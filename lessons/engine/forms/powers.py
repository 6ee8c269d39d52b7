"""Numbers as people write them: 4×10⁻⁷ where Python writes 4e-07."""

import re

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power_of_ten(exponent: int) -> str:
    return f"10{str(exponent).translate(SUPERSCRIPTS)}"


def with_power(text: str, times: str = "×") -> str:
    """A number as Python writes it, 4e-07, with its power of ten: 4×10⁻⁷."""
    return re.sub(r"e(.\d+)", lambda e: f"{times}{power_of_ten(int(e[1]))}", text)


def printed(value: float, form: str = ".3f") -> str:
    """A number with a true minus: 4×10⁻⁷ where fixed places would leave nothing of it, and 0 if it is nothing."""
    if value == 0:
        return "0"
    text = f"{value:{form}}"
    if not float(text.replace(",", "")):
        text = f"{value:{'+' if '+' in form else ''}.0e}"
    return with_power(text).replace("-", "−")


def scientific(value: float, form: str = ".5g") -> str:
    """Five digits, or as many as `form` says, as LaTeX."""
    digits, _, power = f"{value + 0.0:{form}}".partition("e")
    return rf"{digits} \cdot 10^{{{int(power)}}}" if power else digits
