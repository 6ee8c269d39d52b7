"""One line of text spells a network: `784-128-relu-64-relu-10`, or with images
`1x28x28-conv6x5x5-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10`.

    128              a dense layer with 128 outputs
    relu             an activation, by its name
    1x28x28          first: rows of pixels become images, channels × height × width
    conv6x5x5s2p1    six filters of 5 × 5, stride 2, one line of zeros around the image
    maxpool2         the largest of each 2 × 2 pixels; avgpool2 their mean
    flatten          images become rows again
    bn, ln           batch normalisation, layer normalisation
    dropout0.5       half of the numbers are left out at each step
"""

import re
from math import prod

from core.activations import ACTIVATIONS
from core.convolution import Conv
from core.images import Image
from core.layers import Activate, Dense, Layer, ShapeError, spell
from core.vocabulary import NUMBER, OF_LAYER, WORDS

EXAMPLE = "784-128-relu-10"
DEEPEST = 100


def read(text: str) -> tuple[tuple[int, ...], tuple[Layer, ...]]:
    """The input shape and the layers that `text` spells. Raises ShapeError with a sentence."""
    first, *words = [word.strip().lower() for word in text.split("-")]
    if len(words) > DEEPEST:
        raise ShapeError(f"An architecture has at most {DEEPEST} layers; this one has {len(words):,}.")
    layers: list[Layer] = []
    if sizes := re.fullmatch(OF_LAYER[Image].pattern, first):
        layers.append(OF_LAYER[Image].build((), *sizes.groups()))
        shape: tuple[int, ...] = (prod(map(int, sizes.groups())),)
    elif re.fullmatch(NUMBER, first):
        shape = (int(first),)
    else:
        raise ShapeError(f"An architecture starts with the number of inputs, as in {EXAMPLE}, not with “{first[:20]}”.")
    shapes = chain(shape, layers)
    for position, word in enumerate(words):
        layers.append(_layer(word, shapes[-1]).at((position,)))
        shapes = chain(shape, layers)
    weighty = [layer for layer in layers if layer.parameter_shapes(shape)]
    if not any(isinstance(layer, Dense) for layer in weighty) or isinstance(weighty[-1], Conv):
        raise ShapeError(f"An architecture ends with the number of classes, as in {EXAMPLE}.")
    return shape, tuple(layers)


def write(shape, layers) -> str:
    """The text that spells them."""
    words = [str(layer) for layer in layers]
    return "-".join(words if isinstance(layers[0], Image) else ["x".join(map(str, shape)), *words])


def chain(shape, layers) -> list[tuple[int, ...]]:
    """The shape of one example on each wire. Raises ShapeError naming the neighbours that do not fit."""
    shapes = [shape]
    for k, layer in enumerate(layers):
        try:
            shapes.append(layer.output_shape(shapes[-1]))
        except ShapeError as error:
            before = f"layer {k} ({layers[k - 1]})" if k else "the input"
            raise ShapeError(
                f"These do not fit: {before} hands on {spell(shapes[-1])}, and layer {k + 1} ({layer}) {error}."
            ) from None
    return shapes


def _layer(word: str, shape) -> Layer:
    """The layer that a word after the first spells, for what arrives in this shape."""
    for row in WORDS:
        if row.pattern and row.layer is not Image and (found := re.fullmatch(row.pattern, word)):
            return row.build(shape, *found.groups())
    if word.isdecimal():
        raise ShapeError(f"A layer has between 1 and 999,999 outputs, not “{word[:20]}”.")
    if word == "softmax":
        raise ShapeError(
            "Leave softmax out: it belongs to the loss, cross-entropy, which takes the last sums as they are."
        )
    if word.startswith("dropout"):
        raise ShapeError(
            f"“{word[:20]}” is no dropout: after the word comes the share that is left out, as in dropout0.5."
        )
    others = [row.example for row in WORDS if row.pattern and row.layer not in (Dense, Activate, Image)]
    raise ShapeError(
        f"“{word[:20]}” is no layer. There are sizes (128), {', '.join(ACTIVATIONS)}, "
        f"{', '.join(others[:-1])} and {others[-1]}."
    )
