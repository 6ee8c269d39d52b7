"""One digit's way through a network, packed so that a browser can draw every step of it.

Two packets, so that another digit or a changed number sends little: one holds the derived equations, the lines of
core that compute them and the parameters; the other holds what one pass leaves behind.
Each is one block of bytes: the length of a JSON text (4 bytes, little-endian), that text, then the
arrays one after another. The text says for each array its name, its shape and where it starts.

    bytes   "f8" numbers as they are, in float64
            "f4" rounded to float32: arrays of more than 20,000 entries
            "i1" whole numbers from −127 to 127, times `scale`: arrays too large to send whole

The gradient of a large parameter is left out: the browser computes each entry from its equation.
"""

import base64
import hashlib
import io
import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from core.network import Network, Trace
from core.optimizers import OPTIMIZERS
from dashboard.components.stepper.stepper import Place
from dashboard.data.checked_pass import CheckedPass
from dashboard.data.drawing import write_levels
from dashboard.shared.lesson_of_step import lesson_of
from dashboard.shared.palette import QUANTITIES
from dashboard.shared.settings import spell
from dashboard.views.step.address import bounds
from dashboard.views.step.edits import aims, write_edits
from dashboard.views.step.fool import ends
from dashboard.views.step.moment import Moment
from dashboard.views.step.subject import Subject
from lessons.engine.algebra.functions import DEFINITIONS, slope
from lessons.engine.chain.equations import derive
from lessons.engine.forms.tree import tree
from lessons.engine.proof.named_arrays import arrays_of

COARSE = 400_000  # entries from which a parameter travels with one byte an entry
SMALL = 20_000  # entries up to which an array travels as it is, and a parameter's gradient travels at all
ROOT = Path(__file__).parents[3]
CONTEXT = 3  # lines of source shown before and after the one that computes


def named_arrays(trace: Trace) -> dict[str, Any]:
    """Every array of a trace under its name in core, those inside of layers too: x, z1 … p, y, L, W1 …, dz1 …, dW1 …"""
    return {name: array for name, array in arrays_of(trace).items() if name != "N"}


def pack_moment(moment: Moment, start: Place) -> tuple[bytes, bytes, str]:
    """The packets of what is on show, and the id of the second one. `start` says where the page begins."""
    choice, network = moment.choice, moment.choice.subject.network
    stepped = moment.steps.taken != ()
    known, known_id = _pack_moving(network, moment.theta, start) if stepped else _pack_still(choice.subject, start)
    one_pass, pass_id = pack_pass(
        moment.trace,
        of=known_id,
        digit={"index": choice.index, "label": choice.written, "own": choice.leads}
        | ({} if choice.subject.targets is None else {"given": True, "aims": aims(network, choice.subject.targets)}),
        label=choice.label,
        network=choice.subject.name,
        changes={"edits": write_edits(moment.edits), "steps": str(moment.steps), "epsilon": moment.epsilon},
        board=_board(moment),
        theirs=None if moment.edits or moment.steps.taken or moment.epsilon else choice.subject.checked,
        unchanged={"loss": float(moment.unchanged.loss), "probability": float(moment.unchanged.p[0, choice.label])},
    )
    return known, one_pass, pass_id


def _pack_moving(network: Network, theta: Any, start: Place) -> tuple[bytes, str]:
    return pack_network(
        network,
        theta,
        colours=QUANTITIES,
        optimizers=[(name, spell(name)) for name in OPTIMIZERS],
        bounds=bounds(),
        start={"step": start.step, "pin": start.pin, "plan": start.plan} | ({"fill": True} if start.fill else {}),
    )


@lru_cache(maxsize=12)  # few, for each keeps its packet
def _pack_still(subject: Subject, start: Place) -> tuple[bytes, str]:
    """The packet of a network as it came, the same for all who step through it."""
    return _pack_moving(subject.network, subject.theta, start)


def _board(moment: Moment) -> dict[str, Any]:
    """What the drawing board needs beyond the pass: the images of one's own, what paper and ink are on the scale of x,
    and where ε has moved the pixels from, and in which direction."""
    choice, still = moment.choice, moment.still
    paper, ink = ends(choice.subject.scale)
    moved = {}
    if moment.epsilon:
        signs = np.sign(still.grads[0]).astype(np.int8)
        moved = {"x": _base64(still.values[0].astype("<f4")), "signs": _base64(signs)}
    return {
        "first": write_levels(choice.subject.ink(still.values[0][0])),
        "own": [{"levels": write_levels(one.pixels), "label": one.label} for one in choice.images],
        "paper": np.asarray(paper).tolist(),
        "ink": np.asarray(ink).tolist(),
        **moved,
    }


def _base64(array) -> str:
    return base64.b64encode(array.tobytes()).decode()


def archive(trace: Trace) -> bytes:
    """Every array of a pass as an `.npz` file, in float64."""
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **named_arrays(trace))
    return file.getvalue()


def pack_network(network: Network, theta: Any, **about: Any) -> tuple[bytes, str]:
    """The packet for a network, and its id: what every digit has in common. `about` goes into its text as it is."""
    equations, definitions = declarations(network)
    arrays = {parameter.name: parameter.of(theta) for parameter in network.parameters}
    return _pack({"equations": equations, "definitions": definitions, **about}, arrays, parameters=True)


def pack_pass(trace: Trace, theirs: CheckedPass | None = None, **about: Any) -> tuple[bytes, str]:
    """The packet for one digit's pass, and its id: all arrays but the parameters. `about` goes into its text as it
    is, and so does which arrays of `theirs` agree; those that differ go as “yours dW1”."""
    parameters = {parameter.name for parameter in trace.network.parameters}
    arrays = {
        name: array
        for name, array in named_arrays(trace).items()
        if name not in parameters and (name.removeprefix("d") not in parameters or array.size <= SMALL)
    }
    if theirs is not None:
        about |= {"agrees": theirs.agrees}
        arrays |= {f"yours {name}": array for name, array in theirs.theirs.items()}
    return _pack({"sizes": {"N": len(trace.y)}, **about}, arrays, parameters=False)


def _pack(text, arrays, parameters):
    entries, blocks, start = [], [], 0
    # float64 first: a browser reads it from multiples of 8 only
    for name, array in sorted(arrays.items(), key=lambda item: item[1].size > SMALL):
        entry, block = _block(array, coarse=parameters and array.size > COARSE)
        entries.append({"name": name, "shape": array.shape, "start": start, **entry})
        blocks.append(block)
        start += len(block)
    content = b"".join(blocks)
    head = json.dumps({**text, "arrays": entries}, ensure_ascii=False).encode()
    name = hashlib.blake2b(head + content, digest_size=8).hexdigest()
    head = head[:-1] + f', "id": "{name}"}}'.encode()
    return len(head).to_bytes(4, "little") + head + content, name


def _block(array, coarse):
    if array.size <= SMALL:
        return {"bytes": "f8"}, np.ascontiguousarray(array, "<f8").tobytes()
    if not coarse:
        return {"bytes": "f4"}, np.ascontiguousarray(array, "<f4").tobytes()
    scale = float(np.abs(array).max()) / 127 or 1.0
    block = np.round(array / scale).astype(np.int8).tobytes()
    return {"bytes": "i1", "scale": scale}, block + bytes(-len(block) % 4)


@lru_cache(maxsize=32)
def declarations(network: Network) -> tuple[list[dict], dict]:
    """The derived equations with their lines of core and their lessons, and the definitions of the functions in
    them."""
    equations = [_equation(equation, network) for equation in derive(network)]
    called = {name.removesuffix("'") for equation in equations for name in _calls(equation["rhs"])} & set(DEFINITIONS)
    definitions = {name: tree(DEFINITIONS[name]) for name in called} | {
        f"{name}'": tree(slope(name)) for name in called
    }
    return equations, definitions


def _equation(equation, network):
    lesson = lesson_of(equation, network)
    return {
        **equation.tree(),
        "source": [_excerpt(source) for source in equation.source],
        "lesson": {"number": lesson.number, "slug": lesson.slug, "title": lesson.title},
    }


def _excerpt(source):
    lines = _lines(source.file)
    numbers = range(max(1, source.line - CONTEXT), min(len(lines), source.line + CONTEXT) + 1)
    return {**asdict(source), "lines": [[number, lines[number - 1]] for number in numbers]}


@lru_cache
def _lines(file):
    return (ROOT / file).read_text(encoding="utf-8").splitlines()


def _calls(node):
    if isinstance(node, dict):
        own = [node["name"]] if node.get("op") == "call" else []
        return own + [name for value in node.values() for name in _calls(value)]
    return [name for value in node for name in _calls(value)] if isinstance(node, list) else []
