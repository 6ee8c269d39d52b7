"""The printed rules are those of core: one for each optimizer, the step last."""

import pytest

from core.optimizers import OPTIMIZERS
from lessons.derivations.updates import MEMORY, RULES, step, update_rule


def test_there_is_a_rule_for_each_optimizer():
    assert set(RULES) == set(OPTIMIZERS)
    assert all(rule[-1].lhs == step for rule in RULES.values())


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_what_is_kept_is_what_core_keeps(name):
    assert sum(d.lhs in MEMORY for d in RULES[name]) == OPTIMIZERS[name].memories
    assert all(theorem.title == f"Optimizers: the rule of {name}" for theorem in update_rule(name))
