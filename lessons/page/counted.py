"""English says a 7 but an 8, half but a third."""


def article(n: int) -> str:
    """What stands before a whole number: an 8, an 11, an 18, an 80, an 8,000."""
    leading = f"{n:,}".partition(",")[0]
    return "an" if leading.startswith("8") or leading in ("11", "18") else "a"


def one(n: int) -> str:
    """A whole number with its article: a 7, an 8."""
    return f"{article(n)} {n:,}"


def part_of(n: int) -> str:
    """One of n equal parts: half, a third, an 8th."""
    if n in (1, 2, 3):
        return ("the whole", "half", "a third")[n - 1]
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{one(n)}{ending}"
