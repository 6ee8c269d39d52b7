"""A patient is a real network in training with one thing wrong in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from core.config import Config
from core.diagnosis import Mistake, plant
from core.network import Network
from lessons.clinic.places import Place
from lessons.engine.forms.source import Source
from lessons.page.digits import MOST

HELD = 600  # digits that the accuracy is measured on


class Report(NamedTuple):
    """Where somebody reported the mistake."""

    name: str
    url: str


@dataclass(frozen=True, eq=False)
class Patient:
    """What its owner says, what is trained, which mistake is planted and where, and what is to be learned from it."""

    slug: str
    title: str
    complaint: str
    config: Config
    find: Callable[[Config], tuple[Mistake, ...]]
    changed: tuple[tuple[Place, str], ...]  # lines of core and what stands in their place; the first is to be named
    others: tuple[Place, ...]  # lines that might be it as well
    moral: str  # two sentences
    reports: tuple[Report, ...]
    only: str = ""  # where the line is wrong, if in one layer alone

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        return self.find(self.config)

    @cached_property
    def healthy(self) -> Network:
        """The network as it should be, at the first step of training."""
        return self.config.build_network().at(self.config.seed, 0)

    @cached_property
    def network(self) -> Network:
        """The network with its mistakes, at the first step of training."""
        return plant(self.config.build_network(), *self.mistakes).at(self.config.seed, 0)

    @property
    def line(self) -> Place:
        """The line to be named."""
        return self.changed[0][0]

    @cached_property
    def lines(self) -> tuple[Place, ...]:
        """The lines to choose among, as they stand in core: file by file and from above."""
        return tuple(sorted({self.line, *self.others}, key=lambda place: (place.source.file, place.source.line)))

    @cached_property
    def diff(self) -> tuple[tuple[Source, str], ...]:
        """Each line that is wrong, as core has it, and what stands in its place."""
        return tuple((place.source, wrong) for place, wrong in self.changed)


def setting(network: str, learning_rate: float, steps: int = 225, **more: Any) -> Config:
    """A training of a few seconds at most: `steps` on the first digits, at one rate."""
    fixed: dict[str, Any] = {"optimizer": "sgd", "schedule": "constant", "batch_size": 32, "examples": MOST - HELD}
    chosen = fixed | more
    per_epoch = -(-chosen["examples"] // chosen["batch_size"])
    return Config(
        network=network, learning_rate=learning_rate, validation=HELD, epochs=-(-steps // per_epoch), **chosen
    )
