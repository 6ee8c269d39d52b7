"""Sums that a text prints, read again and worked out: what each comes to, and by how much it may be off."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lessons.page.stop import plain

NUMBER = r"(−?\d[\d,]*(?:\.\d+)?(?:×10⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"


@dataclass(frozen=True)
class PrintedSum:
    """A sum as it stands, how far its result is from what its numbers come to, and how far rounding can take it."""

    text: str
    apart: float
    allowed: float

    @property
    def holds(self) -> bool:
        return self.apart <= self.allowed


def number(text: str) -> float:
    plain, _, power = text.replace("−", "-").replace(",", "").partition("×10")
    return float(f"{plain}e{power.translate(str.maketrans('⁻⁰¹²³⁴⁵⁶⁷⁸⁹', '-0123456789'))}" if power else plain)


def slack(text: str) -> float:
    """Half a unit of the last place that was printed; a whole number below 100 without a point is a count, and
    exact."""
    plain, _, power = text.partition("×10")
    places = len(plain.split(".")[1]) if "." in plain else 0
    exact = "." not in plain and not power and abs(number(text)) < 100
    return 0.0 if exact else 0.5 * 10.0**-places * (number(f"1×10{power}") if power else 1)


def prose(stop) -> str:
    return " ".join(plain(paragraph) for paragraph in stop.says).replace("\N{NO-BREAK SPACE}", " ")


# What is printed, with N for a number, and what it comes to; the last number is the result.
FORMS = (
    (r"(?<![·/] )START · N = N", lambda a, b: a * b),
    (r"START · N \+ N = N", lambda a, b, c: a * b + c),
    (r"START · 2 · N / N = N", lambda a, b, c: 2 * a * b / c),
    (r"(?<!· )START / N = N(?!\.?\d| %|,\d)", lambda a, b: a / b),
    (r"(?<!· )START / N = N %", lambda a, b: 100 * a / b),
    (r"START · \(1 − N\) = N", lambda a, b: a * (1 - b)),
    (r"\(N − N\) / N = N", lambda a, b, c: (a - b) / c),
    (r"\(N \+ N\) / N = N", lambda a, b, c: (a + b) / c),
    (r"(?<!\()START − N = N", lambda a, b: a - b),
    (r"START \+ \(N\) = N", lambda a, b: a + b),
    (r"−ln N = N", lambda a: -math.log(a)),
    (r"−ln \(1 − N\) = N", lambda a: -math.log1p(-a)),
    (r"1 / \(1 \+ N\) = N %", lambda a: 100 / (1 + a)),
    (r"\(N − N\)² / 2 = N", lambda a, b: (a - b) ** 2 / 2),
    (r"\(N \+ N\)² / 2 = N", lambda a, b: (a + b) ** 2 / 2),
    (r"(?<!\w)\(N\)² / 2 = N", lambda a: a**2 / 2),
)


# Products that are added up, as one writes them by hand, and a number less a part of its gradient.
CHAIN = r"(?<![\d.,−])N · N(?:(?: \+ N · N)+(?: [+−] N)?| − N) = N".replace("N", NUMBER)
UPDATE = r"(?<![\d.,−(])N − N · N = N".replace("N", NUMBER)


def _chained(signs):
    """What a row of numbers with these signs between them comes to; products first."""

    def worked(first, *rest):
        total, term, sign = 0.0, first, 1
        for mark, value in zip(signs, rest, strict=True):
            if mark == "·":
                term *= value
            else:
                total, term, sign = total + sign * term, value, 1 if mark == "+" else -1
        return total + sign * term

    return worked


def sums(text: str) -> Iterator[PrintedSum]:
    """Every sum of these forms; where a product's parts are added up, that, too."""
    for form in (CHAIN, UPDATE):
        for found in re.finditer(form, text):
            left, _, result = found[0].rpartition(" = ")
            first, *rest = re.split(r" ([·+−]) ", left)
            yield _compared(found[0], (first, *rest[1::2], result), _chained(rest[::2]))
        text = re.sub(form, " ", text)  # a part of it is no sum of its own
    for form, worked in FORMS:
        for found in re.finditer(form.replace("START", r"(?<![\d.,−])N").replace("N", NUMBER), text):
            yield _compared(found[0], found.groups(), worked)
    for found in re.finditer(
        r"= N[;,.]? (?:and |from |for )[^=]*? = N; the other \d[\d,]* add N\. In all N".replace("N", NUMBER), text
    ):
        yield _compared(found[0], found.groups(), lambda *parts: sum(parts))


def _compared(text, groups, worked) -> PrintedSum:
    *given, result = groups
    values = [number(one) for one in given]
    comes = worked(*values)
    allowed = slack(result) + 1e-12
    for k, one in enumerate(given):  # how far each rounded number can move it
        moved = [*values]
        moved[k] += slack(one) or 0.0
        allowed += abs(worked(*moved) - comes)
    return PrintedSum(text, abs(comes - number(result)), 1.02 * allowed)
