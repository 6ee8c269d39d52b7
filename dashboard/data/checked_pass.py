"""A pass that somebody brought to be checked stays for the visit, so that the stepper can open on their numbers."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st

from core.diagnosis import Diagnosis
from core.given import Given

KEPT = "checked passes"  # their key in the state of the session
MOST = 3  # of them
NUMBERS = 400_000  # of arrays that differ, in all: they travel to the browser


@dataclass(frozen=True, eq=False)
class CheckedPass:
    """A pass as core takes it, and what somebody else made of it, under the names of the stepper."""

    given: Given
    agrees: Mapping[str, bool] = field(default_factory=dict)  # of each array that was compared
    theirs: Mapping[str, Any] = field(default_factory=dict)  # those that differ, as far as there is room for them


def checked(found: Diagnosis) -> CheckedPass:
    trace = found.trace
    here = Given(trace.network, np.asarray(trace.theta, float), np.asarray(trace.values[0], float), trace.y)
    shown = [one for one in found.findings if one.same_shape and not one.name.endswith("_new")]
    theirs, room = {}, NUMBERS
    for one in shown:
        size = np.size(one.theirs)
        if not one.agrees and size <= room:
            theirs[stepped(one.name)], room = np.asarray(one.theirs, float), room - size
    return CheckedPass(here, {stepped(one.name): one.agrees for one in shown}, theirs)


def stepped(name: str) -> str:
    """What the stepper calls an array of a diagnosis."""
    return "L" if name == "loss" else name


def keep(one: CheckedPass) -> str:
    """Keep it for this visit; by what the stepper finds it."""
    numbers = (one.given.theta, one.given.x, one.given.y, *one.theirs.values())
    content = b"".join(np.ascontiguousarray(array).tobytes() for array in numbers)
    name = hashlib.blake2b(f"{one.given.network} {one.agrees}".encode() + content, digest_size=8).hexdigest()
    before = {key: kept for key, kept in st.session_state.get(KEPT, {}).items() if key != name}
    st.session_state[KEPT] = dict([*before.items(), (name, one)][-MOST:])
    return name


def find(name: str) -> CheckedPass | None:
    return st.session_state.get(KEPT, {}).get(name)
