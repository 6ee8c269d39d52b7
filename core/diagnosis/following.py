"""The step that follows a pass, as a file says it: which optimizer, at which rate, and what it remembers.

optimizer, lr, t      its name, the learning rate, and which step it is, from 1
m_W1, v_W1, …         what it remembered before the step; zeros where nothing is given
dW1_before, …         the gradient of the step before; W1_before, … the parameters before that
"""

from typing import Any

import numpy as np

from core.diagnosis.diagnosis import numbers
from core.diagnosis.given import GivenError, parameters_of
from core.diagnosis.stepping import Update
from core.optimizers import OPTIMIZERS

BEFORE = "_before"


def text(members, name, default="") -> str:
    array = np.asarray(members.get(name, default))
    if array.size != 1 or array.dtype.kind not in "US":
        raise GivenError(f"{name} has to be a text.")
    found = array.reshape(-1)[0]
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else str(found)


def number(members, name, default: float | None = None) -> float:
    array = np.asarray(members.get(name, default))
    if array.size != 1 or array.dtype.kind not in "fiu" or not np.isfinite(array).all():
        raise GivenError(f"{name} has to be one number.")
    return float(array.reshape(-1)[0])


def update_of(network, members, others, names, turned) -> tuple[Update | None, set[str]]:
    """The step that follows, and the arrays that were read for it."""
    used: set[str] = set()

    def vector(spelled) -> Any:
        """One vector like θ of an array for each parameter, or None where not all of them are there."""
        found = {}
        for name in others:
            if (plain := spelled(name)) is not None and (of := names.of(plain)) in own:
                found[of] = name
        if len(found) < len(own):
            return None
        used.update(found.values())
        arrays = {of: numbers(name, others[name]) for of, name in found.items()}
        return parameters_of(network, arrays, dict.fromkeys(own, turned), found)

    own = [p.name for p in network.parameters]
    ours = {name: name.removesuffix(BEFORE) for name in others if name.endswith(BEFORE)}
    gradient = vector(lambda name: _without_d(names.of(ours.get(name, "")) or ""))
    before = vector(lambda name: ours.get(name))
    memories = [vector(lambda name, letter=letter: _after(name, f"{letter}_")) for letter in "mv"]
    if "optimizer" not in members and not any(n.endswith(("_new", "_after")) for n in others):
        known = gradient is not None or before is not None
        return (Update(OPTIMIZERS["sgd"], 0.0, 1, (), gradient, before) if known else None), used
    rule = text(members, "optimizer", "sgd")
    if rule not in OPTIMIZERS:
        raise GivenError(f"optimizer is “{rule[:40]}”; it can be {', '.join(OPTIMIZERS)}.")
    if "lr" not in members:
        raise GivenError("The learning rate is missing: save it as lr, or leave the parameters after the step out.")
    optimizer, t = OPTIMIZERS[rule], number(members, "t", 1)
    if t != int(t) or t < 1:
        raise GivenError(f"t is {t:g}; it counts steps from 1.")
    memory = tuple(m for m in memories if m is not None)
    if memory and len(memory) != optimizer.memories:
        raise GivenError(f"{rule} remembers {optimizer.memories} arrays for each parameter; {len(memory)} are here.")
    return Update(optimizer, number(members, "lr"), int(t), memory, gradient, before), used


def _without_d(name) -> str | None:
    return name.removeprefix("d") if name.startswith("d") else None


def _after(name, start) -> str | None:
    return name.removeprefix(start) if name.startswith(start) else None
