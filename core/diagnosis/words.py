"""What a diagnosis says, in sentences: by how much, all over or where, and against what rounding would be."""

import numpy as np

from core.diagnosis.comparing import Finding

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
CONSTANT = 64  # roundings: a ratio that varies by no more is the same all over


def power(number: float) -> str:
    """3×10⁻⁷, to one digit."""
    if number == 0 or not np.isfinite(number):
        return "0" if number == 0 else "∞"
    digits, exponent = f"{number:.0e}".split("e")
    return f"{digits}×10{str(int(exponent)).translate(SUPERSCRIPT)}"


def share(number: float) -> str:
    """How large a difference is, relative to our largest number: in words that suit its size."""
    if 0.005 <= number < 1e4:
        return f"{number:.2g} times our largest number"
    return f"{power(number)} of our largest number"


def listed(names) -> str:
    """dW1, db1 and dW2."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def ratio_of(finding: Finding) -> float | None:
    """c, where theirs is c times ours all over, as far as rounding lets it be seen."""
    ours, theirs = finding.ours, finding.theirs
    if not finding.same_shape or not np.any(ours) or not np.isfinite(theirs).all():
        return None
    c = float((theirs * ours).sum() / (ours * ours).sum())
    apart = float(np.abs(theirs - c * ours).max())
    return c if apart <= CONSTANT * max(1.0, abs(c)) * float(np.max(finding.allowed)) and c != 1 else None


def spelled(c: float) -> str:
    """A factor as a person would say it: 64, 1/64, −1, 0.31."""
    for whole in (round(c), round(1 / c) if c else 0):
        if whole and abs(c - whole) < 1e-4 * abs(c):
            return f"{whole:,}".replace("-", "−")
        if whole and abs(c * whole - 1) < 1e-4:
            return f"{'−' if whole < 0 else ''}1/{abs(whole):,}"
    return f"{c:.4g}".replace("-", "−")


def how_far(finding: Finding) -> str:
    """By how much an array differs: yours is 64 times ours, all over; 12 of 640 numbers …"""
    ours, theirs = finding.ours, finding.theirs
    if not finding.same_shape:
        return f"yours has shape {_text(np.shape(theirs))}, ours {_text(np.shape(ours))}"
    if not np.isfinite(theirs).all():
        return f"{_count(~np.isfinite(theirs))} numbers of yours are infinite or none at all"
    if not np.any(theirs):
        return "yours is 0, all over"
    c = ratio_of(finding)
    if c is not None:
        return f"yours is {spelled(c)} times ours, all over"
    apart = theirs - ours
    if apart.size > 1 and np.ptp(apart) <= CONSTANT * float(np.max(finding.allowed)):
        return f"yours is ours {'plus' if apart.mean() > 0 else 'minus'} {abs(float(apart.mean())):.4g}, all over"
    wrong = np.abs(apart) > finding.allowed
    where = "everywhere" if wrong.all() else f"in {_count(wrong)} numbers{_where(wrong)}"
    return (
        f"yours differs {where}, by up to {share(finding.error)}, where rounding makes "
        f"{power(finding.rounding)} at most"
    )


def _count(wrong) -> str:
    return f"{int(wrong.sum()):,} of {wrong.size:,}"


def _where(wrong) -> str:
    """In which rows or columns, where it is few of them and all of each."""
    if wrong.ndim != 2:
        return ""
    for axis, what in ((0, "column"), (1, "row")):
        lines = wrong.any(axis=axis)
        if 0 < lines.sum() <= min(6, len(lines) // 2) and wrong.sum() > lines.sum():
            found = np.flatnonzero(lines)
            return f", all in {what}{'s' * (len(found) > 1)} {', '.join(map(str, found))}"
    return ""


def _text(shape) -> str:
    return f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})"


def agreement(finding: Finding) -> str:
    """How closely an array agrees."""
    return f"agrees to {power(finding.error)}" if finding.error else "agrees to the last bit"
