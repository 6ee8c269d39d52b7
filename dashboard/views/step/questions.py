"""What the stepper asks while a person looks: exact numbers of arrays that travelled coarsely, and slopes measured by
trial."""

import base64
from collections.abc import Mapping
from typing import Any

import numpy as np
from sympy import Piecewise

from core.network import Trace
from core.optimizers import OPTIMIZERS
from dashboard.views.step import step_ahead
from dashboard.views.step.by_hand import Steps, is_taken, propose
from dashboard.views.step.edits import Edit, apply_edits, entries
from dashboard.views.step.packet import named_arrays
from dashboard.views.step.subject import Choice
from lessons.engine.algebra.functions import DEFINITIONS

MOST_SLICES = 16
DRAWN = 130_000  # entries of a parameter whose step is still sent as a picture
H = 1e-5  # the central difference is then exact to about 1e-10


class QuestionError(ValueError):
    """A question that no stepper asks."""


def answer(
    trace: Trace, question: Mapping[str, Any], steps: Steps, memory: tuple, choice: Choice | None = None
) -> dict:
    """The answers to `question`, each beside what was asked. `memory` is what is left of `steps`; everybody else is
    known where a `choice` is. Raises QuestionError."""
    found: dict[str, Any] = {}
    try:
        if slices := question.get("slices"):
            arrays = named_arrays(trace)
            found["slices"] = [
                {"name": name, "index": index, "values": _slice(arrays[name], index)}
                for name, index in slices[:MOST_SLICES]
            ]
        if asked := question.get("difference"):
            name, k = asked
            found["difference"] = {"asked": asked, **difference(trace, str(name), int(k))}
        if asked := question.get("update"):
            optimizer, rate = asked
            found["update"] = {"asked": asked, **_update(trace, str(optimizer), rate, steps, memory)}
        if choice and choice.subject.targets is None and (asked := question.get("everybody")):
            optimizer, rate = asked
            plan, remembered = _plan(trace, str(optimizer), float(rate), steps, memory)
            ask = step_ahead.Ask(
                f"{question['id']} {plan}", trace.theta, lambda: propose(trace, plan, remembered).step, choice
            )
            found["everybody"] = {"asked": asked, **step_ahead.everybody(ask)}
    except (TypeError, ValueError, KeyError, IndexError, OverflowError) as error:
        raise QuestionError(str(error)) from None
    return found


def _slice(array, index):
    """The entries of an array where its indices are as given; None leaves an index free."""
    if len(index) != array.ndim or not all(
        i is None or 0 <= i < size for i, size in zip(index, array.shape, strict=True)
    ):
        raise IndexError("there are no such entries")
    return np.ravel(array[tuple(slice(None) if i is None else int(i) for i in index)]).astype(np.float32).tolist()


def _plan(trace, optimizer, rate, steps, memory):
    """The steps so far with one more ahead, and the optimizer's memory before it."""
    if not is_taken(optimizer, rate):
        raise ValueError(f"there is no step of {optimizer} at {rate}")
    plan = steps.proposing(optimizer, rate)
    return plan, memory if plan.taken else OPTIMIZERS[optimizer].start(trace.theta)


def _update(trace, optimizer, rate, steps, memory):
    """The step at this rate, or at one that is chosen for these digits where none is given."""
    plan, remembered = _plan(trace, optimizer, 1.0 if rate is None else float(rate), steps, memory)
    if rate is None:
        plan = plan.proposing(optimizer, step_ahead.chosen_rate(trace, plan, remembered))
    proposal = propose(trace, plan, remembered)
    arrays = [
        {"name": p.name, "data": base64.b64encode(p.of(proposal.step).astype("<f4").tobytes()).decode()}
        for p in trace.network.parameters
        if p.size <= DRAWN
    ]
    return {
        "rate": plan.rate,
        "before": proposal.before,
        "predicted": proposal.predicted,
        "after": proposal.after,
        "curve": step_ahead.curve(trace, proposal.step),
        "arrays": arrays,
    }


def difference(trace: Trace, name: str, k: int) -> dict:
    """(L(w + h) − L(w − h)) / 2h for entry k of the input or of a parameter, and the units whose kink lies between."""
    losses, values, x = [], [], trace.values[0]
    if k < 0:
        raise IndexError(f"{name} has no entry {k}")
    now = entries(trace.network, trace.theta, x)[name][k]
    for h in (H, -H):
        theta, nudged, _ = apply_edits((Edit(name, k, now + h),), trace.network, trace.theta, x, trace.y)
        values.append(trace.network.forward(theta, nudged))
        losses.append(trace.network.loss.value(values[-1][-1], trace.y))
    crossed = []
    for layer, wire, above, below in zip(trace.network.layers, trace.network.wires, *values, strict=False):
        definition = DEFINITIONS.get(getattr(layer, "activation", ""))
        if definition is not None and definition.has(Piecewise):
            crossed += [[wire, int(unit)] for unit in np.flatnonzero((above > 0) != (below > 0))]
    return {"value": float(losses[0] - losses[1]) / (2 * H), "h": H, "crossed": crossed}
