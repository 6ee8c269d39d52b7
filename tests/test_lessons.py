"""Every lesson loads, every claim in it holds, and its prose states nothing that was not derived."""

import json
import re

import pytest

from lessons.derivation import Derivation
from lessons.printing import latex
from lessons.proof import Proof
from lessons.reader import Check, Formula, LessonError, Prose, Question, Table, lesson_files, load, prose, proved, show
from lessons.softmax import jacobian

QUANTITY = r"(?:[A-Za-z]|\\[a-z]+|\\hat\{[a-z]\})(?:\^\{\(\d\)\})?(?:_(?:\w|\{[\w']+\}))?(?:\^\{\(\d\)\})?'?"
NAMES_ONLY = re.compile(
    rf"{QUANTITY}(?:\s*(?:=|<|>|\\le|\\ge)\s*(?:{QUANTITY}|-?\d+))?|\\mathbf\{{1\}}\[.*\]|1/{QUANTITY}|1\s*-\s*{QUANTITY}|\d+"
)


@pytest.fixture(scope="module", params=lesson_files(), ids=lambda path: path.stem)
def lesson(request):
    return load(request.param)


def mathematics(text):
    return re.findall(r"\$([^$]+)\$", text)


def formulas(lesson):
    return [block for block in lesson.blocks if isinstance(block, Formula)]


def test_it_begins_with_its_title_and_has_formulas_numbers_and_questions(lesson):
    assert isinstance(lesson.blocks[0], Prose)
    assert lesson.blocks[0].text.startswith("# ")
    for kind in (Formula, Table, Check, Question):
        assert any(isinstance(block, kind) for block in lesson.blocks), kind.__name__
    assert sum(isinstance(block, Question) for block in lesson.blocks) >= 3


def test_its_length_is_that_of_one_question(lesson):
    assert 60 <= len(lesson.path.read_text().splitlines()) <= 150


def test_every_claim_holds(lesson):
    assert all(block.proof.proved for block in formulas(lesson))
    assert all(block.holds for block in lesson.blocks if isinstance(block, Check))


def test_prose_types_no_mathematics_but_names(lesson):
    for block in lesson.blocks:
        if isinstance(block, Prose):
            assert "$$" not in block.text
            assert r"\[" not in block.text
            for typed in mathematics(block.text):
                assert NAMES_ONLY.fullmatch(typed), f"derive this instead of typing it: {typed}"


def test_names_in_prose_stand_in_a_formula(lesson):
    shown = " ".join(text for block in formulas(lesson) for row in block.rows() for text in row[:2])
    shown += " ".join(" ".join(block.head_latex()) for block in lesson.blocks if isinstance(block, Table))
    for block in lesson.blocks:
        if isinstance(block, Prose):
            for typed in mathematics(block.text):
                for name in re.findall(r"[A-Za-z\\]+_(?:\w|\{[\w']+\})", typed):
                    wanted = re.sub(r"_(\w)$", r"_{\1}", name)
                    assert wanted in shown, f"{name} stands in no formula of this lesson"


def test_every_formula_also_prints_for_a_browser(lesson):
    for block in formulas(lesson):
        assert json.loads(json.dumps(block.trees)) == block.trees
        assert block.latex().count(r"\\[6pt]") == len(block.steps) - 1


def test_prose_and_blocks_stand_in_the_order_of_the_file(tmp_path):
    path = tmp_path / "01_order.py"
    path.write_text(
        "# %% [markdown]\n# # One\n# $z_k$\n\n# %%\nfrom lessons.reader import Question, show\nshow(Question('a', 1))\n"
        "\n# %% [markdown]\n# two\n\n# %%\nshow(Question('b', 2), Question('c', 3))\n"
    )
    lesson = load(path)
    assert [getattr(b, "text", getattr(b, "prompt", None)) for b in lesson.blocks] == ["# One\n$z_k$", "a", "two", "b", "c"]
    assert (lesson.number, lesson.slug, lesson.title) == (1, "order", "One")


def test_prose_ends_where_code_begins():
    assert list(prose("# %% [markdown]\n# a\n# %%\nx = 1\n# %% [markdown]\n# b")) == [(1, Prose("a")), (5, Prose("b"))]


def test_what_is_not_proved_is_not_shown():
    right = jacobian()
    wrong = Derivation(right.name, right.title, right.lhs, right.steps, lambda: {"complex step": 1e-9})
    show(right)
    with pytest.raises(LessonError, match="not proved"):
        show(wrong)
    with pytest.raises(LessonError, match="does not hold"):
        show(Check("one and two", 0.5))
    for bare in (latex(right.rhs), right.rhs, right.given[0]):
        with pytest.raises(LessonError, match="carry their proof"):
            show(bare)


def test_the_colour_of_what_is_new():
    formula = Formula(jacobian().lhs, jacobian().steps, Proof("", "", {"complex step": 0.0}, 0.0))
    assert r"\textcolor{#123456}{p_{nk}}" in formula.rows(new="#123456")[2][1]
    assert r"\textcolor{#123456}{p_{nk}}" not in formula.rows(new="#123456")[3][1]
    assert formula.result().rows() == [(formula.rows()[0][0], formula.rows()[-1][1], "")]


def test_an_equation_of_a_network_carries_its_proof():
    from core.network import Network
    from lessons.derive import derive
    from lessons.proof import prove_network

    network = Network.from_text("3-2")
    for equation, proof in zip(derive(network), prove_network(network), strict=True):
        assert proved(equation, proof).proof.name == equation.name
