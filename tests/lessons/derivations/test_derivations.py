"""An error planted in any line, in a ∂ that a line names, or on the left side, is found by comparing the lines."""

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from sympy import Add, Indexed, IndexedBase, Symbol

from core.network import Network
from lessons.derivations.updates import RULES, update_rule
from lessons.engine.algebra.derivative import Partial
from lessons.engine.chain.derivation import Step
from lessons.engine.chain.equations import derive
from lessons.engine.forms.moments import Moment, mean, variance
from lessons.engine.forms.notation import name_of
from lessons.engine.proof.named_arrays import example
from lessons.engine.proof.partials import slopes
from lessons.engine.proof.theorem import every_line, numbers_of
from lessons.engine.proof.witnesses import LIMIT, difference, prove_equation
from tests.lessons.engine.proof.test_theorem import MADE

ERRORS = {"sign": lambda e: -e, "twice": lambda e: 2 * e, "slightly": lambda e: (1 + 1e-10) * e}
NETWORKS = ("5-4-relu-3", "3-4-bn-tanh-3", "3-4-ln-dropout0.5-2", "1x5x5-conv2x2x2-bn-tanh-maxpool2-flatten-2")


def in_lines(derivation, matters=lambda line, link: True):
    """(kind of error, what was done, the derivation with that error in one of its lines)."""
    steps = derivation.steps
    for k, step in enumerate(steps):
        for error, change in ERRORS.items():
            wrong = [(("line between" if k else "first line"), error, change(step.expr))] if k < len(steps) - 1 else []
            for link in sorted(step.expr.atoms(Partial), key=str):
                if matters(step.expr, link):
                    wrong.append(("∂ in a line", f"{error} of {link}", step.expr.xreplace({link: change(link)})))
            for kind, what, expr in wrong:
                yield kind, what, replace(derivation, steps=(*steps[:k], Step(expr), *steps[k + 1 :]))


def on_the_left(lhs):
    """(what was done, the left side with that error in it)."""
    yield from ((error, change(lhs)) for error, change in ERRORS.items())
    if isinstance(lhs, Add):
        first, *others = lhs.args
        yield "a term with the wrong sign", Add(-first, *others)
    for moment in lhs.atoms(Moment):
        for other in (mean(moment.of), variance(moment.of), mean(moment.of**2), variance(Symbol("elsewhere"))):
            yield f"{other} for {moment}", lhs.xreplace({moment: other})


def survivors(derivation, seen):
    """What was planted and not found. Errors that leave all numbers as they are, such as minus nothing, are none."""
    numbers, free = derivation.numbers(), derivation.free
    right = numbers_of(derivation.lhs, numbers, free)

    def matters(line, link):
        twice = numbers_of(line.xreplace({link: 2 * link}), numbers, free)
        return difference(twice, numbers_of(line, numbers, free)) > LIMIT

    wrongs = [("left side", what, replace(derivation, lhs=lhs)) for what, lhs in on_the_left(derivation.lhs)]
    for kind, what, wrong in (*wrongs, *in_lines(derivation, matters)):
        if np.abs(right).max() < LIMIT and not kind.startswith("∂"):
            continue
        if wrong.lhs.atoms(Moment) and _is_as_true(wrong.lhs, right, numbers, free):
            continue
        seen[kind] += 1
        if every_line(wrong, numbers, free) <= LIMIT:
            yield kind, what


def _is_as_true(lhs, right, numbers, free) -> bool:
    """The mean of a square is the variance where the mean itself is zero."""
    try:
        return difference(numbers_of(lhs, numbers, free), right) <= LIMIT
    except KeyError:
        return False


@cache
def counted() -> Counter:
    return Counter()


@pytest.mark.parametrize(("module", "make"), MADE)
def test_of_a_theorem_no_error_survives(module, make):
    own = make()
    assert own.numbers is not None, "nothing to compare its lines on"
    assert list(survivors(own, counted())) == []


@pytest.mark.parametrize("name", RULES)
def test_of_an_update_rule_no_error_survives(name):
    for own in update_rule(name):
        assert list(survivors(own, counted())) == []


@pytest.mark.parametrize("text", NETWORKS)
def test_of_a_network_no_error_survives(text):
    network = Network.from_text(text)
    assert list(survivors_of_network(network, counted())) == []


def survivors_of_network(network, seen):
    equations, arrays = derive(network), example(network)
    forward = [e for e in equations if e.direction == "forward"]
    definitions = {e.name: e for e in forward}

    @cache
    def moves(link):  # no variance moves with its mean, whatever its slope of nothing is multiplied by
        own = definitions[name_of(link.num)]
        return np.abs(slopes(own.rhs, link.den, arrays, own.indices)).max() > LIMIT

    for equation in equations:
        if np.abs(arrays[equation.name]).max() < 1e-9:
            continue  # a bias before batch normalisation has a gradient of zero, whatever it is multiplied by
        others = [q for q in equations if q.name != equation.name and _shape(q, arrays) == _shape(equation, arrays)]
        names = [("left side", q.name, replace(equation, lhs=_renamed(equation.lhs, q.name))) for q in others[:3]]
        for kind, what, wrong in (*names, *in_lines(equation, lambda line, link: moves(link))):
            seen[kind] += 1
            by_number = {
                name: e for name, e in prove_equation(wrong, forward, arrays).errors.items() if name != "reasons"
            }
            if max(by_number.values()) <= LIMIT:
                yield equation.name, kind, what


def _shape(equation, arrays):
    return np.shape(arrays[equation.name])


def _renamed(lhs, name):
    return IndexedBase(name)[lhs.indices] if isinstance(lhs, Indexed) else Symbol(name)


def test_a_step_up_the_slope_is_found():
    """Gradient ascent as the first line of a step, with all that follows left as it is."""
    (make,) = [each.values[1] for each in MADE if each.id == "descent.one_step"]
    own = make()
    lr, link = Symbol("lr", positive=True), next(iter(own.steps[0].expr.atoms(Partial)))
    upwards = Step(Symbol("w") + lr * link)
    assert replace(own, steps=(upwards, *own.steps[1:])).prove().errors["every line"] > LIMIT
