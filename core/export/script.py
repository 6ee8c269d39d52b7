"""A trained network as one NumPy file: a script that a person can read, and its weights beside it.

The script imports NumPy and nothing else, and predicts the numbers that the network predicts.
"""

from pathlib import Path

import numpy as np

from core.batchnorm import Standardize
from core.datasets.digits import Scale
from core.export.pytorch import is_scaled
from core.losses import Quadratic, SigmoidCrossEntropy
from core.storage import write_whole
from core.vocabulary import OF_LAYER

CONVOLVE = '''
def convolve(x, W, b, stride, padding):
    """Each output is a weighted sum of the window of inputs under it; x is (N, C, H, W)."""
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(x, W.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    return np.einsum("nchwij,fcij->nfhw", windows, W, optimize=True) + b[:, None, None]

'''
POOL = '''
def pool(x, size, keep):
    """Of each square of pixels `keep` is kept: np.max or np.mean."""
    N, C, H, W = x.shape
    return keep(x.reshape(N, C, H // size, size, W // size, size), axis=(3, 5))

'''


def save_script(path: Path, network, theta, scale: Scale = Scale()) -> Path:  # noqa: B008
    """Write the script, and its weights as `.npz` beside it; returns the path of the weights.

    `network` is the network as it is used (`run.network`), `scale` what its digits were scaled by.
    """
    weights = path.with_suffix(".weights.npz")  # a name of its own: net.npz may well be there already
    text, arrays = script(network, theta, weights.name, scale)
    write_whole(weights, lambda file: np.savez(file, allow_pickle=False, **arrays))
    write_whole(path, lambda file: file.write(text.encode()))
    return weights


def script(network, theta, weights: str, scale: Scale) -> tuple[str, dict]:
    """The script, and the arrays it reads from the file `weights`."""
    arrays = {_key(p): p.of(theta) for p in network.parameters}
    lines = []
    if is_scaled(scale):
        arrays |= {"shift": np.asarray(scale.shift), "factor": np.asarray(scale.factor)}
        lines.append('x = (x - w["shift"]) * w["factor"]')
    for k, (layer, shape) in enumerate(zip(network.layers, network.shapes, strict=False)):
        own = [_key(p) for p in network.parameters if p.layer == k]
        if isinstance(layer, Standardize):
            arrays |= {f"mean{k}": np.asarray(layer.mean), f"variance{k}": np.asarray(layer.variance)}
            own += [f"mean{k}", f"variance{k}"]
        spelled = OF_LAYER[type(layer)].numpy
        if spelled is None:
            raise ValueError(f"A script holds the network as it is used; {layer} is a layer for training.")
        lines += spelled(layer, shape, *(f'w["{name}"]' for name in own)).splitlines()
    lines.append(_output(network.loss))
    body = "".join(f"    {line}\n" for line in lines)
    parts = (CONVOLVE if "convolve(" in body else "") + (POOL if "pool(" in body else "")
    inputs = network.input_shape[0]
    return TEMPLATE.format(network=network, weights=weights, parts=parts, body=body, inputs=inputs), arrays


def _key(parameter) -> str:
    return parameter.name.replace("′", "_")


def _output(loss) -> str:
    match loss:
        case SigmoidCrossEntropy():
            return "return 1 / (1 + np.exp(-x))"
        case Quadratic():
            return "return x"
        case _:
            return "e = np.exp(x - x.max(axis=1, keepdims=True))\n    return e / e.sum(axis=1, keepdims=True)"


TEMPLATE = '''"""A neural network, trained with Chainrule: {network}

It needs {weights} beside it. In another program: `from this_file import predict`, with rows of
{inputs} pixels from 0 (background) to 1 (ink). Here: python this_file.py DIGITS.npy
"""

import sys
from pathlib import Path

import numpy as np

w = dict(np.load(Path(__file__).with_name("{weights}"), allow_pickle=False))

{parts}
def predict(x):
    """Rows of pixels in, a row of probabilities for each out."""
{body}

if __name__ == "__main__":
    for p in predict(np.load(sys.argv[1], allow_pickle=False).reshape(-1, {inputs})):
        print(p.argmax(), f"{{p.max():.1%}}")
'''
