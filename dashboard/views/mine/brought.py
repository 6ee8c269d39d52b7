"""What a browser brings is bounded before it is worked on: its bytes, its numbers, and the work of one pass."""

import io
from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.diagnosis import Diagnosis, GivenError, catalogue
from core.diagnosis.files import Brought, brought, read
from core.losses import LOSSES
from dashboard.shared.steppable import work_of_pass

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
    """A link to the stepper that opens on the step which makes this array: with these very numbers, where a link can
    hold them, or with those of a network like it."""
    query = {"network": str(found.network), "step": "L" if name == "loss" else name}
    trace, criterion = found.trace, _criterion(found)
    numbers = {"x": trace.values[0], "y": trace.y} | {p.name: p.of(trace.theta) for p in found.network.parameters}
    if sum(array.size for array in numbers.values()) * 5 < LINK:
        text = "~".join(f"{key}:{','.join(f'{v:.9g}' for v in array.reshape(-1))}" for key, array in numbers.items())
        if len(text) <= LINK:
            return query | criterion | {"given": text}
    return query | criterion


def _criterion(found: Diagnosis) -> dict[str, str]:
    name = next(name for name, loss in LOSSES.items() if isinstance(found.network.loss, type(loss)))
    return {} if name == "cross-entropy" else {"loss": name}
