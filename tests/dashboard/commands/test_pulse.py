"""Students ask every two seconds: it costs one reading of the store a second, however many there are."""

import asyncio
import json
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from dashboard.commands import pulse
from dashboard.commands.pulse import Pulse
from dashboard.runs.classes.classes import create, join, remove, show
from dashboard.runs.classes.presence import PRESENT
from dashboard.runs.store import open_store
from dashboard.shared.secret import signed
from dashboard.shared.session import COOKIE

ADA, BEA = "a" * 40, "b" * 40


@pytest.fixture
def code(tmp_path, monkeypatch):
    monkeypatch.setenv("CHAINRULE_HOME", str(tmp_path))
    with open_store() as store:
        code, _ = create(store, "Tuesday", "teacher")
        join(store, code, "Ada", ADA)
        show(store, code, bring={"place": "/step", "words": "δ²", "take": False, "at": 1.0}, take=True)
    return code


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(pulse.time, "monotonic", lambda: now[0])
    return now


def ask(beat, browser, **query):
    cookie = f"{COOKIE}={signed(COOKIE, browser)}" if browser else ""
    scope = {"type": "http", "query_string": urlencode(query).encode(), "headers": [(b"cookie", cookie.encode())]}
    answer = asyncio.run(beat.answer(Request(scope)))
    return answer.status_code, json.loads(answer.body) if answer.body else None


def test_a_student_hears_what_the_teacher_shows_and_is_seen(code):
    status, told = ask(Pulse(), ADA, **{"class": code, "at": "/step?digit=3"})
    assert (status, told) == (200, {"bring": {"place": "/step", "words": "δ²", "take": False, "at": 1.0}})
    with open_store() as store:
        (student,) = (row[0] for row in store.connection.execute("SELECT id FROM students"))
    assert PRESENT.where(student) == "/step?digit=3"


@pytest.mark.parametrize(("browser", "known"), [(BEA, True), ("", True), (ADA, False)])
def test_nobody_else_hears_anything(code, browser, known):
    assert ask(Pulse(), browser, **{"class": code if known else "nothere"}) == (404, None)


def test_the_store_is_read_once_a_second_for_all(code, clock, monkeypatch):
    beat, readings = Pulse(), []
    read = beat.read
    monkeypatch.setattr(beat, "read", lambda code: readings.append(code) or read(code))
    for _ in range(60):
        assert ask(beat, ADA, **{"class": code})[0] == 200
    assert len(readings) == 1
    with open_store() as store:
        remove(store, 1)
    assert ask(beat, ADA, **{"class": code})[0] == 200  # heard a moment ago
    clock[0] += pulse.FRESH
    assert ask(beat, ADA, **{"class": code})[0] == 404
    assert len(readings) == 2
