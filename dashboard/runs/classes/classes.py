"""A class has a code for its students and a secret for its teacher; the store keeps the secret's hash alone."""

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.runs.faults import StoreError
from dashboard.runs.in_class import Allowed
from dashboard.runs.store import Store
from dashboard.shared.secret import readable

DAYS = 180  # that a class is kept after it was last used
CODE = 6  # signs of a code
LONGEST_TITLE, LONGEST_NAME = 80, 40  # characters
MOST_STUDENTS, MOST_CLASSES, MOST_OF_A_BROWSER = 200, 500, 20
UNUSED = 3_600.0  # seconds for which the store is not told again that a class is in use


@dataclass(frozen=True)
class Class:
    """One class as its row in the store says it stands."""

    code: str
    title: str
    created: float
    used: float
    door: bool  # may anyone still join?
    version: int  # is another whenever something changed
    shown: Mapping[str, Any] = field(default_factory=dict)  # what the teacher shows: bring, task, asked
    allowed: Allowed = Allowed()


@dataclass(frozen=True)
class Student:
    """One browser in one class."""

    id: int
    code: str
    browser: str  # its secret name: for comparing, never to show
    name: str
    joined: float


def plain(text: str, longest: int) -> str:
    """What a person typed as one short line: no sign that cannot be seen or that turns the writing round."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * longest]).split())[:longest].strip()


def create(store: Store, title: str, browser: str) -> tuple[str, str]:
    """Make a class; its code, and the teacher's secret, which is told once. Raises StoreError."""
    title = plain(title, LONGEST_TITLE) or "My class"
    secret, now = secrets.token_urlsafe(18), time.time()
    with store.transaction():
        forget_old(store, now)
        (every,) = store.connection.execute("SELECT count(*) FROM classes").fetchone()
        if every >= MOST_CLASSES:
            raise StoreError(f"This server keeps {MOST_CLASSES} classes at most. Delete one that has ended.")
        if len(taught(store, browser)) >= MOST_OF_A_BROWSER:
            raise StoreError(f"A browser can have {MOST_OF_A_BROWSER} classes. Delete one that has ended.")
        code = readable(CODE)
        while find(store, code):
            code = readable(CODE)
        store.connection.execute(
            "INSERT INTO classes (code, title, secret, created, used) VALUES (?, ?, ?, ?, ?)",
            (code, title, _hash(secret), now, now),
        )
        store.connection.execute("INSERT INTO teachers VALUES (?, ?)", (code, browser))
    return code, secret


def renew_secret(store: Store, code: str) -> str:
    """Another secret for the teacher; the old one opens nothing any more, browsers that it opened stay."""
    secret = secrets.token_urlsafe(18)
    store.connection.execute("UPDATE classes SET secret = ? WHERE code = ?", (_hash(secret), code))
    return secret


def redeem(store: Store, code: str, secret: str, browser: str) -> bool:
    """Make this browser a teacher's, where the secret is right."""
    row = store.connection.execute("SELECT secret FROM classes WHERE code = ?", (code,)).fetchone()
    right = hmac.compare_digest(row[0] if row else _hash(""), _hash(secret))  # as long where there is no such class
    if row and right:
        store.connection.execute("INSERT INTO teachers VALUES (?, ?) ON CONFLICT DO NOTHING", (code, browser))
    return bool(row and right)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()  # of 144 random bits: no salt is needed


COLUMNS = "code, title, created, used, door, version, shown, allowed"


def _class(row) -> Class:
    *plain_columns, shown, allowed = row
    code, title, created, used, door, version = plain_columns
    return Class(code, title, created, used, bool(door), version, json.loads(shown), Allowed(**json.loads(allowed)))


def find(store: Store, code: str) -> Class | None:
    row = store.connection.execute(f"SELECT {COLUMNS} FROM classes WHERE code = ?", (code,)).fetchone()  # noqa: S608
    return _class(row) if row else None


def taught(store: Store, browser: str) -> list[Class]:
    """The classes of which this browser is the teacher's, the newest first."""
    rows = store.connection.execute(
        f"SELECT {COLUMNS} FROM classes JOIN teachers ON class = code WHERE browser = ? ORDER BY created DESC",  # noqa: S608
        (browser,),
    )
    return [_class(row) for row in rows]


def teaches(store: Store, code: str, browser: str) -> bool:
    return bool(
        store.connection.execute("SELECT 1 FROM teachers WHERE class = ? AND browser = ?", (code, browser)).fetchone()
    )


def join(store: Store, code: str, name: str, browser: str) -> Student:
    """Put a browser into a class under a name, or give it another name there. Raises StoreError."""
    name = plain(name, LONGEST_NAME)
    if not name:
        raise StoreError("Type a name, so that your teacher knows who you are.")
    with store.transaction():
        found = find(store, code)
        if found is None:
            raise StoreError(f"There is no class with the code {plain(code, 12) or 'that was typed'}.")
        here = students(store, code)
        mine = next((one for one in here if one.browser == browser), None)
        if any(one.name.casefold() == name.casefold() and one is not mine for one in here):
            raise StoreError(f"Somebody in this class is called {name} already. Add a letter of your surname.")
        if mine is None and not found.door:
            raise StoreError("Nobody can join this class any more. Ask your teacher to open it.")
        if mine is None and len(here) >= MOST_STUDENTS:
            raise StoreError(f"This class is full: it has {MOST_STUDENTS} students.")
        store.connection.execute(
            "INSERT INTO students (class, browser, name, joined) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (class, browser) DO UPDATE SET name = excluded.name",
            (code, browser, name, time.time()),
        )
        changed(store, code)
    return next(one for one in students(store, code) if one.browser == browser)


STUDENT = "SELECT id, class, browser, name, joined FROM students"


def students(store: Store, code: str) -> list[Student]:
    """Those who have joined, in the order of their names."""
    rows = store.connection.execute(f"{STUDENT} WHERE class = ? ORDER BY name COLLATE NOCASE, id", (code,))
    return [Student(*row) for row in rows]


def student_of(store: Store, browser: str) -> Student | None:
    """What this browser is in the class that it joined last."""
    row = store.connection.execute(f"{STUDENT} WHERE browser = ? ORDER BY joined DESC, id DESC", (browser,)).fetchone()
    return Student(*row) if row else None


def remove(store: Store, student: int) -> None:
    """Forget a student and what they answered."""
    row = store.connection.execute("DELETE FROM students WHERE id = ? RETURNING class", (student,)).fetchone()
    if row:
        changed(store, row[0])


def show(store: Store, code: str, **what: Any) -> None:
    """Change what the teacher shows; None takes a thing away."""
    with store.transaction():
        if found := find(store, code):
            shown = {name: value for name, value in {**found.shown, **what}.items() if value is not None}
            store.connection.execute("UPDATE classes SET shown = ? WHERE code = ?", (json.dumps(shown), code))
            changed(store, code)


def allow(store: Store, code: str, allowed: Allowed) -> None:
    values = json.dumps(allowed.__dict__)
    store.connection.execute("UPDATE classes SET allowed = ? WHERE code = ?", (values, code))
    changed(store, code)


def open_door(store: Store, code: str, door: bool) -> None:
    store.connection.execute("UPDATE classes SET door = ? WHERE code = ?", (int(door), code))
    changed(store, code)


def changed(store: Store, code: str) -> None:
    """Whoever follows the class looks again."""
    store.connection.execute("UPDATE classes SET version = version + 1 WHERE code = ?", (code,))


def use(store: Store, found: Class) -> None:
    """The class is kept for another while."""
    if time.time() - found.used > UNUSED:
        store.connection.execute("UPDATE classes SET used = ? WHERE code = ?", (time.time(), found.code))


def delete(store: Store, code: str) -> None:
    """Forget a class: who joined, what they answered, what was shown. Its runs are deleted by `room.delete_runs`."""
    store.connection.execute("DELETE FROM classes WHERE code = ?", (code,))


def forget_old(store: Store, now: float) -> None:
    """Classes that nobody has used for so long go."""
    store.connection.execute("DELETE FROM classes WHERE used < ?", (now - DAYS * 86_400,))
