"""A pass in a file is read, whatever its arrays are called; what cannot be read is refused by a sentence."""

import io
import pickle
import zipfile

import numpy as np
import pytest

from core.diagnosis.files import brought, diagnose_file, read
from core.diagnosis.given import GivenError
from core.losses import LOSSES
from core.optimizers import OPTIMIZERS
from tests.support.passes import case


def members(seed=1, **more):
    """The arrays of a right pass by core's names."""
    one = case(seed)
    found = {"network": str(one.network), "x": one.x, "labels": one.labels}
    return found | {p.name: p.of(one.theta) for p in one.network.parameters} | one.arrays() | more


def by_torch(found, network):
    """The same by PyTorch's names and layouts."""
    modules, renamed = {}, dict(found)
    for p in network.parameters:
        module = modules.setdefault(p.layer, f"{p.layer}")
        for ours, ending in ((p.name, ""), (f"d{p.name}", ".grad")):
            array = renamed.pop(ours)
            last = "bias" if p.letter in ("b", "beta") else "weight"
            renamed[f"{module}.{last}{ending}"] = array.T if array.ndim == 2 else array
    return renamed


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4, 6, 7])
def test_a_file_by_pytorchs_names_is_read(seed):
    one = case(seed)
    loss = next(name for name, loss in LOSSES.items() if loss == one.network.loss)
    found = brought(by_torch(members(seed, criterion=loss), one.network)).diagnose()
    assert found.agrees, found.headline()
    assert len(found.findings) == len(one.arrays())


def test_a_file_is_read_from_disk(tmp_path):
    path = tmp_path / "mine.npz"
    given = members(1)
    given["dW2"] = given["dW2"] * len(given["x"])
    np.savez(path, **given)
    found = diagnose_file(path)
    assert found.first.name == "dW2"
    assert found.kinds == ("1/N missing",)
    np.savez_compressed(path, **{k: v.T if getattr(v, "ndim", 0) == 2 else v for k, v in members(1).items()})
    assert diagnose_file(path).agrees  # column by column, and examples in columns


def test_the_loss_may_be_named_too():
    one = case(1)
    found = brought(members(1, loss="quadratic"))
    assert type(found.network.loss).__name__ == "Quadratic"
    assert one.network.size == found.network.size


def test_a_step_is_read():
    one = case(1)
    given = members(1)
    g = one.network.trace(one.theta, one.x, one.labels).gradient
    after = one.theta + OPTIMIZERS["adam"].step(g, OPTIMIZERS["adam"].start(g), 1, 0.01)
    given |= {f"{p.name}_new": p.of(after) for p in one.network.parameters} | {"optimizer": "adam", "lr": 0.01}
    given["criterion"] = "cross-entropy"
    found = brought(given)
    assert found.update is not None
    assert [name for name in found.given if name.endswith("_new")] == ["W1_new", "b1_new", "W2_new", "b2_new",
                                                                       "W3_new", "b3_new"]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"network": None}, "The network is missing"),
        ({"network": "9-wat"}, "network cannot be read. “wat” is no layer"),
        ({"network": np.zeros(3)}, "network has to be a text"),
        ({"criterion": "hinge"}, "criterion is “hinge”"),
        ({"x": None}, "The batch x is missing"),
        ({"x": np.zeros((4, 8))}, "x has shape"),
        ({"labels": None}, "The labels are missing"),
        ({"labels": np.full(3, 99)}, "labels"),
        ({"W1": None}, "The parameters W1 are missing"),
        ({"network": "9-99999-sigmoid-99999-tanh-5"}, r"W1 has shape \(9, 7\)"),
        ({"x": np.full((4, 9), np.nan), "labels": np.zeros(4, int)}, "x holds something that is not a finite number"),
        ({"labels": np.array([np.nan, 1])}, "labels"),
        ({"W1": np.zeros((3, 3))}, r"W1 has shape \(3, 3\); in 9-7-sigmoid-7-tanh-5 it is \(9, 7\)"),
        ({"optimizer": "magic", "W1_new": np.zeros((9, 7))}, "optimizer is “magic”"),
        ({"optimizer": "sgd", "W1_new": np.zeros((9, 7))}, "The learning rate is missing"),
        ({"optimizer": "sgd", "lr": 0.1, "t": 0}, "it counts steps from 1"),
    ],
)
def test_what_cannot_be_read_is_said(change, sentence):
    given = members(1) | change
    with pytest.raises(GivenError, match=sentence):
        brought({name: array for name, array in given.items() if array is not None}).diagnose()


def test_dropout_without_a_mask_cannot_be_compared():
    given = {name: array for name, array in members(5).items() if name not in ("h1", "h2")}
    with pytest.raises(GivenError, match="save which numbers stay, as m1, m2"):
        brought(given)


class Trap:
    def __reduce__(self):
        return (print, ("unpickled",))


def packed(**arrays) -> io.BytesIO:
    content = io.BytesIO()
    np.savez(content, **arrays)
    return content


def test_nothing_is_unpickled(capsys):
    trap = np.empty(1, object)
    trap[0] = Trap()
    with pytest.raises(GivenError, match="holds Python objects under trap"):
        read(packed(**members(1), trap=trap), "mine.npz")
    assert pickle.dumps(Trap())
    assert capsys.readouterr().out == ""


def test_a_small_file_that_unpacks_to_much_is_not_unpacked():
    content = io.BytesIO()
    np.savez_compressed(content, **members(1), big=np.zeros(400_000))
    assert len(content.getvalue()) < 200_000
    with pytest.raises(GivenError, match=r"mine\.npz unpacks to 3,.* bytes; the limit is 1,000,000"):
        read(content, "mine.npz", unpacked=1_000_000)


def test_a_batch_that_makes_too_many_numbers_is_refused():
    with pytest.raises(GivenError, match="Give fewer"):
        read(packed(**members(1)), "mine.npz", most=100)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x05\x06" + bytes(18)])
def test_damage_is_said(content):
    with pytest.raises(GivenError, match=r"mine\.npz is not an \.npz file of plain arrays|is missing"):
        read(io.BytesIO(content), "mine.npz")


def test_another_archive_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        zipped.writestr("run.sh", "rm")
    with pytest.raises(GivenError, match=r"holds run\.sh, which is no array"):
        read(content, "mine.npz")


def test_names_of_any_length_and_number_are_passed_over():
    strange = {"d_" * 30_000 + "W1": np.zeros(1), **{f"extra{k}": np.zeros(1) for k in range(30)}}
    found = brought(members(1, criterion="cross-entropy") | strange).diagnose()
    assert len(found.unread) == 31
    assert found.not_compared().endswith("and 19 more.")
    assert len(found.not_compared()) < 400
