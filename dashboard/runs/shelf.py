"""The digits that a process has loaded stay with it: the next run that asks for the same need not read them again."""

from collections.abc import Callable

from core.config import Config
from core.datasets import Digits


class Shelf:
    """Room for one set of digits, as a configuration asks for them."""

    def __init__(self) -> None:
        self.asked: tuple = ()
        self.digits: Digits | None = None

    def digits_of(self, config: Config, load: Callable[[], Digits]) -> Digits:
        """The digits of a configuration, loaded where the ones before are others. Nobody may write to them."""
        asked = (
            config.data,
            config.validation,
            config.examples,
            config.scaling,
            config.own,
            config.own_place,
            config.precision,
        )
        if self.digits is None or asked != self.asked:
            self.clear()  # before the others are loaded: there may be no room for both
            self.digits, self.asked = load(), asked
            for part in (self.digits.train, self.digits.validation, self.digits.test):
                part.images.flags.writeable = part.labels.flags.writeable = False
        return self.digits

    def clear(self) -> None:
        self.digits, self.asked = None, ()
