"""Every equation that can appear on a screen is proved."""

import pytest

from core.activations import ACTIVATIONS
from core.layers import Activate, Layer
from core.losses import LOSSES
from core.network import Network
from core.optimizers import OPTIMIZERS
from lessons.derivations.updates import RULES, step, update_rule
from lessons.engine.chain.equations import derive
from lessons.engine.proof.witnesses import Proof, prove_network
from lessons.engine.twins.definitions import Definition
from lessons.engine.twins.layers import TWINS
from lessons.page.reader import lessons
from lessons.registry import DERIVATIONS, NETWORKS, ON_SYMBOLS, in_words, prove_lessons, prove_on_symbols


@pytest.mark.parametrize("network", NETWORKS, ids=str)
def test_every_equation_of_a_network(network):
    proofs = list(prove_network(network))
    assert [proof for proof in proofs if not proof.proved] == []
    assert [proof.name for proof in proofs] == [equation.name for equation in derive(network)]


@pytest.mark.parametrize("derive_it", DERIVATIONS, ids=lambda f: f().name)
def test_every_derivation(derive_it):
    proof = derive_it().prove()
    assert proof.proved, proof.errors


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_update_rule(name):
    assert update_rule(name)[-1].lhs == step
    assert all(equation.prove().proved for equation in update_rule(name))


def test_a_wrong_update_rule_is_found(monkeypatch):
    *others, last = RULES["adam"]
    monkeypatch.setitem(RULES, "adam", (*others, Definition(last.lhs, (1 + 1e-10) * last.rhs)))
    assert not any(equation.prove().proved for equation in update_rule("adam"))


@pytest.mark.parametrize("part", ON_SYMBOLS, ids=str)
def test_core_on_symbols(part):
    assert all(proof.proved for proof in prove_on_symbols(part))


def test_what_lessons_show():
    proofs = list(prove_lessons())
    assert all(proof.proved for proof in proofs)
    assert len({proof.where for proof in proofs}) == len(lessons())


def test_the_sum_of_it_in_words():
    proofs = [Proof("a", "", {"core": 2e-16}, 0.5), Proof("b", "", {"core": 3e-3, "matrix": 0.0}, 0.25)]
    assert in_words(proofs) == "2 equations, 1 proved; the worst relative error is 3.0e-03; 0.8 s"


def kinds(layer=Layer):
    """Every layer of core that a network can have; mistakes are planted by others."""
    below = [kind for kind in layer.__subclasses__() if not kind.__module__.startswith("core.diagnosis")]
    return {layer} if not below else set().union(*map(kinds, below))


def test_nothing_of_core_is_left_out():
    shown = {type(layer) for network in NETWORKS for layer in network.layers}
    assert shown == kinds()
    assert {type(network.loss) for network in NETWORKS} == set(map(type, LOSSES.values()))
    assert {layer.activation for network in NETWORKS for layer in network.layers if isinstance(layer, Activate)} == set(
        ACTIVATIONS
    )
    assert set(TWINS) == shown | set(map(type, LOSSES.values()))


def test_assumptions_are_said_in_words():
    said = {proof.name: proof.assumptions for proof in prove_network(Network.from_text("3-4-relu-2"))}
    assert said["dz2"] == ("each row of labels sums to one",)
    assert "choice" in said["dz1"][0]
    assert said["dW1"] == ()
