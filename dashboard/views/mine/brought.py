"""What a browser brings is bounded before it is worked on: its bytes, its numbers, and the work of one pass."""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from core.diagnosis import Diagnosis, GivenError, catalogue
from core.diagnosis.files import Brought, brought, read
from core.diagnosis.masks import Masked
from core.losses import LOSSES
from dashboard.data.checked_pass import checked, keep, stepped
from dashboard.shared.steppable import SubjectError, check_affordable, work_of_pass

MEGABYTES = 16  # of the file
UNPACKED = 64_000_000  # bytes
NUMBERS = 4_000_000  # on the wires of a pass
WORK = 10_000_000_000  # multiplications, were every mistake of the catalogue to be planted; some 2 ns each
LINK = 6_000  # signs of numbers in a link to the stepper


def _bounded(found: Brought) -> Diagnosis:
    if work_of_pass(found.network, len(found.x)) * len(catalogue(found.network)) > WORK:
        raise GivenError(
            "That is more work than this server has time for. Bring fewer examples, or a smaller network; in a "
            "terminal, chainrule diagnose takes any."
        )
    return found.diagnose()


@st.cache_resource(max_entries=4, show_spinner="Planting mistakes …")
def of_file(content: bytes, name: str) -> Diagnosis:
    """The diagnosis of an uploaded file. Raises GivenError."""
    return _bounded(read(io.BytesIO(content), name, NUMBERS, UNPACKED))


@st.cache_resource(max_entries=8, show_spinner="Planting mistakes …")
def of_example(kind: str, _arrays: Mapping[str, Any]) -> Diagnosis:
    return _bounded(brought(_arrays, NUMBERS))


def stepper_query(found: Diagnosis, name: str) -> dict[str, str]:
    """A link to the stepper that opens on the step which makes this array, theirs beside ours: with all numbers where a
    link can hold them, else with those of this visit, or on a network like it where this one is too large."""
    query = {"network": str(found.network), "step": stepped(name)}
    trace, criterion = found.trace, _criterion(found)
    one = checked(found)
    numbers = {"x": trace.values[0], "y": trace.y} | {p.name: p.of(trace.theta) for p in found.network.parameters}
    if sum(array.size for array in (*numbers.values(), *one.theirs.values())) * 5 < LINK:
        given, theirs = _text(numbers), _text(one.theirs)
        if len(given) + len(theirs) <= LINK and finite(one.theirs):
            return query | criterion | {"given": given} | ({"theirs": theirs} if theirs else {})
    try:
        check_affordable(found.network, len(trace.values[0]))
    except SubjectError:
        return query | criterion
    if any(isinstance(layer, Masked) for layer in found.network.layers):
        return query | criterion  # what somebody else's dropout left out is in no text of a network
    return query | criterion | {"checked": keep(one)}


def finite(arrays: Mapping[str, Any]) -> bool:
    return all(np.isfinite(array).all() for array in arrays.values())


def _text(arrays: Mapping[str, Any]) -> str:
    return "~".join(f"{key}:{','.join(f'{v:.9g}' for v in np.ravel(array))}" for key, array in arrays.items())


def _criterion(found: Diagnosis) -> dict[str, str]:
    name = next(name for name, loss in LOSSES.items() if isinstance(found.network.loss, type(loss)))
    return {} if name == "cross-entropy" else {"loss": name}
