"""A question in a file is judged where it is read: the file holds what Python says to every answer, folded up.

Nobody reads an answer at a glance; whoever wants to look it up may, as in the back of a book.
"""

import base64
import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from dashboard.views.lessons.exercises import KINDS
from lessons.exercises import Context, Exercise, Verdict
from lessons.exercises.number import Number
from lessons.exercises.sheet import sheet
from lessons.notes.html import fragment, inline
from lessons.page.blocks import Prose

TYPED = "A formula that is typed is judged in Chainrule itself. On paper, write yours down before you unfold this one."
CHOICES = """<form hidden><fieldset><legend>Your answer</legend>{options}</fieldset>
<button type="submit">{button}</button></form>"""
UNSEEN = '<span class="unseen">Answer {}: </span>'  # a formula alone is no name to every screen reader
OPTION = '<label><input type="radio" name="{name}" value="{k}"><span>{text}</span></label>'


def asked(exercise: Exercise, name: str, context: Context) -> tuple[str, dict[str, Any] | None]:
    """The question as HTML, and what a page needs to judge it, where a number or a choice is asked for.

    Empty where it cannot be asked of this network."""
    if not sheet([exercise], context).questions:
        return "", None
    kind, button = KINDS[exercise.asks]
    options = exercise.options(context)
    head = f'<p class="kind"><strong>{kind}</strong> <span class="badge"></span></p>{_html(exercise.prompt(context))}'
    solution = _html(exercise.solution(context))
    if exercise.asks == "formula":
        end = f'<p class="check">{TYPED}</p><details><summary>The answer</summary>{solution}</details>'
        return f'<div class="question">{head}{end}</div>', None
    field = _choices(exercise, options, name, button, context) if options else '<div class="field"></div>'
    end = f'<div class="verdict" role="status"></div><details><summary>Show me</summary>{solution}</details>'
    says = _of_choices(exercise, len(options), context) if options else _of_numbers(exercise, context)
    told = {"name": name, "first": exercise.asks == "choice", "packed": _packed(says)}
    return f'<div class="question" data-asked="{escape(name)}">{head}{field}{end}</div>', told


def _choices(exercise: Exercise, options: Iterable[str], name: str, button: str, context: Context) -> str:
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
    return CHOICES.format(options="".join(rows), button=button)


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
