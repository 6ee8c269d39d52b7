"""A class to take along: all that is kept of it, as CSV for a spreadsheet and as JSON for a program."""

import datetime
import json
from typing import Any

from dashboard.runs.classes.answers import EXERCISE, QUIZ, USABILITY, answers
from dashboard.runs.classes.classes import Class, students
from dashboard.runs.classes.room import runs_of
from dashboard.runs.store import Store
from dashboard.shared.csv_text import csv_text

Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]  # heads and rows


def student_table(store: Store, found: Class) -> Table:
    return ("student", "joined"), [(one.name, date(one.joined)) for one in students(store, found.code)]


def answer_table(store: Store, found: Class) -> Table:
    heads = ("student", "kind", "question", "numbers", "round", "answer", "right", "hint", "when")
    every = [one for kind in (EXERCISE, QUIZ, USABILITY) for one in answers(store, found.code, kind)]
    return heads, [
        (
            one.name,
            one.kind,
            one.question,
            one.variant,
            one.round,
            one.answer,
            None if one.right is None else int(one.right),
            one.hint,
            date(one.at),
        )
        for one in every
    ]


def run_table(store: Store, found: Class) -> Table:
    heads = ("student", "run", "name", "status", "best validation accuracy", "test accuracy", "parameters", "seconds")
    return heads, [
        (
            row.student.name,
            row.record.id,
            row.record.name,
            row.record.status,
            row.best,
            row.record.test_accuracy,
            row.parameters,
            round(row.record.seconds, 2),
        )
        for row in runs_of(store, found.code)
    ]


TABLES = {"students": student_table, "answers": answer_table, "runs": run_table}


def as_csv(store: Store, found: Class) -> str:
    """Every table one below the other, each under its name: one file for one click."""
    parts = []
    for name, table in TABLES.items():
        heads, rows = table(store, found)
        parts.append(csv_text((name,), []) + csv_text(heads, rows))
    return "\r\n".join(parts)


def as_json(store: Store, found: Class) -> str:
    tables = {name: table(store, found) for name, table in TABLES.items()}
    listed = {name: [dict(zip(heads, row, strict=True)) for row in rows] for name, (heads, rows) in tables.items()}
    about = {"class": found.title, "code": found.code, "created": date(found.created)}
    return json.dumps({**about, **listed}, indent=1, ensure_ascii=False)


def date(seconds: float) -> str:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat(timespec="seconds")
