"""A told walk as a Streamlit component: the whole story goes in; the stop on show, and the wish to explore, come
out."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

import numpy as np

from dashboard.components.modules import component
from dashboard.shared.palette import QUANTITIES
from lessons.page.counted import one
from lessons.page.stop import Bars, Graph, Picture784, Scene, Sheet, Sheets, Stop, Strand, spans
from lessons.walks.numbers import Numbers
from lessons.walks.passage import Passage
from lessons.walks.story import Story

PARTS = ("walk/walk",)

_walk = component(*PARTS)


class Left(NamedTuple):
    """Where a person is in the walk, and what they ask just now: to explore from there, or another digit."""

    stop: str
    explore: dict | None
    other: bool  # asks for another digit


def packet(story: Story | Passage, stops: Sequence[Stop], equations: dict[str, str]) -> dict:
    """Everything the browser shows: each stop, and the arrays of each pass; of a walk that is told on sheets, the
    numbers of each sheet once. `equations` are MathML by name in core."""
    pool: dict[str, list] = {}
    data: dict[str, Any] = {"stops": [_stop(stop, equations, pool) for stop in stops], "colours": QUANTITIES}
    if isinstance(story, Story):
        passes = {name: _pass(story, name, one) for name, one in story.passes(_shown(stops)).items()}
        data |= {"sizes": story.sizes, "passes": passes}
    else:
        strip = [name for _, name in story.parts]
        given = isinstance(story, Numbers)
        data |= {"pool": pool, "strip": strip, "label": -1 if given else story.truth, "given": given}
        data |= {"sizes": [], "passes": {}}
    return {**data, "id": hashlib.blake2b(json.dumps(data).encode(), digest_size=8).hexdigest()}


def _shown(stops: Sequence[Stop]) -> set[str]:
    """The names of the passes that these stops show, while they ask and after."""
    scenes = [scene for stop in stops for scene in (stop.scene, stop.choice.scene if stop.choice else None) if scene]
    return {scene.of for scene in scenes if isinstance(scene, Scene)}


def _stop(stop: Stop, equations, pool: dict) -> dict:
    choice = None
    if stop.choice:
        scene = stop.choice.scene
        choice = {**asdict(stop.choice), "scene": _scene(scene, pool) if scene else None}
    return {
        "key": stop.key,
        "title": stop.title,
        "says": [spans(paragraph) for paragraph in stop.says],
        "equations": [equations[name] for name in stop.equations if name in equations],
        "letters": stop.letters,
        "scene": _scene(stop.scene, pool),
        "choice": choice,
        "step": stop.step,
        "pin": stop.pin,
    }


def _scene(scene: Scene | Sheets, pool: dict) -> dict:
    if isinstance(scene, Sheets):
        way = {"signal": 1, "blame": -1}.get(scene.flow)
        return {
            "sheets": [_sheet(sheet, pool) for sheet in scene.sheets],
            "strands": [[_strand(line) for line in lines] for lines in scene.strands],
            "flow": scene.flow,
            "at": scene.at,
            "moves": [(gap, way) for gap, lines in enumerate(scene.strands) if lines and way],
            "beside": _beside(scene.beside),
        }
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


def _sheet(sheet: Sheet, pool: dict) -> dict:
    values = np.asarray(sheet.values, float)
    numbers = [_numbers(one.ravel(), 4) for one in values] if values.ndim == 3 else _numbers(values)
    key = hashlib.blake2b(json.dumps(numbers).encode(), digest_size=6).hexdigest()
    pool[key] = numbers
    kept = {
        name: getattr(sheet, name) for name in ("array", "caption", "shown", "of", "rings", "crossed", "bars", "names")
    }
    boxes = [asdict(box) for box in sheet.boxes]
    size = values.shape[1:] if values.ndim == 3 else (0, 0)
    return {**kept, "numbers": key, "size": size, "most": _rounded(sheet.most), "boxes": boxes}


def _strand(line: Strand) -> list:
    ends = [end if isinstance(end, int) else asdict(end) for end in (line.source, line.target)]
    return [*ends, _rounded(line.amount, 4)]


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
        "pixels": {
            kind: [(i, j, _rounded(v)) for i, j, v in lines] for kind, lines in story.pixel_lines(trace).items()
        },
        "W": [[], *(np.round(arrays[f"W{k}"], 6).tolist() for k in count[1:])],
    }


def _numbers(values, digits: int = 6) -> list:
    return [_rounded(v, digits) for v in np.asarray(values, float)]


def _rounded(v: float, digits: int = 6) -> float:
    return float(f"{v:.{digits}g}")


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
