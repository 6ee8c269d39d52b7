"""The runs of a class stay while it does, and a student starts what the teacher allows."""

import pytest

from core.config import Config
from dashboard.runs.classes.classes import allow, create, find, join
from dashboard.runs.in_class import Allowed, class_of, objection, on_boards
from dashboard.runs.surplus import surplus

SMALL, LARGE = Config(network="784-10"), Config(network="784-32-relu-10")


@pytest.fixture
def room(store):
    return find(store, create(store, "Tuesday", "teacher")[0])


@pytest.fixture
def ada(store, room):
    return join(store, room.code, "Ada", "browser of Ada")


def test_what_stands_on_the_board_is_not_dropped(store, room, ada):
    before = store.submit(SMALL, ada.browser, "finished", created=ada.joined - 1)
    after, stranger = (store.submit(SMALL, browser, "finished") for browser in (ada.browser, "stranger"))
    other, _ = create(store, "Wednesday", "teacher")
    assert on_boards(store) == on_boards(store, room.code) == {after}
    assert on_boards(store, other) == set()
    assert {record.id for record in surplus(store.records(), 0, on_boards(store))} == {before, stranger}


def test_of_several_classes_the_one_joined_last_counts(store, room, ada):
    other, _ = create(store, "Wednesday", "teacher")
    assert class_of(store, ada.browser) == (room.code, Allowed())
    join(store, other, "Ada", ada.browser)
    allow(store, other, Allowed(epochs=3))
    assert class_of(store, ada.browser) == (other, Allowed(epochs=3))
    assert class_of(store, "stranger") is None


def test_a_student_may_start_what_the_teacher_allows(store, room, ada):
    assert objection(store, ada.browser, [LARGE]) == ""
    allow(store, room.code, Allowed(parameters=10_000))
    assert "up to 10,000 parameters; this one has 25,450" in objection(store, ada.browser, [LARGE])
    assert objection(store, ada.browser, [SMALL]) == objection(store, "stranger", [LARGE]) == ""
    allow(store, room.code, Allowed(epochs=3))
    assert "up to 3 epochs; these are 4" in objection(store, ada.browser, [Config(network="784-10", epochs=4)])
    allow(store, room.code, Allowed(together=2))
    store.submit(SMALL, ada.browser)
    assert objection(store, ada.browser, [SMALL]) == ""
    assert "2 runs at once" in objection(store, ada.browser, [SMALL, SMALL])
