"""Every line has a reason that was read off it, and hardly another could be read off as well."""

from functools import cache
from itertools import pairwise

import pytest

from lessons.derivations.updates import RULES, update_rule
from lessons.engine.chain.derivation import Derivation, Step
from lessons.engine.chain.equations import derive
from lessons.engine.proof.witnesses import reasons
from lessons.engine.reasons.closed_list import CLOSED_LIST, reason, seen
from lessons.engine.reasons.moves import Line, Move
from lessons.engine.twins.definitions import L, W, b, i, j, n, x, z
from lessons.exercises import Derive
from lessons.page.blocks import Question
from lessons.page.example import misread
from lessons.page.reader import lessons, load
from lessons.registry import NETWORKS
from tests.lessons.engine.proof.test_theorem import MADE
from tests.lessons.exercises.typed.spellings import ASKED

WIDER = {  # true of many lines, and given where nothing more particular is
    "definition",
    "differentiated",
    "each factor differentiated",
    "each term of the sum differentiated",
    "the weight lies on its input",
    "the slope of the activation",
    "common factors in front",
    "what stands above and below cancels",
}


@cache
def derivations():
    found = [each.values[1]() for each in MADE]
    found += [d for name in RULES for d in update_rule(name)]
    return found + [d for network in NETWORKS for d in derive(network) if len(d.steps) > 1]


@cache
def moves():
    """Each move of every kind once, with what is seen of it."""
    sides = [(d.lhs, *(step.expr for step in d.steps)) for d in derivations()]
    pairs = dict.fromkeys((*pair, k == 0) for lines in sides for k, pair in enumerate(pairwise(lines)))
    made = [Move(Line(before), Line(after), first) for before, after, first in pairs]
    return [(move, seen(move)) for move in made]


def test_every_line_has_a_reason_and_it_is_the_first_that_is_seen():
    assert [d.lhs for d in derivations() if not all(d.reasons)] == []
    assert sum(len(d.reasons) for d in derivations()) > 850
    assert all(reason(move.before.expr, move.after.expr, move.first) == said[0] for move, said in moves())


def test_every_line_of_an_exercise_s_solution_has_a_reason():
    blocks = [block for lesson in lessons() for block in load(lesson.path, misread()) if isinstance(block, Question)]
    abouts = [block.exercise.about for block in blocks if isinstance(block.exercise, Derive)]
    assert len(abouts) > 12
    assert [about.equation.lhs for about in (*abouts, *ASKED.values()) if not all(about.equation.reasons)] == []


def test_what_else_is_true_of_a_line_is_only_more_general():
    """So a line with the reason of another line in its place would be found: of a hundred reasons one is seen."""
    others = {(said[0], other) for _, said in moves() for other in said[1:]}
    assert {pair for pair in others if pair[1] not in WIDER} == {
        # where x̂ sums to zero, the gradient on that sum goes as well; an output is known, and what stands there is a
        (r"$\hat{x}$ sums to zero", r"$\frac{\partial L}{\partial \bigl(\sigma^{(1)}\bigr)^2}$ put in"),
        ("from its output $a$", "the slope of the activation, from its output $a$"),
    }


def test_every_reason_of_the_list_is_given_somewhere():
    given = {said[0] for _, said in moves()}
    assert {words for words, _ in CLOSED_LIST if isinstance(words, str)} - given == set()
    worded = [words for words, _ in CLOSED_LIST if not isinstance(words, str)]
    assert [w for w in worded if not any(c is w for m, _ in moves() for c in first_words(m))] == []


def first_words(move):
    return [next((words for words, check in CLOSED_LIST if check(move)), None)]


@pytest.mark.parametrize(
    "unexplained",
    [
        (z[n, j] + b[j], z[n, j] * b[j]),
        (x[n, i] * W[i, j], x[n, i] + W[i, j]),
        (x[n, i], 2 * x[n, i]),
        (x[n, i], W[i, j]),
    ],
)
def test_a_line_that_follows_by_nothing_of_the_list_is_not_proved(unexplained):
    found = Derivation(L, tuple(map(Step, unexplained)))
    assert found.reasons == ("definition", "")
    assert reasons(found) == {"reasons": float("inf")}
    assert reasons(Derivation(L, found.steps[:1])) == {}
    assert reasons(next(d for d in derivations() if len(d.steps) > 2)) == {"reasons": 0.0}
