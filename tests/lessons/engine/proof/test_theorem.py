"""Every theorem of every topic is proved, and an error planted in its last line is found."""

import inspect
import pkgutil
from functools import partial
from importlib import import_module

import pytest
from sympy import S

from core.activations import ACTIVATIONS
from lessons import derivations
from lessons.engine.algebra.numbers import evaluate
from lessons.engine.proof import theorem
from lessons.engine.proof.theorem import Theorem

CHOICES = {"name": ACTIVATIONS, "kind": ("l1", "l2"), "activation": ("relu", "tanh", "gelu", "sigmoid")}


def made():
    """(module, what makes a derivation there, with each of its choices)."""
    for entry in pkgutil.iter_modules(derivations.__path__):
        module = import_module(f"{derivations.__name__}.{entry.name}")
        for name, cached in vars(module).items():
            make = inspect.unwrap(cached)
            if name.startswith("_") or not inspect.isfunction(make) or make.__module__ != module.__name__:
                continue
            signature = inspect.signature(make)
            if signature.return_annotation is not Theorem:
                continue
            ((choice, among),) = [(p, CHOICES[p]) for p in signature.parameters if p in CHOICES] or [("", ("",))]
            for one in among:
                yield pytest.param(
                    module,
                    partial(make, **{choice: one}) if choice else make,
                    id=f"{entry.name}.{name}{one and f'-{one}'}",
                )


MADE = list(made())


def test_all_topics_are_walked():
    topics = {each.values[0].__name__.rpartition(".")[2] for each in MADE}
    others = {"edges", "layer", "normalized_back", "program", "updates", "valley"}  # without one made for the asking
    others |= {"dragged", "faulty_program", "published"}  # readings and questions
    assert topics | others == {entry.name for entry in pkgutil.iter_modules(derivations.__path__)}
    assert len(MADE) > 60


@pytest.mark.parametrize(("module", "make"), MADE)
def test_it_is_proved(module, make):
    proof = make().prove()
    assert proof.proved, proof.errors


@pytest.mark.parametrize(("module", "make"), MADE)
@pytest.mark.parametrize(
    "mutate", [lambda e: -e, lambda e: 2 * e, lambda e: (1 + 1e-10) * e], ids=["sign", "twice", "slightly"]
)
def test_a_planted_error_is_found(module, make, mutate, monkeypatch):
    own = make()  # solved before the error is planted

    def wrong(e, *rest):
        return evaluate(e if e != own.rhs else mutate(e) or S.One, *rest)  # nothing, doubled, is nothing

    for where in (module, theorem):
        monkeypatch.setattr(where, "evaluate", wrong, raising=False)
    assert not own.prove().proved
