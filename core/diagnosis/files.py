"""A pass in one `.npz` file: the network as text, its parameters, the batch, and whatever else somebody worked out.

    network          the text of an architecture, `784-64-relu-10`
    W1, b1, …        all parameters, by core's names or PyTorch's (`0.weight`, `fc1.bias`), (in, out) or (out, in)
    x, labels        the batch: rows, and whole numbers or rows of targets
    z1, p, loss, dz2, dW1, 0.weight.grad, …        any of their values and gradients
    criterion        what judges it, where that is not cross-entropy: `binary cross-entropy` or `quadratic`
    m1, …            0 where dropout left a number out (or h1, what it left)
    optimizer, lr, t, W1_new, m_W1, v_W1, dW1_before, W1_before     a step that follows, where one is given

Nothing is unpickled, and nothing is unpacked before its header says that it is small enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from core.datasets.archive import Archive, Refused
from core.diagnosis.diagnosis import Diagnosis, compared, numbers
from core.diagnosis.following import text, update_of
from core.diagnosis.given import GivenError, Names, is_turned, labels_of, parameters_of, rows
from core.diagnosis.masks import unknown
from core.diagnosis.stepping import Update
from core.layers import ShapeError
from core.losses import LOSSES
from core.network import Network

UNPACKED = 256_000_000  # bytes in a file
NUMBERS = 40_000_000  # on the wires of one pass
BATCH, LABELS = ("x", "X", "inputs", "images"), ("labels", "y", "Y", "targets", "label")
SETTINGS = ("network", "criterion", "optimizer", "lr", "t")


@dataclass(frozen=True, eq=False)
class Brought:
    """What somebody brought: all that `core.diagnosis.diagnosis.compared` asks for."""

    network: Network
    theta: Any  # (P,)
    x: Any  # (N, in)
    labels: Any
    given: Mapping[str, Any]
    update: Update | None
    names: Names
    turned: Mapping[str, bool]

    def diagnose(self) -> Diagnosis:
        return compared(self.network, self.theta, self.x, self.labels, self.given, self.update, self.names, self.turned)


def diagnose_file(path: Path) -> Diagnosis:
    """The diagnosis of a file. Raises GivenError, and OSError where there is none."""
    with open(path, "rb") as raw:
        return read(raw, path.name).diagnose()


def read(raw: BinaryIO, name: str, most: int = NUMBERS, unpacked: int = UNPACKED) -> Brought:
    """Read a file of which a pass leaves at most so many numbers on the wires. Raises GivenError."""
    try:
        members = _load(Archive(raw, any_order=True), unpacked)
    except Refused as error:
        raise GivenError(f"{name} {error}") from None
    except Exception:  # damage makes zipfile, zlib and NumPy raise a dozen kinds
        raise GivenError(
            f"{name} is not an .npz file of plain arrays, as np.savez writes it, or it is damaged."
        ) from None
    return brought(members, most)


def _load(archive: Archive, unpacked: int) -> dict[str, Any]:
    for other in archive.others():
        raise Refused(f"holds {other[:40]}, which is no array of NumPy.")
    return {name: archive.array(name) for name in archive.kinds(unpacked)}


def brought(members: Mapping[str, Any], most: int = NUMBERS) -> Brought:
    """The same of arrays by their names. Raises GivenError."""
    network = _network(members)
    x_name, labels_name = _one_of(members, BATCH, "The batch x is"), _one_of(members, LABELS, "The labels are")
    x = rows(network, numbers(x_name, members[x_name]))
    labels = labels_of(network, members[labels_name], len(x))
    if (wires := len(x) * sum(map(prod, network.shapes))) > most:
        raise GivenError(f"A pass of {len(x):,} examples makes {wires:,} numbers; the limit is {most:,}. Give fewer.")
    taken = {x_name, labels_name, *SETTINGS} | {n for n in members if np.asarray(members[n]).dtype.kind == "U"}
    others = {name: array for name, array in members.items() if name not in taken}
    names, own = Names(network, others), [p.name for p in network.parameters]
    called = {of: name for name in others if (of := names.of(name)) in own}
    found = {of: numbers(name, others[name]) for of, name in called.items()}
    by_core = is_turned(network, {of: array for of, array in found.items() if not names.is_torch(called[of])})
    turned = {of: by_core or names.is_torch(name) for of, name in called.items()}
    theta = parameters_of(network, found, turned, called)
    if all(array.dtype == np.float32 for array in found.values()):
        theta = theta.astype(np.float32)  # exactly: so it is known what precision they were worked with
    update, used = update_of(network, members, others, names, by_core)
    given = {name: a for name, a in others.items() if name not in called.values() and name not in used}
    if lacking := unknown(network, (names.of(name) or "" for name in others)):
        raise GivenError(
            f"Dropout leaves out by chance: save which numbers stay, as {', '.join(lacking)} (0 or not 0)."
        )
    layouts = {of: by_core for name in given if (of := names.of(name))}
    return Brought(network, theta, x, labels, given, update, names, layouts)


def _network(members) -> Network:
    if "network" not in members:
        raise GivenError("The network is missing: save its architecture as text, as in network=“784-64-relu-10”.")
    named = "loss" if np.asarray(members.get("loss", 0)).dtype.kind == "U" else "criterion"
    criterion = text(members, named, "cross-entropy")
    if criterion not in LOSSES:
        raise GivenError(f"{named} is “{criterion[:40]}”; it can be {', '.join(LOSSES)}.")
    try:
        return Network.from_text(text(members, "network"), LOSSES[criterion])
    except ShapeError as error:
        raise GivenError(f"network cannot be read. {error}") from None


def _one_of(members, names, what) -> str:
    found = [name for name in names if name in members]
    if not found:
        raise GivenError(f"{what} missing: save {names[0]}=…")
    return found[0]
