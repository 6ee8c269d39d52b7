"""Every reason can be seen in its line, and another one in its place is found."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from lessons.derivations.updates import RULES, update_rule
from lessons.engine.chain.derivation import Step
from lessons.engine.chain.equations import derive
from lessons.engine.proof.moves import moves
from lessons.engine.proof.reasons import REASONS, error, holds, unfounded
from lessons.engine.proof.witnesses import prove_network
from lessons.registry import NETWORKS
from tests.lessons.engine.proof.test_theorem import MADE

ONE_OF = (  # reasons that say the same of a line
    "differentiated|each factor differentiated|each link differentiated|each term of the sum differentiated",
    "each square differentiated|every other term has slope 0|the quotient rule|the weight lies on its input"
    "|differentiated|each .* differentiated|.*from its output .*|.*put in, which is known already",
    "the chain rule: .*",
    r".*picks one term of (?:its sum|the sum|it)",
    ".*counts as 0 beyond its edges",
    r"divided by \$2?h\$",
    "a step against .*",
    ".*from its output .*",
    "common factors? in front|multiplied out, and common factors in front|over one bar|the losses cancel.*"
    "|what the weight itself is multiplied by",
    "the 1/N belongs to the loss.*|each .* differentiated|differentiated",
    # a quantity that has no other line yet may be said to be defined by its first
    "definition|the rule|the last step|one layer.*|.*series.*|one loss .*|the first layer .*|a step against .*"
    r"|truncation .*|the .h. at which.*|weights and bias .*|a square completed|\$.beta\^t\$ .*|.*put in.*|each .*",
)


@cache
def derivations():
    found = [each.values[1]() for each in MADE]
    found += [d for name in RULES for d in update_rule(name)]
    return found + [d for network in NETWORKS for d in derive(network) if len(d.steps) > 1]


def say_the_same(one: str, other: str) -> bool:
    return any(re.fullmatch(words, one) and re.fullmatch(words, other) for words in ONE_OF)


def test_every_reason_holds():
    assert [(d.lhs, unfounded(d)) for d in derivations() if unfounded(d)] == []


def test_every_reason_of_the_list_is_given_somewhere():
    given = {step.why for d in derivations() for step in d.steps}
    assert [words for words, _ in REASONS if not any(re.fullmatch(words, why) for why in given)] == []


def test_a_reason_at_the_wrong_line_is_found():
    """Each line of every kind with each of the hundred reasons that are not its own: (of how many, survivors)."""
    given = sorted({step.why for d in derivations() for step in d.steps})
    kinds = {(why, str(move.before.expr)): (move, why) for d in derivations() for move, why in moves(d)}
    planted, survivors = 0, Counter()
    for move, why in kinds.values():
        for other in given:
            if other != why and not say_the_same(why, other):
                planted += 1
                survivors[why, other] += holds(move, other)
    assert planted > 20_000
    assert {pair for pair, count in survivors.items() if count} == set()


@pytest.mark.parametrize("wrong", ["", "by magic", "each factor differentiated, twice"])
def test_what_is_not_in_the_list_is_no_reason(wrong):
    own = next(d for d in derivations() if len(d.steps) > 2)
    planted = replace(own, steps=(*own.steps[:-1], Step(own.rhs, wrong)))
    assert error(own) == {"reasons": 0.0}
    assert error(planted) == {"reasons": float("inf")}


def test_a_definition_needs_no_reason():
    assert "reasons" not in next(iter(prove_network(NETWORKS[0]))).errors
