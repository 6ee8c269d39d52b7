"""Powers of ten as people write them."""

import re

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def power_of_ten(exponent: int) -> str:
    return f"10{str(exponent).translate(SUPERSCRIPTS)}"


def with_power(text: str, times: str = "×") -> str:
    """A number as Python writes it, 4e-07, with its power of ten: 4×10⁻⁷."""
    return re.sub(r"e(.\d+)", lambda e: f"{times}{power_of_ten(int(e[1]))}", text)
