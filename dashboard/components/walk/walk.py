"""A told walk as a Streamlit component: the whole story goes in; the stop on show, and the wish to explore, come
out."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

import numpy as np

from dashboard.components.modules import component
from dashboard.shared.numbers import one
from dashboard.shared.palette import QUANTITIES
from lessons.page.stop import Bars, Graph, Picture784, Scene, Stop, spans
from lessons.walks.story import Story

_walk = component("walk/walk")


class Left(NamedTuple):
    """Where a person is in the walk, and what they ask just now: to explore from there, or another digit."""

    stop: str
    explore: dict | None
    other: bool  # asks for another digit


def packet(story: Story, stops: Sequence[Stop], equations: dict[str, str]) -> dict:
    """Everything the browser shows: each stop, and the arrays of each pass. `equations` are MathML by name in core."""
    data: dict[str, Any] = {
        "stops": [_stop(stop, equations) for stop in stops],
        "sizes": story.sizes,
        "passes": {name: _pass(story, name, one) for name, one in story.passes().items()},
        "colours": QUANTITIES,
    }
    data["id"] = hashlib.blake2b(json.dumps(data).encode(), digest_size=8).hexdigest()
    return data


def _stop(stop: Stop, equations) -> dict:
    choice = None
    if stop.choice:
        scene = stop.choice.scene
        choice = {**asdict(stop.choice), "scene": _scene(scene) if scene else None}
    return {
        "key": stop.key,
        "title": stop.title,
        "says": [spans(paragraph) for paragraph in stop.says],
        "equations": [equations[name] for name in stop.equations if name in equations],
        "letters": stop.letters,
        "scene": _scene(stop.scene),
        "choice": choice,
        "step": stop.step,
        "pin": stop.pin,
    }


def _scene(scene: Scene) -> dict:
    return {
        "columns": scene.columns,
        "flow": scene.flow,
        "only": {str(gap): lines for gap, lines in scene.only.items()},
        "lit": scene.lit,
        "rings": scene.rings,
        "crossed": scene.crossed,
        "moves": scene.moves,
        "of": scene.of,
        "beside": _beside(scene.beside),
    }


def _beside(beside) -> dict | None:
    match beside:
        case Graph(x, y, across, up, tangent, points):
            curve = {"x": _numbers(x), "y": _numbers(y)}
            return {"kind": "graph", **curve, "across": across, "up": up, "tangent": tangent, "points": points}
        case Bars(names, amounts):
            return {"kind": "bars", "names": names, "amounts": amounts}
        case Picture784(pixels, caption, shows):
            return {"kind": "picture", "pixels": _numbers(pixels), "caption": caption, "shows": shows}
    return None


def _pass(story: Story, name: str, trace) -> dict:
    from lessons.engine.proof.named_arrays import arrays_of

    arrays = arrays_of(trace)
    count = range(1, story.last + 1)
    wanted = ["x", "p", *(f"{kind}{k}" for k in count for kind in ("z", "dz"))]
    wanted += [f"{kind}{k}" for k in count[:-1] for kind in ("a", "da")]
    label, index = int(trace.y[0].argmax()), story.index_of(name)
    return {
        "caption": f"test digit {index}, {one(label)}" if index is not None else f"your image, read as {one(label)}",
        "label": label,
        "switches": [False, *(story.switches(k) for k in count[:-1])],
        "bend": [[], *(_numbers(story.bend(k, arrays)) for k in count[:-1])],
        "arrays": {key: _numbers(arrays[key][0]) for key in wanted},
        "W": [[], *(np.round(arrays[f"W{k}"], 5).tolist() for k in count[1:])],
    }


def _numbers(values) -> list:
    return [float(f"{v:.6g}") for v in np.asarray(values, float)]


def walk(data: dict, start: str, key: str) -> Left:
    """Draw it, from the stop `start` on."""
    state = _walk(
        key=key,
        data={**data, "start": start},
        default={"stop": start},
        on_stop_change=lambda: None,
        on_explore_change=lambda: None,
        on_other_change=lambda: None,
    )
    return Left(str(state.stop or ""), state.explore, bool(state.other))


def stage(data: dict, key: str) -> None:
    """Draw the stage of its one stop, without the prose."""
    _walk(key=key, data={**data, "start": "", "alone": True}, default={"stop": ""}, on_stop_change=lambda: None)
