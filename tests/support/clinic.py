"""What can be seen of a patient of the clinic, by its name in a link."""

from lessons.clinic.course import Course, course
from lessons.clinic.gradient_check import gradient_check
from lessons.clinic.patients import BY_SLUG
from lessons.clinic.signs import signs


def off(slug: str) -> set[str]:
    """The arrays that leave the diagonal."""
    return {one.name for one in gradient_check(BY_SLUG[slug]) if not one.agrees}


def both(slug: str) -> tuple[Course, Course]:
    """Its training, and the same mended."""
    return course(BY_SLUG[slug]), course(BY_SLUG[slug], mended=True)


def reads(slug: str, mended: bool = False) -> float:
    """The share of the digits held back that it reads at the end."""
    return float(both(slug)[mended].accuracy[-1])


def sign(slug: str, what: str) -> str:
    return dict(signs(course(BY_SLUG[slug])))[what]
