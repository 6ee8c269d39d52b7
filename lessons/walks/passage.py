"""One digit's passage through any network, alone or in a mini-batch, and the sheets on which a walk shows it."""

from collections.abc import Iterable
from functools import cached_property
from math import prod
from typing import Any

import numpy as np

from core.images import Flatten
from core.layers import Activate, Dense
from core.metrics import in_batches
from core.network import Network
from core.normalization import Normalization
from core.pooling import AveragePool, MaxPool
from lessons.page.example import Example
from lessons.page.one_step import Readings
from lessons.page.stop import Box, Sheet, Strand
from lessons.walks.answers.by_loss import answer
from lessons.walks.ends import StepAhead

UNITS, MAPS = 16, 6  # how many a sheet shows where there are more
LINES = 60  # the strongest of a gap


class Passage:
    """The numbers of a walk through any network, each worked out when a stop asks for it."""

    answers_as_bars = True  # what the last layer gives is drawn by its length, not as units

    def __init__(self, digit: Example):
        self.digit, self.trace, self.network = digit, digit.trace, digit.network
        self.arrays: dict[str, Any] = digit.arrays
        self.layers: Any = self.network.layers
        self.wires, self.shapes = self.network.wires, self.network.shapes
        self.together = len(self.trace.y)
        self.truth, self.guess = digit.label, digit.guess
        self.p = self.arrays["p"][0]
        self.answer = answer(self.network.loss, self.trace.values[-1][0], self.p, self.trace.y[0])
        self.loss = float(self.trace.loss)
        self.logits = self.wires[-1]
        self.last = next((k for k in reversed(range(len(self.layers))) if isinstance(self.layers[k], Dense)), None)

    def one(self, name: str):
        """This digit's part of an array that has one for each digit: (units,), or (channels, rows, columns)."""
        array = self.arrays[name]
        return array[..., 0] if array.ndim == 4 else array[0]

    def shape_of(self, wire: str) -> tuple[int, ...]:
        """As what a wire is drawn: a row that was an image is one still, and 784 pixels are a picture."""
        k = self.wires.index(wire)
        if k and isinstance(self.layers[k - 1], Flatten):
            return self.shapes[k - 1]
        return (1, 28, 28) if wire == "x" and self.shapes[0] == (784,) else self.shapes[k]

    def place(self, wire: str, entry: int) -> int | Box:
        """Where number `entry` of a wire, counted along its row, is drawn."""
        shape = self.shape_of(wire)
        return Box(*map(int, np.unravel_index(entry, shape))) if len(shape) == 3 else entry

    def is_of_classes(self, wire: str) -> bool:
        """Whether each number of a wire is of one of the ten: of the last sums, and of what became of them."""
        return self.last is not None and self.wires.index(wire) > self.last

    def said(self, wire: str, entry: int) -> str:
        """What number `entry` of a wire is called."""
        if self.is_of_classes(wire):
            return f"the {entry}"
        place = self.place(wire, entry)
        if isinstance(place, int):
            return f"unit {place}"
        where = f"({place.row}, {place.column})"
        return (
            f"pixel {where}" if self.shape_of(wire)[0] == 1 and wire in ("x", "v0") else f"map {place.map} at {where}"
        )

    def matter(self, wire: str, forced: Iterable[int] = ()) -> tuple[int, ...]:
        """The units or maps of a wire that a sheet shows: all, or those whose values times blames are largest."""
        shape = self.shape_of(wire)
        most = MAPS if len(shape) == 3 else UNITS
        if shape[0] <= (most if len(shape) == 3 else UNITS + 8):
            return tuple(range(shape[0]))
        weight = np.abs(self.one(wire) * self.one(f"d{wire}")).reshape(shape[0], -1).sum(axis=1)
        first = dict.fromkeys(map(int, forced))
        found = dict.fromkeys([*first, *map(int, np.argsort(-weight, kind="stable"))])
        return tuple(sorted(list(found)[: max(most, len(first))]))

    def sheet(
        self,
        wire: str,
        back: bool = False,
        places: Iterable[int | Box] = (),
        caption: str = "",
        among: tuple[int, ...] = (),
        **more,
    ) -> Sheet:
        """A wire, its values or their gradient; `places` are ringed or framed, and are among what is shown, which is
        what matters most, or `among` others."""
        places = tuple(places)
        shape = self.shape_of(wire)
        name = f"d{wire}" if back else wire
        numbers = self.one(name).reshape(shape)
        units = tuple(dict.fromkeys(q for q in places if isinstance(q, int)))
        boxes = tuple(dict.fromkeys(q for q in places if isinstance(q, Box)))
        forced = [*units, *(box.map for box in boxes)]
        shown = tuple(sorted({*among, *forced})) if among else self.matter(wire, forced)
        return Sheet(
            name,
            caption or self.caption(wire, back),
            numbers[list(shown)],
            shown,
            shape[0],
            float(np.abs(numbers).max()) or 1.0,
            units,
            boxes,
            bars=self.answers_as_bars and wire == self.logits,
            **more,
        )

    def caption(self, wire: str, back: bool = False) -> str:
        shape = self.shape_of(wire)
        what = f"{shape[0]} units" if len(shape) == 1 else f"{shape[0]} maps, {shape[1]} × {shape[2]}"
        if wire in ("x", "v0"):
            what = "the digit"
        elif self.is_of_classes(wire):
            what = f"ten {self.answer.numbers if wire == self.logits else 'sums'}"
        letter = wire[0]
        if not back:
            return what if wire in ("x", "v0") else f"{what}: {letter}"
        return f"{what}: {'δ' if letter == 'z' else f'∂L/∂{letter}'}"

    def answers(self, ringed: Iterable[int] = (), p=None, when: str = "") -> Sheet:
        """What each of the ten got, here or in another pass."""
        p = self.p if p is None else p
        every, most = tuple(range(len(p))), max(1.0, float(np.abs(p).max()))
        return Sheet(self.answer.array, f"{self.answer.sheet}{when}", p, every, len(p), most, tuple(ringed), bars=True)

    def pushes(self, ringed: Iterable[int]) -> Sheet:
        """p − y of this digit alone."""
        d = self.p - self.trace.y[0]
        every = tuple(range(len(d)))
        caption, most = f"ten {self.answer.numbers}: p − y", float(np.abs(d).max())
        return Sheet(f"d{self.logits}", caption, d, every, len(d), most, tuple(ringed), bars=True)

    @cached_property
    def parts(self) -> tuple[tuple[int, str], ...]:
        """(first layer, name) of each part of the strip: a layer with weights or a pool, with all that follows it."""
        found = [(0, "digit")]
        for k, layer in enumerate(self.layers):
            if isinstance(layer, MaxPool | AveragePool):
                found.append((k, "pool"))
            elif isinstance(layer, Normalization):
                found.append((k, "norm"))
            elif any(q.layer == k and q.letter == "W" for q in self.network.parameters):
                conv = len(self.shapes[k + 1]) == 3
                found.append((k, f"conv {self.shapes[k + 1][0]}" if conv else f"{self.shapes[k + 1][0]}"))
        return (*found, (len(self.layers), "loss"))

    def part_of(self, k: int) -> int:
        """Which part of the strip layer k belongs to."""
        return max(i for i, (first, name) in enumerate(self.parts) if first <= k and (name != "digit" or not i))

    def strongest(self, strands: Iterable[Strand], most: int = LINES) -> tuple[Strand, ...]:
        found = sorted((s for s in strands if s.amount), key=lambda s: -abs(s.amount))
        return tuple(found[:most])

    def loss_at(self, theta) -> float:
        network = self.network
        return float(network.loss.value(network.forward(theta, self.trace.values[0])[-1], self.trace.y))

    def loss_with(self, name: str, entry: tuple[int, ...], by: float) -> float:
        """The loss with one parameter changed by so much."""
        parameter = next(q for q in self.network.parameters if q.name == name)
        change = np.zeros_like(self.trace.theta)
        parameter.of(change)[entry] = by
        return self.loss_at(self.trace.theta + change)

    @cached_property
    def squared(self) -> float:
        return float(self.trace.gradient @ self.trace.gradient)

    @cached_property
    def ahead(self) -> StepAhead:
        return StepAhead(self.network.size, self.loss, self.squared, lambda rate: self.loss_at(self.moved(rate)))

    def moved(self, rate: float):
        return self.trace.theta - rate * self.trace.gradient

    @cached_property
    def in_use(self) -> Network:
        """The network as it reads digits one by one: measured by this batch if it normalises, and nothing dropped."""
        return self.network.in_use(self.network.statistics(self.trace.values))

    @cached_property
    def readings(self) -> Readings:
        """What everybody is taken for before the step and after it."""
        everybody = self.digit.everybody
        batches = zip(in_batches(everybody.images), in_batches(everybody.labels), strict=True)
        return Readings.of(self.in_use, (self.trace.theta, self.moved(self.ahead.rate)), batches)

    @cached_property
    def sample(self) -> list:
        """The values on all wires for many digits at once, to see which units are off for everybody."""
        many = 100 if any(len(shape) == 3 for shape in self.shapes) else 500
        return self.in_use.forward(self.trace.theta, np.asarray(self.digit.everybody.images[:many], float))

    def dead(self, k: int) -> list[int]:
        """The units, or whole maps, behind activation k that sent 0 for each of the sampled digits, where 0 is flat."""
        if not self.switches(k):
            return []
        sent = self.sample[k + 1]
        axes = (1, 2, 3) if sent.ndim == 4 else (0,)
        return [int(u) for u in np.flatnonzero(~(sent != 0).any(axis=axes))]

    def switches(self, k: int) -> bool:
        """Whether activation k lets all through or nothing, as ReLU does."""
        z = np.array([-1.0, 1.0])
        layer = self.layers[k]
        return isinstance(layer, Activate) and list(layer.input_gradient((), z, layer.forward((), z), 1.0 + 0 * z)) == [
            0,
            1,
        ]

    def bends(self, k: int) -> bool:
        """Whether layer k is an activation that does not hand on all as it is."""
        z = np.array([-1.0, 1.0])
        return isinstance(self.layers[k], Activate) and list(self.layers[k].forward((), z)) != list(z)

    def bend(self, k: int):
        """The slope at which each number of this digit answers to activation k."""
        before, after = self.one(self.wires[k]), self.one(self.wires[k + 1])
        return self.layers[k].input_gradient((), before, after, np.ones_like(before))

    def multiplications(self) -> tuple[int, int]:
        """By weights, for one digit: forward, and back to the gradient of every weight."""
        work = [prod(q.shape) * prod(self.shapes[q.layer + 1][1:]) for q in self.network.parameters if q.letter == "W"]
        return sum(work), sum(work) + sum(work[1:])


def capital(words: str) -> str:
    """For the beginning of a sentence."""
    return words[0].upper() + words[1:]
