"""Mistakes that were published, and what a diagnosis says of them."""

import numpy as np
import pytest

from core.diagnosis.catalogue import catalogue
from core.diagnosis.diagnosis import diagnose
from core.diagnosis.planting import plant
from core.losses import Quadratic
from core.network import Network
from tests.support.passes import case


def mazur():
    """The example of a well-known page: two inputs, two hidden units, two outputs, all sigmoid, learning rate 0.5."""
    network = Network.from_text("2-2-sigmoid-2-sigmoid", Quadratic())
    theta = np.array([0.15, 0.25, 0.2, 0.3, 0.35, 0.35, 0.4, 0.5, 0.45, 0.55, 0.6, 0.6])
    return network, theta, np.array([[0.05, 0.1]]), np.array([[0.01, 0.99]])


def test_numbers_of_a_published_example_agree_to_the_digits_that_are_printed():
    given = {"loss": 0.298371109, "a1": np.array([[0.593269992, 0.596884378]]), "dW2": np.array([[0.082167041]])}
    given["dW2"] = np.array([[0.082167041, -0.022602540], [0.082667628, -0.022740242]])
    network, theta, x, y = mazur()
    found = diagnose(network, theta, x, y, given)
    assert found.agrees, found.headline()


@pytest.mark.parametrize("given", [("da1", "dW1"), ("dW1",), ("dz1", "dW1", "db1", "dW2")])
def test_output_weights_that_were_updated_before_the_hidden_deltas(given):
    """As if the page's own warning were not heeded: “we use the original weights, not the updated weights”."""
    network, theta, x, y = mazur()
    trace = network.trace(theta, x, np.array([1]))
    values, dz = trace.values, network.loss.gradient(trace.values[-1], y)
    (W1, _), _, (W2, _), _ = network.unpack(theta)
    d = dz * values[4] * (1 - values[4])
    da1 = d @ (W2 - 0.5 * values[2].T @ d).T
    dz1 = da1 * values[2] * (1 - values[2])
    theirs = {"da1": da1, "dz1": dz1, "dW1": x.T @ dz1, "db1": dz1.sum(axis=0), "dW2": values[2].T @ d}
    assert W1.shape == (2, 2)
    found = diagnose(network, theta, x, y, {name: theirs[name] for name in given})
    assert "new weights for old" in [m.kind for trail in (found.mistakes, *found.others) for m in trail]
    assert found.explained


def test_the_planted_faults_of_a_famous_course():
    """Its gradient check has dW2 doubled and db1 times four."""
    network = Network.from_text("4-5-relu-3-relu-1", Quadratic())
    rng = np.random.default_rng(1)
    theta, x, y = rng.standard_normal(network.size), rng.random((3, 4)), rng.random((3, 1))
    right = {f"d{p.name}": p.of(gradient_of(network, theta, x, y)) for p in network.parameters}
    found = diagnose(network, theta, x, y, right | {"dW2": 2 * right["dW2"], "db1": 4 * right["db1"]})
    assert found.first.name == "dW2"
    assert found.explained
    assert found.headline() == (
        "dW2 is the first that differs: yours is 2 times ours, all over: a factor 2 is too many; and in db1, something "
        "multiplies it by 4."
    )


def gradient_of(network, theta, x, y):
    values = network.forward(theta, x)
    return network.backward(theta, values, network.loss.gradient(values[-1], y))[1]


def test_the_sentence_of_the_batch_mean():
    one = case(0)
    right = one.arrays()
    n = len(one.x)
    found = one.diagnose(right | {"dW3": n * right["dW3"]})
    assert found.headline() == (
        f"dW3 is the first that differs: yours is {n} times ours, all over: it lacks the 1/N of the batch mean."
    )
    missing = next(m for m in catalogue(one.network) if (m.kind, m.first) == ("1/N missing", "dz3"))
    found = one.diagnose(one.arrays(plant(one.network, missing)))
    assert found.first.name == "dz3"
    assert found.verdict().startswith("Everything before it follows from that one mistake: with that mistake planted")


def test_a_mean_that_is_taken_later_is_called_a_convention():
    one = case(0)
    n = len(one.x)
    given = {k: v if k.startswith(("dW", "db")) else n * v for k, v in one.arrays().items() if k[0] == "d"}
    found = one.diagnose(given)
    assert found.kinds == ("1/N later",)
    assert "a convention, and no mistake" in found.headline()


def test_gradients_that_were_not_set_to_zero_before_a_second_pass():
    one = case(0)
    given = {k: 2 * v if k.startswith(("dW", "db")) else v for k, v in one.arrays().items()}
    assert one.diagnose(given).kinds == ("gradients not zeroed",)


def test_what_is_not_a_number_is_said():
    one = case(0)
    given = one.arrays() | {"p": np.full_like(one.arrays()["p"], np.nan)}
    assert "numbers of yours are infinite or none at all" in one.diagnose(given).headline()


def test_half_precision_is_judged_by_its_own_rounding():
    one = case(0)
    given = {name: array.astype(np.float16) for name, array in one.arrays().items() if name in ("z1", "a1", "p")}
    assert one.diagnose(given).agrees


def test_a_small_number_in_the_logarithm_is_told_by_its_size():
    one = case(0)._replace(network=Network.from_text("12-8-relu-8-relu-4"))
    p = one.arrays()["p"]
    loss = -np.log(p[np.arange(len(p)), one.labels] + 1e-9).mean()
    found = one.diagnose({"p": p, "loss": loss})
    assert found.kinds == ("ε in the logarithm",)
    assert "1e-9 is added to p inside the logarithm" in found.headline()
