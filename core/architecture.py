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
from core.convolution import AveragePool, Conv, Flatten, Image, MaxPool
from core.dropout import Dropout
from core.layers import Activate, Dense, Layer
from core.normalization import BatchNorm, LayerNorm
from core.shapes import ShapeError, spell

EXAMPLE = "784-128-relu-10"
NUMBER = r"[1-9]\d{0,5}"
DEEPEST = 100


def read(text: str) -> tuple[tuple[int, ...], tuple[Layer, ...]]:
    """The input shape and the layers that `text` spells. Raises ShapeError with a sentence."""
    first, *words = [word.strip().lower() for word in text.split("-")]
    if len(words) > DEEPEST:
        raise ShapeError(f"An architecture has at most {DEEPEST} layers; this one has {len(words):,}.")
    layers: list[Layer] = []
    if image := re.fullmatch(rf"({NUMBER})x({NUMBER})x({NUMBER})", first):
        layers.append(Image(*map(int, image.groups())))
        shape: tuple[int, ...] = (prod(map(int, image.groups())),)
    elif re.fullmatch(NUMBER, first):
        shape = (int(first),)
    else:
        raise ShapeError(f"An architecture starts with the number of inputs, as in {EXAMPLE}, not with “{first[:20]}”.")
    shapes = chain(shape, layers)
    for position, word in enumerate(words):
        layers.append(_layer(word, shapes[-1], position))
        shapes = chain(shape, layers)
    weighty = [layer for layer in layers if layer.parameter_shapes(shape)]
    if not any(isinstance(layer, Dense) for layer in weighty) or isinstance(weighty[-1], Conv):
        raise ShapeError(f"An architecture ends with the number of classes, as in {EXAMPLE}.")
    return shape, tuple(layers)


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


def _layer(word: str, shape, position: int) -> Layer:
    if re.fullmatch(NUMBER, word):
        if len(shape) != 1:
            raise ShapeError(
                f"“{word}” is a dense layer, which takes a row of numbers, and is handed {spell(shape)}. Put flatten "
                "between."
            )
        return Dense(shape[0], int(word))
    if word in ACTIVATIONS:
        return Activate(word)
    if conv := re.fullmatch(rf"conv({NUMBER})x({NUMBER})x({NUMBER})(?:s([1-9]))?(?:p([1-9]))?", word):
        filters, height, width, stride, padding = (int(n) if n else None for n in conv.groups())
        return Conv(shape[0], filters or 1, height or 1, width or 1, stride or 1, padding or 0)
    if pool := re.fullmatch(r"(max|avg)pool([1-9])", word):
        return (MaxPool if pool[1] == "max" else AveragePool)(int(pool[2]))
    if dropout := re.fullmatch(r"dropout(0\.\d{1,3})", word):
        return Dropout(float(dropout[1]), key=(position,))
    if word in SINGLE:
        return SINGLE[word]
    if word.isdecimal():
        raise ShapeError(f"A layer has between 1 and 999,999 outputs, not “{word[:20]}”.")
    if word.startswith("dropout"):
        raise ShapeError(
            f"“{word[:20]}” is no dropout: after the word comes the share that is left out, as in dropout0.5."
        )
    raise ShapeError(
        f"“{word[:20]}” is no layer. There are sizes (128), {', '.join(ACTIVATIONS)}, "
        "bn, ln, dropout0.5, conv6x5x5, maxpool2, avgpool2 and flatten."
    )


SINGLE: dict[str, Layer] = {"bn": BatchNorm(), "ln": LayerNorm(), "flatten": Flatten()}
