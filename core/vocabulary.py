"""One row a layer: the word that spells it in an architecture, its module in PyTorch, its lines in NumPy."""

from collections.abc import Callable
from dataclasses import dataclass

from core.activations import ACTIVATIONS
from core.batchnorm import BatchNorm, Standardize
from core.convolution import Conv
from core.dropout import Dropout
from core.images import Flatten, Image
from core.layers import Activate, Dense, Layer, ShapeError, spell
from core.normalization import LayerNorm
from core.pooling import AveragePool, MaxPool

NUMBER = r"([1-9]\d{0,5})"


@dataclass(frozen=True)
class Word:
    """A layer, and how it is spelled."""

    layer: type[Layer]
    example: str  # in an architecture
    pattern: str  # of all such words; empty for a layer that no word spells
    build: Callable[..., Layer]  # (the shape of what arrives, each group of the pattern) → the layer
    torch: Callable[..., str]  # (layer, the shape of what arrives) → the module of torch.nn
    numpy: Callable[..., str] | None  # (layer, that shape, the name of each array) → lines; None: not in use


def dense(shape, outputs: str) -> Dense:
    if len(shape) != 1:
        raise ShapeError(
            f"“{outputs}” is a dense layer, which takes a row of numbers, and is handed {spell(shape)}. Put flatten "
            "between."
        )
    return Dense(shape[0], int(outputs))


def conv(shape, filters: str, height: str, width: str, stride: str | None, padding: str | None) -> Conv:
    return Conv(shape[0], int(filters), int(height), int(width), int(stride or 1), int(padding or 0))


def torch_batch_norm(layer, shape) -> str:
    return f"BatchNorm{1 if len(shape) == 1 else 2}d({shape[0]}, {layer.epsilon})"


def numpy_standardize(layer, shape, *arrays: str) -> str:
    along = "[:, None, None]" if len(shape) == 3 else ""
    gamma, beta, mean, variance = (f"{name}{along}" for name in arrays)
    return f"x = {gamma} * (x - {mean}) / np.sqrt({variance} + {layer.epsilon}) + {beta}"


def numpy_layer_norm(layer, shape, gamma: str, beta: str) -> str:
    return (
        "centred = x - x.mean(axis=1, keepdims=True)\n"
        f"x = {gamma} * centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + {layer.epsilon}) + {beta}"
    )


WORDS = (
    Word(
        Dense, "128", NUMBER, dense,
        lambda layer, shape: f"Linear({layer.inputs}, {layer.outputs})",
        lambda layer, shape, W, b: f"x = x @ {W} + {b}",
    ),
    Word(
        Activate, "relu", f"({'|'.join(ACTIVATIONS)})", lambda shape, name: Activate(name),
        lambda layer, shape: ACTIVATIONS[layer.activation].torch,
        lambda layer, shape: f"x = {ACTIVATIONS[layer.activation].numpy.format(x='x')}",
    ),
    Word(
        BatchNorm, "bn", "bn", lambda shape: BatchNorm(),
        torch_batch_norm,
        None,
    ),
    Word(
        Standardize, "", "", lambda shape: Standardize(0.0, 1.0),
        torch_batch_norm,
        numpy_standardize,
    ),
    Word(
        LayerNorm, "ln", "ln", lambda shape: LayerNorm(),
        lambda layer, shape: f"LayerNorm({shape[0]}, {layer.epsilon})",
        numpy_layer_norm,
    ),
    Word(
        Dropout, "dropout0.5", r"dropout(0\.\d{1,3})", lambda shape, rate: Dropout(float(rate)),
        lambda layer, shape: f"Dropout({layer.rate})",
        lambda layer, shape: "",  # in use nothing is left out
    ),
    Word(
        Conv, "conv6x5x5", rf"conv{NUMBER}x{NUMBER}x{NUMBER}(?:s([1-9]))?(?:p([1-9]))?", conv,
        lambda layer, shape: f"Conv2d({layer.channels}, {layer.filters}, ({layer.height}, {layer.width}), "
        f"{layer.stride}, {layer.padding})",
        lambda layer, shape, W, b: f"x = convolve(x, {W}, {b}, stride={layer.stride}, padding={layer.padding})",
    ),
    Word(
        MaxPool, "maxpool2", "maxpool([1-9])", lambda shape, size: MaxPool(int(size)),
        lambda layer, shape: f"MaxPool2d({layer.size})",
        lambda layer, shape: f"x = pool(x, {layer.size}, np.max)",
    ),
    Word(
        AveragePool, "avgpool2", "avgpool([1-9])", lambda shape, size: AveragePool(int(size)),
        lambda layer, shape: f"AvgPool2d({layer.size})",
        lambda layer, shape: f"x = pool(x, {layer.size}, np.mean)",
    ),
    Word(
        Flatten, "flatten", "flatten", lambda shape: Flatten(),
        lambda layer, shape: "Flatten()",
        lambda layer, shape: "x = x.reshape(len(x), -1)",
    ),
    Word(  # only before the first word: it says how the input is read
        Image, "1x28x28", f"{NUMBER}x{NUMBER}x{NUMBER}", lambda shape, *sizes: Image(*map(int, sizes)),
        lambda layer, shape: f"Unflatten(1, ({layer.channels}, {layer.height}, {layer.width}))",
        lambda layer, shape: f"x = x.reshape(-1, {layer.channels}, {layer.height}, {layer.width})",
    ),
)  # fmt: skip
OF_LAYER = {word.layer: word for word in WORDS}
