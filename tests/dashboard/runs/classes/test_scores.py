"""What a class scored before and after, from what each student handed in last."""

from dashboard.runs.classes.answers import QUIZ, USABILITY, record
from dashboard.runs.classes.classes import join
from dashboard.runs.classes.scores import scores


def test_scores_are_of_the_last_answers(store, room, ada):
    bea = join(store, room.code, "Bea", "browser of Bea")
    for question, right in (("a", True), ("b", False)):
        record(store, ada, QUIZ, question, str(right), right, variant="before")
        record(store, ada, QUIZ, question, "x", True, variant="after")
    record(store, ada, QUIZ, "b", "thought again", True, variant="before")
    for k in range(1, 11):
        record(store, bea, USABILITY, f"{k:02d}", "5" if k % 2 else "1")
    record(store, ada, USABILITY, "01", "5")  # not all ten
    assert [tuple(row) for row in scores(store, room.code)] == [("Ada", 2, 2, 0, None), ("Bea", None, None, None, 100)]
