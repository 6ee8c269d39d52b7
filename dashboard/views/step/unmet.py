"""What a link to the stepper asks for and cannot have, in sentences: one that is old, or that was typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.network import Network
from dashboard.data import own_images
from dashboard.shared.numbers import whole
from dashboard.views.step.address import ROWS, Address, read, sentence
from dashboard.views.step.by_hand import Steps
from dashboard.views.step.edits import read_edits
from dashboard.views.step.packet import named_arrays
from dashboard.views.step.subject import enough
from lessons.engine.chain.equations import derive


@dataclass(frozen=True)
class Here:
    """What there is where a link led."""

    network: Network
    digits: int  # how many
    kept: Sequence[int] = ()  # the steps after which the run was kept, the last one first
    targets: Any = None  # of examples that were given; of digits there are as many as the link asks for


def unmet(
    query: Mapping[str, str], network: Network, digits: int, kept: Sequence[int] = (), targets: Any = None
) -> Iterator[str]:
    """One sentence for each wish of a link that does not hold for this network and so many digits.

    `kept` are the steps after which the run that it asks for was kept, the last one first; `targets` are those of
    examples that were given with them.
    """
    address, here = Address.from_query(query), Here(network, digits, kept, targets)
    for name in ROWS:
        if query.get(name, "") and (read(name, query[name]) is None or not HOLDS.get(name, _always)(address, here)):
            yield sentence(name, query[name], last=kept[0] if kept else 0)


def _always(address, here):
    return True


def _is_kept(address, here):
    return not here.kept or address.checkpoint in map(str, here.kept)


def _is_entry(address, here):
    """Whether `W1,323,8` is an address in one of the arrays of a pass."""
    name, *entry = address.pin.split(",")
    together = enough(here.network, address.batch) if here.targets is None else len(here.targets)
    shape = _shapes(here.network, together).get(name)
    return shape is not None and len(entry) == len(shape) and None not in map(whole, entry, [n - 1 for n in shape])


@lru_cache(maxsize=8)
def _shapes(network: Network, together: int) -> dict[str, tuple[int, ...]]:
    nothing = network.trace(np.zeros(network.size), np.zeros((together, *network.input_shape)), np.zeros(together, int))
    return {name: np.shape(array) for name, array in named_arrays(nothing).items()}


# What depends on where the link leads; the rest can be read off the text alone.
HOLDS: dict[str, Callable[[Address, Here], bool]] = {
    "own": lambda address, here: bool(own_images.read(address.own)),
    "digit": lambda address, here: address.digit < here.digits,
    "checkpoint": _is_kept,
    "step": lambda address, here: address.step in {equation.name for equation in derive(here.network)},
    "pin": _is_entry,
    "edits": lambda address, here: (
        len(read_edits(address.edits, here.network, here.targets)) == len(address.edits.split("~"))
    ),
    "plan": lambda address, here: Steps.planned(address.plan) is not None,
    "steps": lambda address, here: bool(Steps.planned(address.steps) or Steps.read(address.steps, here.digits).taken),
}
