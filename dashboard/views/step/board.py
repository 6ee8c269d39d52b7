"""The drawing board of the stepper: what a browser sends of it becomes images of one's own in the address.

    {"images": [{"drawing": PNG, "label": 4}, {"levels": bytes, "label": null}, …], "together": 2}

A drawing is made what MNIST's digits are; levels are taken as they are. All of it may have been tampered with.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.components.stepper.stepper import drawn
from dashboard.data.drawing import read_drawing, read_levels
from dashboard.data.own_images import MOST, OwnImage, read, write
from dashboard.views.step import visit
from dashboard.views.step.address import limits
from dashboard.views.step.by_hand import Steps

MANY = 1_000_000  # more steps than there are digits: how many there are is known to the page


def take() -> None:
    """Put what is on the board into the address, before the page is drawn anew."""
    sent, query = drawn(visit.STEPPER), st.query_params
    before, own = read(query.get("own", "")), images(sent)
    kept = [edit for edit in query.get("edits", "").split("~") if not edit.startswith("x:")]  # the board has those of x
    steps = carried(Steps.read(query.get("steps", ""), MANY), len(before), len(own))
    visit.move("~".join(kept), str(steps) if steps.taken else "")
    if own:
        query["own"] = write(own)
    else:
        query.pop("own", None)
    if (together := sent.get("together")) in limits("batch")["choices"]:
        st.session_state["batch"] = together
    if st.session_state.get("label") in ("as written", "as read"):
        st.session_state["label"] = unchosen(own)


def images(sent: Mapping[str, Any]) -> tuple[OwnImage, ...]:
    """The images on a board; what is none is left out."""
    found = []
    for one in list(sent.get("images") or ())[:MOST]:
        if "drawing" in one:
            drawing = read_drawing(one["drawing"])
            pixels = drawing and drawing.pixels
        else:
            pixels = read_levels(one.get("levels"))
        if pixels is not None:
            found.append(OwnImage.said(pixels, one.get("label")))
    return tuple(found)


def carried(steps: Steps, before: int, now: int) -> Steps:
    """The steps up to the first one on an image of one's own, which is another one now. `before` and `now` such images
    come before the test digits."""
    taken = []
    for digit, label, count in steps.taken:
        if digit < before:
            break
        taken.append((digit - before + now, label, count))
    return replace(steps, taken=tuple(taken))


def unchosen(own: tuple[OwnImage, ...]) -> str:
    """What the field of the label says where no other one was chosen."""
    return "as read" if own and own[0].label is None else "as written"
