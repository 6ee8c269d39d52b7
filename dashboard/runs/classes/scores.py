"""What each student of a class scored before and after, and how usable they found it."""

from typing import NamedTuple

from dashboard.runs.classes.answers import QUIZ, USABILITY, answers, latest
from dashboard.runs.store import Store
from dashboard.shared.usability import ITEMS, score

CSV_HEADS = ("student", "before", "after", "gain", "usability")


class Scores(NamedTuple):
    """Of one student; None where nothing was handed in."""

    student: str
    before: int | None
    after: int | None
    gain: int | None
    usability: float | None


def scores(store: Store, code: str) -> list[Scores]:
    """Of every student who handed in anything, in the order of their first answers. Who handed in twice has the score
    of the second time."""
    quiz, usable = answers(store, code, QUIZ), latest(answers(store, code, USABILITY))
    students = dict.fromkeys((one.student, one.name) for one in [*quiz, *usable])
    found = []
    for student, name in students:
        before, after = (
            _right([one for one in quiz if one.student == student and one.variant == form])
            for form in ("before", "after")
        )
        gain = None if before is None or after is None else after - before
        given = {one.question: int(one.answer) for one in usable if one.student == student}
        ten = [given[question] for question in sorted(given)]
        found.append(Scores(name, before, after, gain, score(ten) if len(ten) == len(ITEMS) else None))
    return found


def _right(own) -> int | None:
    last = {one.question: one.right for one in own}
    return sum(map(bool, last.values())) if last else None
