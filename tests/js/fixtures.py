"""What Python derives and computes, kept for the JavaScript tests: `python -m tests.js.fixtures` writes it anew.

packets.json holds, for two small networks, the packets of one pass and every array of that pass as core computes it.
colours.json holds signed numbers and their colours. A test says whether they are still what Python writes.
"""

import base64
import json
from pathlib import Path

import numpy as np

from core.initializers import initialize
from core.network import Network
from dashboard.shared.palette import SIGNED_GRADIENT, SIGNED_VALUE
from dashboard.views.step.packet import named_arrays, pack_network, pack_pass
from lessons.page.signed import signed_colours

FOLDER = Path(__file__).parent
NETWORKS = {
    "dense": ("4-3-relu-2", 2),
    "convolution": ("1x4x4-conv2x3x3p1-relu-flatten-2", 1),
    "tanh": ("9-2-tanh-2", 1),
}


def passes() -> dict:
    """For each network: its packets in base64, without the lines of core, and the numbers that core computes."""
    return {name: one_pass(text, examples) for name, (text, examples) in NETWORKS.items()}


def one_pass(text: str, examples: int) -> dict:
    network = Network.from_text(text)
    theta = initialize(network, "he", 0, np.float64)
    x = np.random.default_rng(1).uniform(size=(examples, *network.input_shape)).round(2)
    trace = network.trace(theta, x, np.arange(examples) % 2)
    known, known_id = pack_network(
        network,
        theta,
        colours={},
        optimizers=[],
        start={"step": "z1", "pin": ""},
        bounds={"edit": 1e6, "rate": 100, "edits": 60, "steps": 100, "together": 16},
    )
    one, _ = pack_pass(
        trace,
        of=known_id,
        digit={"index": 0, "label": 0, "own": False},
        label=0,
        network=text,
        changes={"edits": "", "steps": "sgd,0.01"},
        unchanged={"loss": float(trace.loss), "probability": float(trace.p[0, 0])},
    )
    arrays = {name: np.asarray(array).ravel().tolist() for name, array in named_arrays(trace).items()}
    return {"network": _plain(known), "pass": _plain(one), "arrays": arrays}


def _plain(packet: bytes) -> str:
    """A packet in base64, without what changes whenever a line of core does."""
    length = int.from_bytes(packet[:4], "little")
    head = json.loads(packet[4 : 4 + length])
    for equation in head.get("equations", []):
        equation["source"], equation["lesson"] = [], {"number": 1, "slug": "", "title": ""}
    head["of"] = "network" if "of" in head else None
    head["id"] = "pass" if head["of"] else "network"
    text = json.dumps(head, ensure_ascii=False).encode()
    return base64.b64encode(len(text).to_bytes(4, "little") + text + packet[4 + length :]).decode()


def colours() -> list[dict]:
    """Signed numbers under both palettes, on light and dark paper, with their colours."""
    found = []
    values = [*np.linspace(-1.2, 1.2, 25).round(3).tolist(), 1e-6, -1e-4, 0.03]
    for dark, paper in ((False, "#ffffff"), (True, "#0d1117")):
        for pair in (SIGNED_VALUE, SIGNED_GRADIENT):
            negative, positive = (colour.on(dark) for colour in pair)
            rows = signed_colours(values, paper, negative, positive, 1.0).tolist()
            ends = {"zero": paper, "negative": negative, "positive": positive}
            found += [{"value": value, **ends, "colour": row} for value, row in zip(values, rows, strict=True)]
    return found


if __name__ == "__main__":
    for name, content in (("packets", passes()), ("colours", colours())):
        (FOLDER / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
