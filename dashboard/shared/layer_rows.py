"""A network of hidden layers as rows, one a layer with all that belongs to it, and as the text that core reads."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from core.activations import ACTIVATIONS

MOST_LAYERS, WIDEST = 6, 999_999  # rows; units of one
DENSE = "dense"
KINDS = {  # of a layer: how core spells it for so many units or filters
    DENSE: "{}",
    "convolution 3 × 3": "conv{}x3x3p1",
    "convolution 5 × 5": "conv{}x5x5p2",
    "convolution 5 × 5 without a border": "conv{}x5x5",
}
NORMS = {"": "none", "bn": "batch normalisation", "ln": "layer normalisation"}  # how core spells it: what it is called
POOL = "maxpool2"


class HiddenLayer(NamedTuple):
    """So many units, or filters of a convolution, bent by one activation, and what may stand around that."""

    size: int
    activation: str
    kind: str = DENSE
    norm: str = ""  # before the activation
    pooled: bool = False  # after it: the largest of each 2 × 2 pixels
    dropout: float = 0.0  # the share that is left out

    @property
    def text(self) -> str:
        """The layer as core spells it."""
        words = [KINDS[self.kind].format(self.size), self.norm, self.activation]
        words += [POOL * self.pooled, f"dropout{self.dropout:g}" if self.dropout else ""]
        return "-".join(filter(None, words))


def network_text(hidden: Iterable[HiddenLayer]) -> str:
    """The architecture as core spells it, from 784 pixels, or an image of them, to 10 classes."""
    rows = list(hidden)
    images = any(row.kind != DENSE for row in rows)
    words, flat = ["1x28x28" if images else "784"], not images
    for row in rows:
        if row.kind == DENSE and not flat:
            words, flat = [*words, "flatten"], True
        words.append(row.text)
    return "-".join([*words, *(["flatten"] if not flat else []), "10"])


LAYER = re.compile(
    rf"(?:conv(?P<filters>\d{{1,4}})x(?P<side>[35])x(?P=side)(?P<border>p[12])?|(?P<units>\d{{1,6}}))"
    rf"(?:-(?P<norm>bn|ln))?-(?P<activation>{'|'.join(ACTIVATIONS)})(?P<pooled>-{POOL})?"
    r"(?:-dropout(?P<dropout>0\.\d{1,3}))?-"
)


def hidden_layers(text: str) -> list[HiddenLayer] | None:
    """The rows that spell `text`, or None for a network that is not of rows alone."""
    spelled = text.replace(" ", "").lower()
    rest, rows = spelled.partition("-")[2].replace("flatten-", ""), []
    while found := LAYER.match(rest):
        rest = rest[found.end() :]
        kind = DENSE if found["units"] else _kind(found["side"], found["border"] or "")
        size = int(found["units"] or found["filters"])
        dropout = float(found["dropout"] or 0)
        rows.append(HiddenLayer(size, found["activation"], kind, found["norm"] or "", bool(found["pooled"]), dropout))
    is_of_rows = len(rows) <= MOST_LAYERS and all(row.kind in KINDS for row in rows)
    return rows if is_of_rows and network_text(rows) == spelled else None  # a flatten elsewhere is no row


def _kind(side: str, border: str) -> str:
    spelled = f"conv{{}}x{side}x{side}{border}"
    return next((kind for kind, spells in KINDS.items() if spells == spelled), "")
