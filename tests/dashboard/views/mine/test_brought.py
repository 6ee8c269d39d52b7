"""What a browser brings is bounded, and a link to the stepper has its numbers where it can hold them."""

import io

import numpy as np
import pytest
import streamlit as st

from core.diagnosis.given import GivenError
from core.losses import Quadratic
from core.network import Network
from dashboard.data.checked_pass import find, stepped
from dashboard.shared import steppable
from dashboard.views.mine import brought
from dashboard.views.mine.examples import FIRST, example, file_of
from dashboard.views.step.packet import archive


def small(loss="cross-entropy"):
    network = Network.from_text("2-2-sigmoid-2", Quadratic())
    theta, x = np.linspace(-1, 1, network.size), np.array([[0.5, 0.25]])
    trace = network.trace(theta, x, np.array([1]))
    given = {"network": str(network), "criterion": loss, "x": x, "labels": np.array([1]), "dz2": trace.grads[-1]}
    return given | {p.name: p.of(theta) for p in network.parameters}


def test_a_file_is_diagnosed():
    assert brought.of_file(file_of(FIRST), "example.npz").kinds == (FIRST,)
    assert brought.of_example(FIRST, example(FIRST)).kinds == (FIRST,)


def test_what_the_stepper_saves_can_be_brought_back():
    network = Network.from_text("2-2-sigmoid-2")
    trace = network.trace(np.linspace(-1, 1, network.size), np.array([[0.5, 0.25]]), np.array([1]))
    with np.load(io.BytesIO(archive(trace)), allow_pickle=False) as saved:
        found = brought.brought({"network": np.array(str(network)), **saved}).diagnose()
    assert found.agrees
    assert [finding.name for finding in found.findings][:6] == ["z1", "a1", "z2", "p", "loss", "dz2"]


def test_a_pass_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(brought, "WORK", 1_000)
    with pytest.raises(GivenError, match="more work than this server has time for"):
        brought.of_file.__wrapped__(file_of(FIRST), "example.npz")


def test_a_small_pass_is_in_the_link():
    found = brought.brought(small("quadratic")).diagnose()
    query = brought.stepper_query(found, "dz2")
    assert query["network"] == "2-2-sigmoid-2"
    assert (query["step"], query["loss"]) == ("dz2", "quadratic")
    assert query["given"].startswith("x:0.5,0.25~y:0,1~W1:-1,")
    assert "loss" not in brought.stepper_query(brought.brought(small()).diagnose(), "dz2")


def test_a_large_one_is_kept_for_the_visit(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    found = brought.of_example(FIRST, example(FIRST))
    query = brought.stepper_query(found, "loss")
    assert query | {"checked": ""} == {"network": "784-24-relu-24-tanh-10", "step": "L", "checked": ""}
    kept = find(query["checked"])
    first = found.first.name
    assert kept.agrees[first] is False
    np.testing.assert_array_equal(kept.theirs[first], found.first.theirs)
    assert set(kept.theirs) == {stepped(one.name) for one in found.findings if not one.agrees}
    monkeypatch.setattr(steppable, "WORK", 1)  # a network that the stepper does not take is shown without its numbers
    assert "checked" not in brought.stepper_query(found, "loss")


def test_theirs_are_in_the_link_of_a_small_pass():
    given = small("quadratic")
    given["dz2"] = 2 * given["dz2"]
    query = brought.stepper_query(brought.brought(given).diagnose(), "dz2")
    assert query["theirs"] == f"dz2:{','.join(f'{v:.9g}' for v in given['dz2'].reshape(-1))}"
    assert "theirs" not in brought.stepper_query(brought.brought(small("quadratic")).diagnose(), "dz2")
