"""Every lesson loads, every claim in it holds, and its prose states nothing that was not derived."""

import ast
import re
from dataclasses import replace

import pytest

from lessons.engine.forms.powers import scientific
from lessons.exercises import Entry
from lessons.page.blocks import Arrays, Check, Formula, Link, Prose, Question, Table
from lessons.page.example import misread
from lessons.page.reader import lessons, load
from lessons.page.stop import Stage

QUANTITY = (
    r"(?:[A-Za-z]|\\[a-z]+|\\hat\{(?:[a-z]|\\[a-z]+)\})(?:\^\{\(\d\)\})?(?:_(?:\w|\{[\w']+\}))?(?:\^\{\(\d\)\})?'*"
)
NAMES_ONLY = re.compile(
    rf"{QUANTITY}(?:\s*(?:=|<|>|\\le|\\ge|\\to)\s*(?:{QUANTITY}|-?\d+))?|\\mathbf\{{1\}}\[.*\]|1/{QUANTITY}|1\s*-\s*{QUANTITY}|\d+(?:/\d+)?"
)
LETTER = re.compile(r"\\(?!mathbf|hat|le\b|ge\b|to\b)[a-z]+|(?<!\\)\b[A-Za-z]")


@pytest.fixture(scope="module", params=lessons(), ids=lambda lesson: lesson.slug)
def lesson(request):
    return request.param


@pytest.fixture(scope="module")
def blocks(lesson):
    return load(lesson.path)


def mathematics(blocks):
    """What stands between dollar signs in the prose."""
    return [typed for block in blocks if isinstance(block, Prose) for typed in re.findall(r"\$([^$]+)\$", block.text)]


def formulas(blocks):
    return [block for block in blocks if isinstance(block, Formula | Arrays)]


def shown(blocks):
    """All formulas of a lesson, in one text."""
    lines = [line for block in formulas(blocks) for line in block.lines()]
    heads = [head for block in blocks if isinstance(block, Table) for head in block.heads()]
    return " ".join([*(line.left + " " + line.right for line in lines), *heads])


def letters(latex):
    """The letters of a formula: z and n of z_n, δ of \\delta."""
    return set(re.findall(r"\\[a-z]+|[A-Za-z]", re.sub(r"\\(?:mathbf|hat|le|ge|to|mathrm)\b", " ", latex)))


def test_it_opens_with_its_title_and_its_question(lesson, blocks):
    assert lesson.opening[0].startswith("# ")
    assert lesson.question.endswith("?")
    assert isinstance(blocks[0], Prose)


def test_it_begins_with_what_is_known_and_ends_with_what_can_be_done(lesson, blocks):
    told = [block.text for block in blocks if isinstance(block, Prose)]
    assert "\n\n**So far:** " in told[0]
    *_, end = (text for text in told if "## Your turn" in text)
    assert re.search(r"\*\*Now you can\*\* [^#]+\n\n## Your turn$", end)
    assert sum("**Now you can**" in text for text in told) == 1
    assert end is told[-1]


def test_it_derives_proves_and_counts(blocks):
    for kind in (Formula, Check, Link):
        assert any(isinstance(block, kind) for block in blocks), kind.__name__


def test_where_a_step_of_a_network_is_what_it_is_about_it_holds_the_stage(lesson, blocks):
    staged = {*range(1, 11), 14, 15, 16, 17}
    assert (lesson.number in staged) == any(isinstance(block, Stage) for block in blocks)


def test_its_length_is_that_of_one_question(lesson):
    source = lesson.path.read_text(encoding="utf-8")
    claims = [
        node for node in ast.parse(source).body if isinstance(node, ast.Expr) and ast.unparse(node).startswith("claim(")
    ]
    unseen = sum(node.end_lineno - node.lineno + 1 for node in claims)  # they decide sentences, and nobody reads them
    assert 60 <= len(source.splitlines()) - unseen <= 155


def test_every_claim_holds(blocks):
    assert all(block.proof.proved for block in formulas(blocks))
    assert all(block.holds for block in blocks if isinstance(block, Check))


def test_prose_types_no_mathematics_but_names(blocks):
    for block in blocks:
        if isinstance(block, Prose):
            assert "$$" not in block.text
            assert r"\[" not in block.text
    for typed in mathematics(blocks):
        assert NAMES_ONLY.fullmatch(typed), f"derive this instead of typing it: {typed}"


def test_names_in_prose_stand_in_a_formula(blocks):
    formulas = shown(blocks)
    known = letters(formulas)
    for typed in mathematics(blocks):
        assert letters(typed) <= known, f"{typed} names what no formula of this lesson has"
        for name in re.findall(r"[A-Za-z\\]+_(?:\w|\{[\w']+\})", typed):
            wanted = re.sub(r"_(\w)$", r"_{\1}", name)
            assert wanted in formulas, f"{name} stands in no formula of this lesson"


def test_a_notebook_shows_what_the_page_shows(lesson):
    """A notebook draws the value of a cell's last line, so nothing may be shown elsewhere."""
    cells = re.split(r"^# %%.*$", lesson.path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for cell in cells:
        calls = [
            part
            for part in ast.walk(ast.parse(cell))
            if isinstance(part, ast.Call) and ast.unparse(part.func) == "show"
        ]
        last = ast.parse(cell).body[-1:]
        assert calls == [] or [ast.unparse(part) for part in last] == [ast.unparse(part) for part in calls]


def test_another_one_is_another_question(blocks):
    context = misread().context
    for exercise in (block.exercise for block in blocks if isinstance(block, Question)):
        if exercise.varies:
            seeds = (replace(context, seed=seed) for seed in range(12))
            questions = ((exercise.prompt(c), exercise.options(c)) for c in seeds)
            first = next(questions)
            assert any(question != first for question in questions), exercise


def test_a_number_to_be_worked_out_is_neither_nothing_nor_printed_above(blocks):
    for exercise in (block.exercise for block in blocks if isinstance(block, Question)):
        if isinstance(exercise, Entry):
            work = exercise.work(misread().context)
            assert work.value != 0, exercise
            assert f"= {scientific(work.value)}$" not in work.given, exercise
