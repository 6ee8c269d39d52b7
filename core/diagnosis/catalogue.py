"""Every mistake of the catalogue that a network has a place for.

One row a layer says which of its equations there are ways to get wrong; the ways stand in the files of each kind.
"""

from collections.abc import Callable, Iterator

from core.batchnorm import BatchNorm, Standardize
from core.convolution import Conv
from core.diagnosis import bending, dense, imaging, judging, normalised, pooled, wiring
from core.diagnosis.kinds import PARAMETERS, Wrong, at_layer, everywhere
from core.diagnosis.planting import Mistake
from core.dropout import Dropout
from core.images import Flatten
from core.layers import Activate, Dense, Layer
from core.network import Network
from core.normalization import LayerNorm
from core.pooling import AveragePool, MaxPool

Row = tuple[str, str, Callable[..., Iterator[Wrong]]]
EQUATIONS: dict[type[Layer], tuple[Row, ...]] = {
    Dense: dense.EQUATIONS,
    Activate: bending.EQUATIONS,
    Dropout: bending.DROPOUT,
    BatchNorm: normalised.EQUATIONS,
    LayerNorm: normalised.EQUATIONS,
    Standardize: normalised.IN_USE,
    Conv: imaging.CONVOLUTION,
    MaxPool: pooled.MAX,
    AveragePool: pooled.MEAN,
    Flatten: imaging.FLAT,
}


def catalogue(network: Network) -> list[Mistake]:
    """The mistakes that can be made in this network: of its loss, then of its layers from the last to the first, each
    at one place and, where a kind has several places, at all of them."""
    single = [mistake for k in reversed(range(len(network.layers))) for mistake in _of_layer(network, k)]
    alike: dict[tuple, list[Mistake]] = {}
    for mistake in single:
        equation = mistake.first.rstrip("0123456789′")
        alike.setdefault((mistake.kind, mistake.words, equation), []).append(mistake)
    together = [everywhere(found) for found in alike.values() if len(found) > 1]
    return [*judging.mistakes(network), *single, *wiring.wires(network), wiring.run_twice(network), *together]


def _of_layer(network, k) -> Iterator[Mistake]:
    layer = network.layers[k]
    for method, letter, ways in EQUATIONS.get(next((t for t in type(layer).__mro__ if t in EQUATIONS), Layer), ()):
        for wrong in ways(layer):
            yield at_layer(network, k, method, wrong, letter if method == PARAMETERS else "")
