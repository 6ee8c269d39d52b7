"""A mistake in a program is one line that differs; planted here, it is one method of core that differs.

What a mistake changes (a layer, a loss, a network, an optimizer) is copied, and the copy's class has that method
replaced. All its other lines are core's own, so what comes out of a planted network is what a person's program with
that mistake in it would give.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from core.layers import Layer
from core.losses import Loss
from core.network import Network

OF_THE_NETWORK, OF_THE_OPTIMIZER, OF_THE_DATA, OF_THE_START = "network", "optimizer", "data", "start"


@dataclass(frozen=True, eq=False)
class Mistake:
    """One equation that went wrong: its kind, what to say of it, and how to make it."""

    kind: str  # "1/N missing": the same wherever it is made
    words: str  # what it is, after "yours is 64 times ours, all over: "
    first: str  # the array that its equation makes, in core's letters: "dW3"; the first that can differ
    make: Callable[[Any], Any]  # a network, an optimizer, digits or an initializer, with the mistake in it
    of: str = OF_THE_NETWORK
    places: tuple[str, ...] = ()  # the arrays that it is made at, where it is made at several
    layer: int | None = None  # which layer's equation it is, from 0; None: no layer's, or that of several
    shows: Callable[[Any], Any] | None = None  # of a pass: the array, where it has another shape than it should
    generic: bool = False  # whether it is a multiple of what is right

    def in_place(self) -> str:
        """The arrays whose equations it changes, for a sentence."""
        return ", ".join(self.places or (self.first,))


def with_methods(owner, **wrong: Callable):
    """A copy of `owner` in which each of these methods is `wrong(right, owner, *arguments)`.

    `right` is the method as it was, so a mistake can be planted upon a mistake.
    """
    methods = {name: _instead(getattr(type(owner), name), instead) for name, instead in wrong.items()}
    if "parameter_gradients" in wrong:
        methods["_write_gradients"] = Layer._write_gradients  # a dense layer has a second, quicker spelling of it
    if isinstance(owner, Loss) and {"output", "value"} & set(wrong):
        methods["judge"] = Loss.judge
    copy: Any = object.__new__(type(type(owner).__name__, (type(owner),), methods))
    copy.__dict__.update(owner.__dict__)
    return copy


def _instead(right, wrong):
    def method(self, *arguments, **named):
        return wrong(partial(right, self), self, *arguments, **named)

    return method


def with_layers(network: Network, layers: dict[int, Layer]) -> Network:
    """The network with other layers at these positions."""
    return replace(network, layers=tuple(layers.get(k, layer) for k, layer in enumerate(network.layers)))


def plant(network: Network, *mistakes: Mistake) -> Network:
    """The network with these mistakes in it, the later upon the earlier; θ is laid out alike.

    Mistakes of something else leave a network as it is.
    """
    return _planted(network, OF_THE_NETWORK, mistakes)


def plant_in_optimizer(optimizer, *mistakes: Mistake):
    """The optimizer with these mistakes in it."""
    return _planted(optimizer, OF_THE_OPTIMIZER, mistakes)


def plant_in_digits(digits, *mistakes: Mistake):
    """The digits with these mistakes in them."""
    return _planted(digits, OF_THE_DATA, mistakes)


def _planted(right, of: str, mistakes):
    for mistake in mistakes:
        if mistake.of == of:
            right = mistake.make(right)
    return right


def plant_in_training(config, *mistakes: Mistake):
    """The configuration of a run that is trained with these mistakes: for `Run.start` and `core.training.train`.

    The mistakes are those of its own network and optimizer (`catalogue(config.build_network())`,
    `of_optimizer(config.build_optimizer())`), and those of a start (`of_start()`); those of data go into its digits by
    `plant_in_digits`. It is a value for one process: a run saved under it is read again without them.
    """
    return with_methods(
        config,
        build_network=lambda right, config: plant(right(), *mistakes),
        build_optimizer=lambda right, config: plant_in_optimizer(right(), *mistakes),
        build_initializer=lambda right, config: _planted(right(), OF_THE_START, mistakes),
    )
