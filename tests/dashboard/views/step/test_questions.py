import base64

import numpy as np
import pytest

from core.initializers import initialize
from core.network import Network
from dashboard.views.step import questions
from dashboard.views.step.by_hand import Steps
from dashboard.views.step.moment import Moment
from dashboard.views.step.packet import named_arrays
from dashboard.views.step.questions import QuestionError, answer, difference
from dashboard.views.step.subject import Choice, fresh


def traced(text, x=None):
    network = Network.from_text(text)
    x = np.random.default_rng(1).random((1, *network.input_shape)) if x is None else x
    return network.trace(initialize(network, "he", 0, np.float64), x, np.array([1]))


def test_slices_are_cores_numbers():
    trace = traced("12-7-relu-5-tanh-3")
    found = answer(trace, {"slices": [["W1", [None, 4]], ["W2", [3, None]], ["z1", [0, 2]]]}, Steps(), ())["slices"]
    arrays = named_arrays(trace)
    for one, expected in zip(found, [arrays["W1"][:, 4], arrays["W2"][3], arrays["z1"][0, 2]], strict=True):
        np.testing.assert_array_equal(one["values"], np.ravel(expected).astype(np.float32))


@pytest.mark.parametrize("name", ["x", "W1", "b1", "W2", "b3"])
def test_the_measured_slope_is_the_backpropagated_one(name):
    trace = traced("12-7-tanh-5-sigmoid-3") if name != "b3" else traced("12-7-tanh-5-sigmoid-4-tanh-3")
    gradient = np.ravel(named_arrays(trace)[f"d{name}"])
    for k in (0, len(gradient) - 1):
        found = difference(trace, name, k)
        assert found["value"] == pytest.approx(gradient[k], rel=1e-7, abs=1e-10)
        assert found["crossed"] == []


def test_a_relu_that_changes_side_is_named():
    trace = traced("3-2-relu-2", x=np.ones((1, 3)))
    trace.theta[:] = [1, 1, 2, 1, -3, 1, 0, 0, 1, -1, 0.5, 0, 0, 0]  # W1 by rows, b1, W2, b2: unit 0 receives exactly 0
    assert trace.network.forward(trace.theta, trace.values[0])[1].tolist() == [[0.0, 3.0]]
    assert difference(trace, "b1", 0)["crossed"] == [["z1", 0]]
    assert difference(trace, "b1", 1)["crossed"] == []


def test_a_proposed_step_comes_with_its_arrays():
    trace = traced("12-7-relu-5-tanh-3")
    found = answer(trace, {"update": ["sgd", 0.1]}, Steps(), ())["update"]
    assert found["predicted"] < found["before"] == float(trace.loss)
    W2 = next(array for array in found["arrays"] if array["name"] == "W2")
    step = np.frombuffer(base64.b64decode(W2["data"]), "<f4")
    np.testing.assert_allclose(step, -0.1 * np.ravel(named_arrays(trace)["dW2"]), rtol=1e-6)


def test_a_rate_that_is_not_given_is_chosen_and_told():
    trace = traced("12-7-relu-5-tanh-3")
    for name in ("sgd", "adam"):
        found = answer(trace, {"update": [name, None]}, Steps(), ())["update"]
        assert found["asked"] == [name, None]
        assert found["predicted"] > 0
        same = answer(trace, {"update": [name, found["rate"]]}, Steps(), ())["update"]
        assert (same["after"], same["curve"]) == (found["after"], found["curve"])


def test_everybody_else_is_known_where_a_choice_is():
    subject = fresh("784-5-relu-10", 0)
    moment = Moment.of(Choice(subject, 3, 1, 0), (), Steps())
    question = {"id": "a pass", "everybody": ["sgd", 0.01]}
    assert answer(moment.trace, question, Steps(), (), None) == {}
    found = answer(moment.trace, question, Steps(), (), moment.choice)["everybody"]
    assert found["asked"] == ["sgd", 0.01]
    assert found["count"] == 10_000
    with pytest.raises(QuestionError):
        answer(moment.trace, {"id": "a pass", "everybody": ["sgd", None]}, Steps(), (), moment.choice)


@pytest.mark.parametrize(
    "question",
    [
        {"slices": [["W9", [None, 0]]]},
        {"slices": [["W1", [None, 7]]]},
        {"slices": [["W1", [None]]]},
        {"slices": "W1"},
        {"difference": ["z1", 0]},
        {"difference": ["W1", 10_000]},
        {"difference": ["W1", -1]},
        {"update": ["jump", 0.1]},
        {"update": ["sgd", -1]},
        {"update": ["sgd", "fast"]},
        {"update": ["sgd", 101]},
        {"difference": ["W1", float("inf")]},
        {"difference": ["x", 12]},
        {"difference": None, "slices": [[{}, []]]},
    ],
)
def test_other_questions_are_refused(question):
    with pytest.raises(QuestionError):
        answer(traced("12-7-relu-3"), question, Steps(), ())


def test_the_arrays_of_a_pass_are_worked_out_once_a_question(monkeypatch):
    calls = []
    monkeypatch.setattr(questions, "named_arrays", lambda trace: calls.append(trace) or named_arrays(trace))
    answer(traced("12-7-relu-3"), {"slices": [["W1", [None, k]] for k in range(7)]}, Steps(), ())
    assert len(calls) == 1


def test_measuring_a_slope_changes_nothing():
    trace = traced("12-7-relu-3")
    theta, x = trace.theta.copy(), trace.values[0].copy()
    difference(trace, "W1", 3)
    difference(trace, "x", 3)
    np.testing.assert_array_equal(trace.theta, theta)
    np.testing.assert_array_equal(trace.values[0], x)
