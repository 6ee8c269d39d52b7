"""Answers are kept once, counted by round, and grouped by what was told of them."""

from dashboard.runs.classes import answers as kept
from dashboard.runs.classes.answers import answers, by_hint, latest, record, solved, votes
from dashboard.runs.classes.classes import join, remove

NAME = "softmax-predict1"


def test_two_rounds_stand_side_by_side(store, room, ada):
    bea = join(store, room.code, "Bea", "browser of Bea")
    record(store, ada, "exercise", NAME, "class 3", False, "It loses.", round=1)
    record(store, bea, "exercise", NAME, "class 3", False, "It loses.", round=1)
    record(store, ada, "exercise", NAME, "class 5", True, "Right.", round=2)
    record(store, bea, "exercise", NAME, "class 2", False, "Too few.", round=2)
    record(store, bea, "exercise", NAME, "class 5", True, "Right.", round=2)  # thought again
    found = answers(store, room.code)
    assert votes(found, 1) == {"class 3": 2}
    assert votes(found, 2) == {"class 5": 2}
    assert [(hint, len(group)) for hint, group in by_hint(found)] == [("It loses.", 2)]
    assert len(latest(found)) == 4
    assert solved(store, ada.id) == {NAME}


def test_what_is_told_twice_is_kept_once_and_there_is_an_end(store, room, ada, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 3)
    told = [record(store, ada, "exercise", NAME, text) for text in ("a", "a", "b", "a", "c")]
    assert told == [True, False, True, True, False]
    (first, *_) = answers(store, room.code)
    assert (first.right, first.name, first.answer) == (None, "Ada", "a")


def test_a_long_answer_is_cut_and_one_who_was_removed_tells_nothing(store, room, ada):
    record(store, ada, "exercise", NAME, "x" * 9_999, False, "y" * 9_999)
    (one,) = answers(store, room.code)
    assert (len(one.answer), len(one.hint)) == (300, 300)
    remove(store, ada.id)
    assert not record(store, ada, "exercise", NAME, "again")
    assert answers(store, room.code) == []
