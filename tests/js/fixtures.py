"""What Python derives and computes, kept for the JavaScript tests: `python -m tests.js.fixtures` writes it anew.

sentences.json holds passes of networks of every kind of operation, with what each layer is.
packets.json holds, for some small networks, the packets of one pass and every array of that pass as core computes it.
colours.json holds signed numbers and their colours; drawings.json what becomes of drawings, with the network that
reads them. A test says whether they are still what Python writes.
"""

import base64
import json
import zlib
from dataclasses import asdict
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from core.initializers import initialize
from core.losses import Quadratic, SigmoidCrossEntropy, SoftmaxCrossEntropy
from core.network import Network
from dashboard.components.flow.flow import passed, reader
from dashboard.data.drawing import PAD
from dashboard.data.normalised import centred
from dashboard.shared.palette import SIGNED_GRADIENT, SIGNED_VALUE
from dashboard.views.step.address import bounds
from dashboard.views.step.packet import named_arrays, pack_network, pack_pass
from lessons.page.signed import signed_colours
from lessons.page.small import SMALL

FOLDER = Path(__file__).parent
NETWORKS = {
    "dense": ("4-3-relu-2", 2),
    "convolution": ("1x4x4-conv2x3x3p1-relu-flatten-2", 1),
    "tanh": ("9-2-tanh-2", 1),
}
TOLD = (  # the networks whose every sentence is read; the loss, the number of examples and the size of the parameters
    ("9-6-relu-10", SoftmaxCrossEntropy, 1, 1),
    ("9-6-relu-10", SoftmaxCrossEntropy, 2, 30),
    ("9-5-sigmoid-4-tanh-10", SoftmaxCrossEntropy, 2, 1),
    ("9-5-sigmoid-4-tanh-4", SoftmaxCrossEntropy, 1, 20),
    ("9-4-leaky-4-elu-12", SoftmaxCrossEntropy, 1, 1),
    ("9-4-gelu-4-softplus-4-identity-3", SoftmaxCrossEntropy, 1, 1),
    ("9-5-bn-relu-dropout0.5-10", SoftmaxCrossEntropy, 4, 1),
    ("9-4-bn-tanh-10", SoftmaxCrossEntropy, 1, 1),
    ("9-5-ln-relu-dropout0.2-10", SoftmaxCrossEntropy, 1, 1),
    ("9-5-ln-tanh-4", SoftmaxCrossEntropy, 3, 1),
    ("9-4-relu-10", SigmoidCrossEntropy, 1, 1),
    ("9-4-relu-10", SigmoidCrossEntropy, 3, 20),
    ("9-4-relu-10", Quadratic, 1, 1),
    ("9-4-relu-3", Quadratic, 2, 1),
    ("1x8x8-conv2x3x3s2p1-bn-tanh-maxpool2-flatten-10", SoftmaxCrossEntropy, 2, 1),
    ("1x8x8-conv2x3x3-relu-maxpool2-conv3x2x2p1-leaky-avgpool2-flatten-4", SoftmaxCrossEntropy, 1, 1),
    ("1x7x7-conv2x3x3s3-sigmoid-flatten-5", SoftmaxCrossEntropy, 1, 1),
    ("1x3x3-conv2x3x3-relu-flatten-3", SoftmaxCrossEntropy, 1, 1),
    ("1x6x6-avgpool3-flatten-dropout0.5-5-relu-10", SoftmaxCrossEntropy, 3, 1),
)


def passes() -> dict:
    """For each network: its packets in base64, without the lines of core, and the numbers that core computes."""
    return {name: one_pass(text, examples) for name, (text, examples) in NETWORKS.items()} | {
        name: with_arrays(small.given().trace(), small.network, given=True) for name, small in SMALL.items()
    }


def one_pass(text: str, examples: int) -> dict:
    network = Network.from_text(text)
    theta = initialize(network, "he", 0, np.float64)
    x = np.random.default_rng(1).uniform(size=(examples, *network.input_shape)).round(2)
    return with_arrays(network.trace(theta, x, np.arange(examples) % 2), text)


def with_arrays(trace, text: str, **digit) -> dict:
    arrays = {name: np.asarray(array).ravel().tolist() for name, array in named_arrays(trace).items()}
    return {**packed(trace, trace.theta, text, **digit), "arrays": arrays}


def sentences() -> list[dict]:
    """Random passes, deflated, and for each layer what it is and which quantities it joins."""
    return [told(seed, *row) for seed, row in enumerate(TOLD)] + [told(99, *TOLD[6], in_use=True)]


def told(seed: int, text: str, loss, examples: int, size: float, in_use: bool = False) -> dict:
    network = Network.from_text(text, loss())
    rng = np.random.default_rng(seed)
    if in_use:
        network = network.in_use([rng.uniform(0.5, 2, size=(2, units)) for units in network.normalised])
    theta = initialize(network, "he", seed, np.float64)
    theta = size * (theta + rng.normal(scale=0.2, size=theta.shape) * (rng.uniform(size=theta.shape) < 0.8))
    x = rng.uniform(size=(examples, *network.input_shape)).round(2)
    x[rng.uniform(size=x.shape) < 0.4] = 0
    trace = network.trace(theta, x, rng.integers(network.classes, size=examples))
    layers = [
        {"kind": type(layer).__name__, "from": before, "to": after, "number": number, **fields(layer)}
        for layer, number, before, after in zip(
            network.layers, network.numbers, network.wires[:-1], network.wires[1:], strict=True
        )
    ]
    packets = {name: deflated(packet) for name, packet in packed(trace, theta, text).items()}
    return {"text": text, "loss": loss.__name__, "layers": layers, **packets}


def fields(layer) -> dict:
    """What a layer declares, but for its arrays."""
    return {key: value for key, value in asdict(layer).items() if isinstance(value, int | float | str)}


def deflated(packet: str) -> str:
    """A packet in base64, made small."""
    return base64.b64encode(zlib.compress(base64.b64decode(packet), 9)).decode()


def inflated(packet: str) -> str:
    return base64.b64encode(zlib.decompress(base64.b64decode(packet))).decode()


def packed(trace, theta, text: str, **digit) -> dict:
    network, label = trace.network, int(np.argmax(trace.y[0]))
    known, known_id = pack_network(
        network,
        theta,
        colours={},
        optimizers=[],
        start={"step": "z1", "pin": "", "plan": ""},
        bounds=bounds(),
    )
    one, _ = pack_pass(
        trace,
        of=known_id,
        digit={"index": 0, "label": label, "own": False, **digit},
        label=label,
        network=text,
        changes={"edits": "", "steps": "sgd,0.01", "epsilon": 0},
        board={"first": "", "own": [], "paper": 0, "ink": 1},
        unchanged={"loss": float(trace.loss), "probability": float(trace.p[0, label])},
    )
    return {"network": _plain(known), "pass": _plain(one)}


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


STROKES = {  # in pixels of the pad, with the width of the pen
    "a seven": ([(70, 60), (200, 62), (120, 230)], 22),
    "a dot": ([(30, 250), (32, 250)], 9),
    "a bar": ([(20, 140), (260, 140)], 34),
    "a frame": ([(4, 4), (275, 4), (275, 275), (4, 275), (4, 4)], 8),
}


def drawings() -> dict:
    """For each drawing its levels, deflated, MNIST's form of it, where that lies, and what the first page makes of it;
    and the network that does."""
    return {"reader": reader(), "drawn": {name: drawn(*strokes) for name, strokes in STROKES.items()}}


def drawn(points, width: int) -> dict:
    large = Image.new("L", (2 * PAD, 2 * PAD))
    ImageDraw.Draw(large).line([(2 * x, 2 * y) for x, y in points], fill=255, width=2 * width, joint="curve")
    image = large.resize((PAD, PAD), Image.Resampling.BOX)  # which leaves grey at its edges
    found = centred(np.asarray(image, float) / 255, name="it")
    levels = base64.b64encode(zlib.compress(np.asarray(image).tobytes(), 9)).decode()
    return {"levels": levels, "place": [found.scale, found.left, found.top], **passed(found.pixels[None])[0]}


if __name__ == "__main__":
    written = {"packets": passes(), "sentences": sentences(), "colours": colours(), "drawings": drawings()}
    for name, content in written.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
