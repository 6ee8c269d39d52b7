"""A pass that was brought to be checked is kept under what is in it, and only what there is room for travels."""

import numpy as np
import pytest
import streamlit as st

from core.diagnosis import diagnose
from core.losses import one_hot
from core.network import Network
from dashboard.data import checked_pass
from dashboard.data.checked_pass import MOST, checked, find, keep

NETWORK = Network.from_text("3-4-relu-2")
THETA = np.linspace(-1, 1, NETWORK.size)
X, LABELS = np.eye(3), np.array([0, 1, 1])


def diagnosis(times: float = 3.0):
    trace = NETWORK.trace(THETA, X, one_hot(LABELS, 2))
    dW2 = next(p.of(trace.gradient) for p in NETWORK.parameters if p.name == "W2")
    given = {"loss": float(trace.loss), "z1": trace.values[1], "dW2": times * dW2, "db2": np.ones(2)}
    return diagnose(NETWORK, THETA, X, LABELS, given)


@pytest.fixture(autouse=True)
def session(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})


def test_what_differs_goes_along_under_the_names_of_the_stepper():
    one = checked(diagnosis())
    assert one.agrees == {"z1": True, "L": True, "dW2": False, "db2": False}
    assert set(one.theirs) == {"dW2", "db2"}
    np.testing.assert_array_equal(one.given.x, X)


def test_what_there_is_no_room_for_stays(monkeypatch):
    monkeypatch.setattr(checked_pass, "NUMBERS", 8)
    one = checked(diagnosis())
    assert set(one.theirs) == {"dW2"}
    assert one.agrees["db2"] is False


def test_the_last_few_are_found_by_their_content():
    names = [keep(checked(diagnosis(times))) for times in range(2, 3 + MOST)]
    assert len(set(names)) == MOST + 1
    assert find(names[0]) is None
    assert (find(names[-1]).theirs["dW2"] != find(names[-2]).theirs["dW2"]).any()
    assert keep(checked(diagnosis(2 + MOST))) == names[-1]
