"""A class is opened by its secret, joined by its code, bounded, and forgotten as a whole."""

import pytest

from dashboard.runs.classes import classes
from dashboard.runs.classes.answers import answers, record
from dashboard.runs.classes.classes import (
    allow,
    create,
    delete,
    find,
    forget_old,
    join,
    open_door,
    redeem,
    remove,
    renew_secret,
    show,
    student_of,
    students,
    taught,
    teaches,
)
from dashboard.runs.in_class import Allowed
from dashboard.runs.store import StoreError


def test_the_secret_opens_the_class_and_nothing_else_does(store):
    code, secret = create(store, "Tuesday", "anna")
    for wrong in ("", secret[:-1], secret.upper(), "x" * 5_000, "\ud800"):
        assert not redeem(store, code, wrong, "bert")
    assert not redeem(store, "nothere", secret, "bert")
    assert not teaches(store, code, "bert")
    assert redeem(store, code, secret, "bert")
    assert teaches(store, code, "bert")
    assert [one.title for one in taught(store, "bert")] == ["Tuesday"]


def test_the_store_does_not_hold_the_secret(store):
    code, secret = create(store, "Tuesday", "anna")
    (kept,) = store.connection.execute("SELECT secret FROM classes").fetchone()
    assert secret not in kept
    another = renew_secret(store, code)
    assert not redeem(store, code, secret, "bert")
    assert redeem(store, code, another, "bert")
    assert teaches(store, code, "anna")


def test_a_browser_is_one_student_whatever_it_calls_itself(store, room):
    for name in ("Ada", "Bea", "Ada"):
        join(store, room.code, name, "one browser")
    assert [one.name for one in students(store, room.code)] == ["Ada"]
    assert student_of(store, "one browser").name == "Ada"
    assert student_of(store, "another") is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Ada   L. ", "Ada L."),
        ("<b>Ada</b>", "<b>Ada</b>"),  # shown sign by sign
        ("a\u202eb\x00\nc", "a b c"),
        ("é" * 500, "é" * 40),
    ],
)
def test_a_name_is_one_short_line(store, room, typed, name):
    assert join(store, room.code, typed, "browser").name == name


@pytest.mark.parametrize("typed", ["", "  ", "\u202e\u200b", "aDA"])
def test_a_name_that_says_nothing_or_is_taken_is_refused(store, room, ada, typed):
    with pytest.raises(StoreError):
        join(store, room.code, typed, "another")
    assert len(students(store, room.code)) == 1


def test_a_class_is_full_at_some_point_and_its_door_can_be_shut(store, room, monkeypatch):
    monkeypatch.setattr(classes, "MOST_STUDENTS", 2)
    join(store, room.code, "a", "1")
    join(store, room.code, "b", "2")
    with pytest.raises(StoreError, match="full"):
        join(store, room.code, "c", "3")
    open_door(store, room.code, False)
    remove(store, student_of(store, "1").id)
    with pytest.raises(StoreError, match="can join"):
        join(store, room.code, "c", "3")
    assert join(store, room.code, "bb", "2").name == "bb"  # who is in may take another name


def test_one_browser_cannot_fill_the_server_with_classes(store, monkeypatch):
    monkeypatch.setattr(classes, "MOST_OF_A_BROWSER", 2)
    monkeypatch.setattr(classes, "MOST_CLASSES", 3)
    create(store, "", "anna")
    create(store, "", "anna")
    with pytest.raises(StoreError, match="A browser can have 2"):
        create(store, "", "anna")
    create(store, "", "bert")
    with pytest.raises(StoreError, match="keeps 3 classes"):
        create(store, "", "carl")


def test_whatever_changes_is_seen_by_the_version(store, room, ada):
    versions = [find(store, room.code).version]
    for change in (
        lambda: show(store, room.code, bring={"place": "/step"}),
        lambda: allow(store, room.code, Allowed(epochs=3)),
        lambda: open_door(store, room.code, False),
        lambda: record(store, ada, "exercise", "softmax-derive1", "p", False),
        lambda: remove(store, ada.id),
    ):
        change()
        versions.append(find(store, room.code).version)
    assert versions == sorted(set(versions))
    assert find(store, room.code).shown == {"bring": {"place": "/step"}}
    assert find(store, room.code).allowed == Allowed(epochs=3)
    show(store, room.code, bring=None)
    assert find(store, room.code).shown == {}


def test_nothing_is_left_of_a_class_that_is_deleted_or_was_not_used_for_long(store, room, ada):
    record(store, ada, "exercise", "softmax-derive1", "p", False)
    forget_old(store, room.used + classes.DAYS * 86_400 - 1)
    assert answers(store, room.code)
    forget_old(store, room.used + classes.DAYS * 86_400 + 1)
    for table in ("classes", "teachers", "students", "answers"):
        assert store.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    code, _ = create(store, "again", "teacher")
    join(store, code, "Ada", "browser")
    delete(store, code)
    assert store.connection.execute("SELECT count(*) FROM students").fetchone() == (0,)
