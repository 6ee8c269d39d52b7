"""A question in a file is judged where it is read: the file holds what Python says to every answer, folded up.

Nobody reads an answer at a glance; whoever wants to look it up may, as in the back of a book.
"""

import base64
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from html import escape
from typing import Any

from dashboard.views.lessons.exercises import KINDS
from lessons.exercises import CannotAsk, Context, Exercise, Verdict
from lessons.exercises.number import Number
from lessons.exercises.sheet import sheet
from lessons.notes.html import fragment, inline
from lessons.page.blocks import Prose

ONES = 5  # questions of an exercise, where it has more than one
ANOTHER = '<p><button type="button" class="another" hidden>Another one</button></p>'
TYPED = "A formula that is typed is judged in Chainrule itself. On paper, write yours down before you unfold this one."
CHOICES = """<form hidden><fieldset><legend>Your answer</legend>{options}</fieldset>
<button type="submit">{button}</button></form>"""
UNSEEN = '<span class="unseen">Answer {}: </span>'  # a formula alone is no name to every screen reader
OPTION = '<label><input type="radio" name="{name}" value="{k}"><span>{text}</span></label>'


def asked(exercise: Exercise, name: str, context: Context) -> tuple[str, dict[str, Any] | None]:
    """The question as HTML, and what a page needs to judge it, where a number or a choice is asked for. Others like it,
    which other seeds ask, wait beside it in templates.

    Empty where it cannot be asked of this network."""
    if not sheet([exercise], context).questions:
        return "", None
    if exercise.asks == "formula":
        return f'<div class="question">{_head(exercise, context)}{_unfolded(exercise, context)}</div>', None
    ones: dict[str, str] = {}  # what is asked, and what is said to it
    for more in range(ONES if exercise.varies else 1):
        about = replace(context, seed=context.seed + more)
        with suppress(CannotAsk):
            ones.setdefault(_one(exercise, name, about), _packed(_says(exercise, about)))
    first, *others = ones
    waiting = "".join(f"<template>{one}</template>" for one in others) + (ANOTHER if others else "")
    told = {"name": name, "first": exercise.asks == "choice", "packed": [*ones.values()]}
    return f'<div class="question" data-asked="{escape(name)}"><div class="one">{first}</div>{waiting}</div>', told


def _head(exercise: Exercise, context: Context) -> str:
    kind, _ = KINDS[exercise.asks]
    return f'<p class="kind"><strong>{kind}</strong> <span class="badge"></span></p>{_html(exercise.prompt(context))}'


def _unfolded(exercise: Exercise, context: Context) -> str:
    """What is typed as a formula, which nobody here can judge."""
    solution = _html(exercise.solution(context))
    return f'<p class="check">{TYPED}</p><details><summary>The answer</summary>{solution}</details>'


def _one(exercise: Exercise, name: str, context: Context) -> str:
    """The question, where to answer it, and what to look up afterwards."""
    field = _choices(exercise, name, context) or '<div class="field"></div>'
    solution = _html(exercise.solution(context))
    end = f'<div class="verdict" role="status"></div><details><summary>Show me</summary>{solution}</details>'
    return f"{_head(exercise, context)}{field}{end}"


def _choices(exercise: Exercise, name: str, context: Context) -> str:
    """What to choose from; nothing where one types."""
    options = exercise.options(context)
    reasons = exercise.reasons(context) if hasattr(exercise, "reasons") else ()
    rows = []
    for k, option in enumerate(options):
        alone = option.startswith("$") and option.endswith("$") and option.count("$") == 2
        text = inline(f"${option}$" if alone else option)
        before = f"{k + 1}.\u2002" if exercise.asks == "line" else UNSEEN.format(k + 1) if alone else ""
        text = before + text
        if reasons and reasons[k]:
            text += f'<span class="why">{inline(reasons[k])}</span>'
        # what is wide scrolls with its label, in which the button takes the focus
        rows.append(OPTION.format(name=escape(name), k=k, text=text.replace(' tabindex="0"', "")))
    return CHOICES.format(options="".join(rows), button=KINDS[exercise.asks][1]) if rows else ""


def _says(exercise: Exercise, context: Context) -> Mapping[str, Any]:
    """What is said to every answer."""
    count = len(exercise.options(context))
    return _of_choices(exercise, count, context) if count else _of_numbers(exercise, context)


def _of_choices(exercise: Exercise, count: int, context: Context) -> Mapping[str, Any]:
    return {
        "choices": [_said(exercise.judge(k, context)) for k in range(count)],
        "nothing": _said(exercise.judge(None, context)),
    }


def _of_numbers(exercise: Exercise, context: Context) -> Mapping[str, Any]:
    assert isinstance(exercise, Number)
    cases = [{"low": case.low, "high": case.high, **_said(case.verdict)} for case in exercise.cases(context)]
    return {"cases": cases} | ({"whole": True} if exercise.is_whole() else {})


def _said(verdict: Verdict) -> dict[str, Any]:
    return {"right": verdict.right, "says": _html(verdict.message)}


def _html(text: str) -> str:
    return fragment([Prose(text)])


def _packed(says: Mapping[str, Any]) -> str:
    return base64.b64encode(json.dumps(says, ensure_ascii=False).encode()).decode()
