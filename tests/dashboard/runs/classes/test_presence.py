"""Who is here is known for a moment, and how many are known has an end."""

from dashboard.runs.classes import presence
from dashboard.runs.classes.presence import Presence


def test_who_is_silent_is_gone(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(presence.time, "monotonic", lambda: now[0])
    here = Presence()
    here.tell(1, "/step?digit=3")
    assert (here.where(1), here.where(2)) == ("/step?digit=3", None)
    now[0] += presence.GONE
    assert here.where(1) is None


def test_it_forgets_those_it_has_not_heard_of_for_longest(monkeypatch):
    monkeypatch.setattr(presence, "MOST", 2)
    here = Presence()
    for student in (1, 2, 1, 3):
        here.tell(student, "x" * 5_000)
    assert [here.where(student) is not None for student in (1, 2, 3)] == [True, False, True]
    assert len(here.where(1)) == presence.LONGEST
