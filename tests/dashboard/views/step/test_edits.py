import numpy as np
import pytest

from core.losses import LOSSES
from core.network import Network
from dashboard.views.step.address import limits
from dashboard.views.step.edits import Edit, apply_edits, read_edits, write_edits

NETWORK = Network.from_text("6-4-relu-3")


def test_edits_survive_the_address():
    edits = (Edit("x", 5, 0.25), Edit("W2", 11, -1.5e-05), Edit("b1", 0, 3.0))
    assert read_edits(write_edits(edits), NETWORK) == edits


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "x:6:1",
        "z1:0:1",
        "x:0:nan",
        "x:0:inf",
        "x:0:1e9",
        "x:-1:1",
        "W1:24:0",
        "x:0:one",
        "x:0:1:2",
        "~~",
        "x:²:1",
        "x:٣:1",
        f"x:{'9' * 5_000}:1",
        f"x:1:{'9' * 5_000}",
    ],
)
def test_what_cannot_be_done_is_left_out(text):
    assert read_edits(text, NETWORK) == ()
    assert read_edits(f"{text}~b2:1:2", NETWORK) == (Edit("b2", 1, 2.0),)


def test_the_list_is_bounded():
    assert len(read_edits("~".join(["x:0:1"] * 1000), NETWORK)) == limits("edits")["most"] == 60


def test_apply_changes_the_named_entries_and_nothing_else():
    theta, x = np.arange(NETWORK.size, dtype=float), np.zeros((1, 6))
    edits = Edit("W2", 4, -1.0), Edit("x", 2, 0.5), Edit("W2", 4, -2.0)
    changed, ink, labels = apply_edits(edits, NETWORK, theta, x, [2])
    assert labels.tolist() == [2]
    W2 = NETWORK.unpack(changed)[2][0]
    assert W2[1, 1] == -2
    assert np.flatnonzero(changed != theta).size == 1
    assert ink.tolist() == [[0, 0, 0.5, 0, 0, 0]]
    assert not x.any()
    np.testing.assert_array_equal(theta, np.arange(NETWORK.size))


FREE = Network.from_text("6-4-relu-3", LOSSES["quadratic"])
ROWS = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])


def test_of_given_examples_every_input_and_every_target_can_be_changed():
    edits = Edit("x", 11, 2.0), Edit("y", 5, -0.25)
    assert read_edits(write_edits(edits), FREE, ROWS) == edits
    assert read_edits("x:12:1~y:6:1", FREE, ROWS) == ()
    _, x, targets = apply_edits(edits, FREE, np.zeros(FREE.size), np.zeros((2, 6)), ROWS)
    assert (x[1, 5], targets[1, 2]) == (2, -0.25)
    assert ROWS[1, 2] == 0.6


@pytest.mark.parametrize(
    ("network", "targets"),
    [(FREE, None), (FREE, np.array([0, 1])), (NETWORK, ROWS)],
    ids=["digits", "labels", "softmax"],
)
def test_a_target_that_is_no_free_number_is_left_as_it_is(network, targets):
    assert read_edits("y:0:1", network, targets) == ()
