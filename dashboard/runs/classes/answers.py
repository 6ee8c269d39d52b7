"""What the students of a class answered: which question, in which round, whether it was right, and the hint it got."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.runs.classes.classes import Student, changed
from dashboard.runs.store import Store

LONGEST = 300  # characters of an answer or a hint
MOST = 2_000  # answers of a student: what comes after is not kept
EXERCISE, QUIZ, USABILITY = "exercise", "quiz", "usability"


@dataclass(frozen=True)
class Answer:
    """One answer of one student."""

    student: int
    name: str
    kind: str
    question: str  # the name of an exercise, or the number of an item
    variant: str  # which numbers it was asked with
    round: int
    answer: str
    right: bool | None  # none where nothing is right or wrong
    hint: str  # what the answer was told
    at: float


def record(
    store: Store,
    student: Student,
    kind: str,
    question: str,
    answer: str,
    right: bool | None = None,
    hint: str = "",
    variant: str = "",
    round: int = 1,
) -> bool:
    """Keep an answer; one that repeats the student's last one to the same question is not kept twice. Whether it was
    kept."""
    row = (kind, question[:LONGEST], variant[:LONGEST], round)
    with store.transaction():
        last = store.connection.execute(
            "SELECT answer FROM answers WHERE student = ? AND kind = ? AND question = ? AND variant = ? AND round = ? "
            "ORDER BY id DESC LIMIT 1",
            (student.id, *row),
        ).fetchone()
        (count,) = store.connection.execute("SELECT count(*) FROM answers WHERE student = ?", (student.id,)).fetchone()
        if (last and last[0] == answer[:LONGEST]) or count >= MOST:
            return False
        if not store.connection.execute("SELECT 1 FROM students WHERE id = ?", (student.id,)).fetchone():
            return False  # removed at this moment
        store.connection.execute(
            "INSERT INTO answers (student, kind, question, variant, round, answer, right, hint, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (student.id, *row, answer[:LONGEST], None if right is None else int(right), hint[:LONGEST], time.time()),
        )
        changed(store, student.code)
    return True


def answers(store: Store, code: str, kind: str = EXERCISE) -> list[Answer]:
    """All of them, in the order in which they came."""
    rows = store.connection.execute(
        "SELECT student, name, kind, question, variant, round, answer, right, hint, at FROM answers "
        "JOIN students ON students.id = student WHERE class = ? AND kind = ? ORDER BY answers.id",
        (code, kind),
    )
    found = [Answer(*row) for row in rows]
    return [replace(one, right=None if one.right is None else bool(one.right)) for one in found]


def latest(found: Iterable[Answer]) -> list[Answer]:
    """Of each student the last answer to each question in each round."""
    last = {(one.student, one.question, one.round): one for one in found}
    return list(last.values())


def votes(found: Iterable[Answer], round: int) -> Counter[str]:
    """How many students gave each answer in a round, as their last one."""
    return Counter(one.answer for one in latest(found) if one.round == round)


def by_hint(found: Iterable[Answer]) -> list[tuple[str, list[Answer]]]:
    """The wrong answers grouped by the hint that they got, the largest group first."""
    groups: dict[str, list[Answer]] = {}
    for one in latest(found):
        if one.right is False:
            groups.setdefault(one.hint, []).append(one)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def solved(store: Store, student: int) -> set[str]:
    """The exercises that this student has solved."""
    rows = store.connection.execute(
        "SELECT DISTINCT question FROM answers WHERE student = ? AND kind = ? AND right = 1", (student, EXERCISE)
    )
    return {question for (question,) in rows}
