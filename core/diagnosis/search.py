"""A diagnosis: the first array that differs, and the mistake that, planted in core, makes ours equal to theirs.

Each mistake of the catalogue that could have made the first wrong array is planted, and the pass run again. One that
makes all arrays equal explains them; one that makes the first equal, and leaves others wrong, is planted with each that
can explain the next: mistakes come in pairs. Nothing is named that was not planted and found equal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from core.diagnosis import kinks, wiring
from core.diagnosis.catalogue import catalogue
from core.diagnosis.comparing import Finding, Reference, compare, first_wrong
from core.diagnosis.order import NEW, all_names, back, one_pass, wire_below
from core.diagnosis.planting import OF_THE_OPTIMIZER, Mistake, plant, plant_in_optimizer
from core.diagnosis.shapes import misshapen
from core.diagnosis.stepping import Update, of_optimizer
from core.diagnosis.words import ratio_of
from core.network import Network, Trace

DEEPEST, BREADTH, PAIRS = 3, 3, 90  # mistakes together, trails followed, pairs at one array that are tried


@dataclass(frozen=True, eq=False)
class Trail:
    """Some mistakes, planted, and what still differs then."""

    mistakes: tuple[Mistake, ...]
    findings: list[Finding]

    @property
    def reached(self) -> int:
        """How many arrays agree before the first that does not."""
        return first_wrong(self.findings)

    @property
    def explains(self) -> bool:
        return self.reached == len(self.findings)


class Search:
    """One set of given arrays, and the passes that are compared with it."""

    def __init__(self, network: Network, theta, x, y, theirs: Mapping[str, Any], reference: Reference):
        self.theta, self.x, self.y, self.theirs, self.reference = theta, x, y, theirs, reference
        self.network, self.trace = network, one_pass(network, theta, x, y)
        self.names = [name for name in all_names(network) if name in theirs]
        self.place = {name: k for k, name in enumerate(all_names(network))}
        self.start = self.look(network, ())

    def look(self, network: Network, mistakes: tuple[Mistake, ...], at: int | None = None) -> Trail:
        """Compare theirs with a pass that has these mistakes in it: all of it, or the array at this place alone."""
        names = self.names if at is None else self.names[at : at + 1]
        with np.errstate(all="ignore"):
            wrong, update = plant(network, *mistakes), self.reference.update
            if update is not None and any(m.of == OF_THE_OPTIMIZER for m in mistakes):
                update = replace(update, optimizer=plant_in_optimizer(update.optimizer, *mistakes))
            trace = self._pass(wrong, min((wire_below(network, name) for name in names), default=0))
            ours, allowed = self.reference.arrays(trace, update), self.reference.allowed(trace)
        ours |= {m.first: m.shows(trace) for m in mistakes if m.shows}
        grown = {name: allowed[name] * max(1.0, self._growth(name, ours)) for name in names}
        return Trail(mistakes, compare(names, ours, self.theirs, grown))

    def _further(self, trail: Trail, candidates) -> list[Trail]:
        """Those of some candidates, each a few mistakes more, that make the first wrong array right."""
        found = []
        for more in candidates:
            mistakes = (*trail.mistakes, *more)
            if not self.look(self.network, mistakes, trail.reached).explains:
                continue  # most of them: no other array is worked out for these
            if (whole := self.look(self.network, mistakes)).reached > trail.reached:
                found.append(whole)
        return found

    def _pass(self, network: Network, down_to: int = 0) -> Trace:
        layers, values = zip(network.layers, self.network.layers, strict=True), self.trace.values
        if not all(type(a).forward is type(b).forward for a, b in layers):
            values = network.forward(self.theta, self.x)
        return back(network, self.theta, values, self.y, down_to)

    def _growth(self, name, ours) -> float:
        """How many times as large an array is as the right one: so many times as large are its rounding errors."""
        right = float(np.abs(self._right[name]).max()) if name in self._right else 0.0
        there = float(np.abs(ours[name]).max())
        return there / right if right and np.isfinite(there) else 1.0

    @property
    def _right(self) -> dict:
        if not hasattr(self, "_kept"):
            self._kept = self.reference.arrays(self.trace)
        return self._kept

    def settle(self) -> None:
        """Make the choices at kinks as theirs were made, if that takes the first difference away or further back."""
        if self.start.explains:
            return
        for network in kinks.conventions(self.trace):
            self._adopt(network)
        places = kinks.doubtful(self.trace, self.reference.allowed(self.trace))
        network, here = self.network, self.start
        for place in places:
            other = self.look(crossed := kinks.crossed(network, [place]), ())
            if other.reached > here.reached or _misfit(other) < _misfit(here):
                network, here = crossed, other
        self._adopt(network)

    def _adopt(self, network: Network) -> None:
        there = self.look(network, ())
        if there.reached > self.start.reached:
            self.network, self.start, self.trace = network, there, one_pass(network, self.theta, self.x, self.y)

    def explain(self) -> list[Trail]:
        """The shortest trails that explain everything, or else those that get furthest."""
        trails = [self.start]
        for _ in range(DEEPEST):
            longer = [trail for trail in trails for trail in self._beyond(trail)]
            if found := [trail for trail in longer if trail.explains]:
                return found
            if not longer:
                break
            trails = sorted(longer, key=lambda trail: -trail.reached)[:BREADTH]
        return trails

    def _beyond(self, trail: Trail) -> list[Trail]:
        """The trail with one mistake more, or with two at its first wrong array, that gets further."""
        likely = list(self._likely(trail))
        further = self._further(trail, ((mistake,) for mistake in likely))
        if not any(other.explains for other in further):
            further += self._further(trail, ((mistake,) for mistake in self._fitted(trail)))
        if not further:
            further = self._further(trail, ((mistake,) for mistake in self._multiplied(trail)))
        if not further:
            pairs = [(a, b) for a, b in combinations(likely, 2) if a.first == b.first and a.generic != b.generic]
            further = self._further(trail, pairs[:PAIRS])
        return further

    def _mistakes(self, trail: Trail) -> Iterator[Mistake]:
        network, update = self.network, self.reference.update
        yield from catalogue(network)
        yield from misshapen(network)
        if update is None:
            return
        if update.gradient_before is not None:
            yield wiring.not_zeroed(network, update.gradient_before)
        if update.theta_before is not None:
            yield wiring.old_weights(network, update.theta_before)
        yield from of_optimizer(update.optimizer, f"{network.parameters[0].name}{NEW}")[:-1]

    def _likely(self, trail: Trail) -> Iterator[Mistake]:
        """The mistakes that could have made the first wrong array: they are made before it, and leave none before it
        wrong that is right. One that leaves an array in another shape is seen by its shape."""
        wrong = trail.findings[trail.reached]
        right = {self.place[finding.name] for finding in trail.findings[: trail.reached] if finding.is_seen}
        for mistake in self._mistakes(trail):
            if mistake in trail.mistakes or (mistake.shows and (mistake.first != wrong.name or wrong.same_shape)):
                continue
            made = [self.place[name] for name in mistake.places or (mistake.first,)]
            if min(made) <= self.place[wrong.name] and not right & set(made):
                yield mistake

    def _fitted(self, trail: Trail) -> Iterator[Mistake]:
        """Mistakes with a number in them, which is measured at the first wrong array."""
        wrong = trail.findings[trail.reached]
        if not wrong.same_shape or not np.isfinite(wrong.theirs).all():
            return
        families = [lambda c: wiring.penalised(self.network, c), lambda c: wiring.penalised(self.network, c, "Wb")]
        families.append(lambda c: wiring.new_weights(self.network, c))
        for family in families:
            if (c := self._measured(family, trail, wrong)) is not None:
                yield family(c)

    def _multiplied(self, trail: Trail) -> Iterator[Mistake]:
        """Whatever multiplies the first wrong array, where nothing known does."""
        wrong = trail.findings[trail.reached]
        c = ratio_of(wrong)
        if c is not None and (mistake := wiring.times(self.network, wrong.name, c)):
            yield mistake

    def _measured(self, family, trail: Trail, wrong: Finding) -> float | None:
        """The number that fits best, where what the mistake changes is in proportion to it."""
        if self.place[family(1.0).first] > self.place[wrong.name]:
            return None
        one = self.look(self.network, (*trail.mistakes, family(1.0)))
        moved = one.findings[trail.reached].ours - wrong.ours
        size = float((moved * moved).sum())
        return float(((wrong.theirs - wrong.ours) * moved).sum()) / size if size > 0 and np.isfinite(size) else None


def _misfit(trail: Trail) -> float:
    """How far all arrays are from theirs, in roundings."""
    found = 0.0
    for finding in trail.findings:
        if finding.same_shape and finding.rounding:
            found += min(finding.error / finding.rounding, 1e12) ** 2
    return found


def search(network, theta, x, y, theirs, tolerance, update: Update | None = None) -> tuple[Search, list[Trail]]:
    """What differs, and the trails that explain it best; none where all agrees."""
    found = Search(network, theta, x, y, theirs, Reference(tolerance, update))
    found.settle()
    return found, [] if found.start.explains else found.explain()
