"""A configuration is everything that decides a training run: names, numbers and the seed.

It is a value: it can be compared, stored, and written into a link that repeats the run exactly.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any

from core.augmentation import AUGMENTATIONS
from core.datasets.catalogue import DATASETS
from core.datasets.collection import Named
from core.datasets.scaling import SCALINGS
from core.initializers import INITIALIZERS, Initializer
from core.layers import ShapeError
from core.losses import LOSSES
from core.network import Network
from core.optimizers import OPTIMIZERS
from core.orders import ORDERS
from core.regularizers import WHO
from core.schedules import SCHEDULES


class ConfigError(ValueError):
    """A setting that cannot be used. The message is a sentence for a person."""

    def __init__(self, message: str, setting: str = ""):
        super().__init__(message)
        self.setting = setting  # the field at fault, where there is one


def setting(default, **limits) -> Any:
    """A field: the values it may take, `choices` or `low` and `high`, and what it is `called` in a message."""
    return field(default=default, metadata=limits)


@dataclass(frozen=True)
class Config:
    """One run, whole. Raises ConfigError, naming the setting, when a value is out of bounds."""

    network: str = setting("784-128-relu-64-relu-10")
    loss: str = setting("cross-entropy", choices=tuple(LOSSES))
    initializer: str = setting("he", choices=tuple(INITIALIZERS))
    optimizer: str = setting("adam", choices=tuple(OPTIMIZERS))
    learning_rate: float = setting(0.005, low=1e-6, high=100.0)
    schedule: str = setting("one-cycle", choices=tuple(SCHEDULES))
    batch_size: int = setting(128, low=1, high=1_000_000)  # as many as there are, or more: full batch
    epochs: int = setting(5, low=1, high=1_000_000)

    # An optimizer's own numbers, for those optimizers that have them
    momentum: float = setting(0.9, low=0.0, high=0.9999, called="momentum β")  # momentum, nesterov
    beta1: float = setting(0.9, low=0.0, high=0.9999, called="number β₁ of Adam (beta1)")  # adam, adamw
    beta2: float = setting(0.999, low=0.0, high=0.999999, called="number β₂ of Adam (beta2)")  # adam, adamw
    rho: float = setting(0.9, low=0.0, high=0.9999, called="number ρ of RMSprop (rho)")  # rmsprop
    decay: float = setting(0.01, low=0.0, high=1.0, called="weight decay")  # adamw
    clip: float = setting(0.0, low=0.0, high=1e6, called="longest gradient (clip)")  # 0: any length

    l1: float = setting(0.0, low=0.0, high=1.0, called="L1 penalty")
    l2: float = setting(0.0, low=0.0, high=1.0, called="L2 penalty")
    penalised: str = setting("weights", choices=tuple(WHO), called="kind of parameters penalised")
    max_norm: float = setting(0.0, low=0.0, high=1e6, called="longest weights into a unit (max norm)")  # 0: any length
    label_smoothing: float = setting(0.0, low=0.0, high=0.5)
    augmentation: str = setting("none", choices=tuple(AUGMENTATIONS))

    data: str = setting("mnist", choices=tuple(DATASETS), called="set of images (data)")
    scaling: str = setting("0 to 1", choices=tuple(SCALINGS), called="scaling of the pixels")
    examples: int = setting(60_000, low=1, high=1_000_000, called="number of digits to learn from (examples)")
    validation: int = setting(5_000, low=0, high=50_000, called="number of digits held back (validation)")
    validate_every: int = setting(1, low=1, high=10_000, called="number of epochs between validations (validate every)")
    also_read: str = setting(
        "held back", choices=("held back", "all three"), called="digits read after an epoch (also read)"
    )
    patience: int = setting(0, low=0, high=10_000)  # epochs without a lower validation loss, then it stops; 0: never
    seed: int = setting(0, low=0, high=2**32 - 1)
    order: str = setting("shuffled", choices=tuple(ORDERS), called="order of the examples")

    # Where a published program had other runs before this one in its stream of chance, and how it computed
    epochs_before: int = setting(0, low=0, high=10_000)  # that were shuffled
    draws_before: int = setting(0, low=0, high=1_000)  # networks, by a rule that is replayed
    precision: str = setting("float32", choices=("float32", "float64"))

    own: str = setting("", called="images of your own (own)")  # as `Named` writes them; none: the usual ones alone
    own_place: str = setting("beside", choices=("beside", "alone"), called="place of your own images (own place)")

    def __post_init__(self):
        for f in fields(self):
            _check(f, getattr(self, f.name))
        if self.own:
            try:
                Named.read(self.own)
            except ValueError as error:
                raise ConfigError(str(error), "own") from None
        if self.patience and not self.validation:
            raise ConfigError("Patience needs digits held back: set validation above 0, or patience to 0.", "patience")
        try:
            network = self.build_network()
        except ShapeError as error:
            raise ConfigError(str(error), "network") from None
        data = DATASETS[self.data]
        if network.input_shape != (784,) or network.classes != data.classes:
            ends = f"ends with {data.classes} outputs, one a class."
            raise ConfigError(f"A network for {data.title} starts with 784 inputs, one a pixel, and {ends}", "network")
        if network.size > 5_000_000:
            long = f"That network has {network.size:,} parameters; the limit is 5,000,000. Make a layer smaller."
            raise ConfigError(long, "network")

    def build_network(self) -> Network:
        return Network.from_text(self.network, LOSSES[self.loss])

    def build_initializer(self) -> Initializer:
        return INITIALIZERS[self.initializer]

    def build_optimizer(self):
        """The optimizer with the numbers set here."""
        optimizer = OPTIMIZERS[self.optimizer]
        own = {"beta": self.momentum, "beta1": self.beta1, "beta2": self.beta2, "rho": self.rho, "decay": self.decay}
        return replace(optimizer, **{f.name: own[f.name] for f in fields(optimizer) if f.name in own})

    def to_query(self) -> dict[str, str]:
        """The settings that differ from the defaults, as text for a link."""
        return {f.name: str(getattr(self, f.name)) for f in fields(self) if getattr(self, f.name) != f.default}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Config":
        """Read settings from text. Raises ConfigError for the first one that cannot be used."""
        read: dict[str, Any] = {}
        for f in fields(cls):
            if f.name in query:
                read[f.name] = _read(f, query[f.name])
        return cls(**read)


def _called(f: Field) -> str:
    return f.metadata.get("called", f.name.replace("_", " "))


def _read(f: Field, text: str) -> Any:
    """The setting that `text` spells. Raises ConfigError."""
    if text.lower() in f.metadata.get("choices", ()):
        return text.lower()
    kind: type = type(f.default)
    try:
        return kind(text)
    except ValueError:
        number = "whole number" if kind is int else "number"
        raise ConfigError(f"The {_called(f)} must be a {number}, not “{text[:20]}”.", f.name) from None


def _check(f: Field, value) -> None:
    limits = f.metadata
    if value is None:
        raise ConfigError(f"Fill in the {_called(f)}: the field is empty.", f.name)
    if "choices" in limits and value not in limits["choices"]:
        choices = ", ".join(limits["choices"])
        raise ConfigError(f"The {_called(f)} must be one of {choices}, not “{str(value)[:20]}”.", f.name)
    if isinstance(f.default, int) and not isinstance(value, int):
        raise ConfigError(f"The {_called(f)} must be a whole number, not {value}.", f.name)
    if "low" in limits and not limits["low"] <= value <= limits["high"]:  # NaN lies nowhere
        low, high, given = (as_written(number) for number in (limits["low"], limits["high"], value))
        raise ConfigError(f"The {_called(f)} must lie between {low} and {high}, not {given}.", f.name)


def as_written(number) -> str:
    """A number as people write it, unless it is too long for that."""
    if 1e-6 <= abs(number) < 1e15:
        return f"{number:,.6f}".rstrip("0").rstrip(".")
    if isinstance(number, int) and number:  # it may be too large for a float
        return f"a number of {len(str(abs(number)))} digits"
    return f"{number:g}"
