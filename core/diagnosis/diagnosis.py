"""Bring the arrays of your own backward pass, and hear which is the first that is wrong, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from core.diagnosis.comparing import Finding
from core.diagnosis.given import GivenError, Names, is_turned, labels_of, laid_out, rows
from core.diagnosis.masks import masked
from core.diagnosis.order import NEW, all_names, arrays, one_pass, targets
from core.diagnosis.planting import Mistake
from core.diagnosis.rounding import ALLOWED, tolerances, unit_roundoff
from core.diagnosis.search import search
from core.diagnosis.stepping import Update
from core.diagnosis.words import agreement, how_far, power
from core.network import Network, Trace


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """What agrees, what is the first that does not, and the mistakes that explain it."""

    network: Network
    findings: tuple[Finding, ...]  # in the order of the pass
    mistakes: tuple[Mistake, ...]  # planted together, they make ours equal to theirs; empty: nothing does
    explained: bool  # in every array that was given
    others: tuple[tuple[Mistake, ...], ...]  # that explain as much: these arrays cannot tell them apart
    trace: Trace  # the right pass, with choices at kinks made as theirs were
    called: Mapping[str, str] = field(default_factory=dict)  # their name of an array by ours
    unread: tuple[str, ...] = ()  # names that this network has no array for

    @property
    def first(self) -> Finding | None:
        """The first array that differs."""
        return next((finding for finding in self.findings if not finding.agrees), None)

    @property
    def agrees(self) -> bool:
        return self.first is None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the mistakes that explain it."""
        return tuple(mistake.kind for mistake in self.mistakes)

    def name(self, finding: Finding) -> str:
        """Core's name of an array, with theirs behind it where that is another."""
        theirs = self.called.get(finding.name, finding.name)
        return finding.name if theirs == finding.name else f"{finding.name} (your {theirs})"

    def headline(self) -> str:
        """The first array that differs, by how much, and what is wrong with it."""
        if self.first is None:
            worst = max((finding.error for finding in self.findings), default=0.0)
            return f"All {len(self.findings)} arrays agree, to {power(worst)} of their largest numbers."
        found = f"{self.name(self.first)} is the first that differs: {how_far(self.first)}"
        return f"{found}: {self.cause()}." if self.mistakes else f"{found}. {self.unexplained()}"

    def cause(self) -> str:
        """The mistakes in words."""
        assert self.first is not None
        told = []
        for mistake in self.mistakes:
            elsewhere = mistake.first != self.first.name or len(mistake.places) > 1
            told.append(
                f"in {_listed(mistake.places or (mistake.first,))}, {mistake.words}" if elsewhere else mistake.words
            )
        return "; and ".join(told)

    def unexplained(self) -> str:
        return (
            "No mistake of the catalogue, nor two of them together, gives these numbers. Look for a line that is yours "
            f"alone where {self.first.name if self.first else ''} is made."
        )

    def verdict(self) -> str:
        """What follows from the mistakes, which was checked by planting them."""
        if self.agrees or not self.mistakes:
            return ""
        one = "that one mistake" if len(self.mistakes) == 1 else f"those {len(self.mistakes)} mistakes"
        planted = f"with {one.replace('that one', 'that').replace('those', 'those')} planted in core"
        if self.explained:
            wrong = sum(not finding.agrees for finding in self.findings)
            if wrong > 1:
                return f"Everything before it follows from {one}: {planted}, ours equals yours everywhere."
            return f"Everything else is right: {planted}, ours equals yours everywhere."
        return f"Not everything follows from {one}: {planted}, other arrays still differ."

    def alternatives(self) -> str:
        """What else would give the same numbers."""
        told = list(
            dict.fromkeys("; and ".join(f"in {m.in_place()}, {m.words}" for m in trail) for trail in self.others)
        )
        return f"These arrays cannot tell it from: {' | '.join(told[:3])}." if told else ""

    def lines(self) -> list[str]:
        """The whole diagnosis, a line for each array."""
        found = [self.headline(), *filter(None, (self.verdict(), self.alternatives()))]
        for finding in self.findings:
            mark, said = ("✓", agreement(finding)) if finding.agrees else ("✗", how_far(finding))
            found.append(f"  {mark} {self.name(finding):12} {said}")
        if self.unread:
            found.append(f"Not compared, since {self.network} has no such array: {', '.join(self.unread)}.")
        return found

    def __str__(self):
        return "\n".join(self.lines())


def _listed(names) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def diagnose(network, theta, x, y, given: Mapping[str, Any], update: Update | None = None) -> Diagnosis:
    """Compare the arrays of somebody's pass with core's, and find the mistake that explains what differs.

    `network` is a Network or its text, `theta` all parameters as one vector (P,), x rows (N, in), y labels (N,) or rows
    of targets (N, K). `given` has their arrays, by core's names or PyTorch's (`dW1`, `dz2`, `0.weight.grad`): any
    subset. `update` says which step followed, where `W1_new` … are among them. Raises GivenError.
    """
    network = Network.from_text(network) if isinstance(network, str) else network
    theta, x = np.asarray(theta), np.asarray(x)
    if theta.shape != (network.size,):
        raise GivenError(f"θ has shape {theta.shape}; {network} has {network.size:,} parameters.")
    names = Names(network, given)
    found = {of: name for name in given if (of := names.of(name)) is not None and of in all_names(network)}
    turned = is_turned(network, {of: given[name] for of, name in found.items()})
    return compared(network, theta, x, y, given, update, names, dict.fromkeys(found, turned))


def compared(network, theta, x, y, given, update, names: Names, turned: Mapping[str, bool]) -> Diagnosis:
    """The same for names that are known, and the layout that the weights come in."""
    x, own = rows(network, x), all_names(network)
    y = targets(network, labels_of(network, y, len(x)), np.float64)
    found = {of: name for name in given if (of := names.of(name)) in own}
    if update is None:
        found = {of: name for of, name in found.items() if not of.endswith(NEW)}
    unread = tuple(name for name in given if name not in found.values() and not is_read(names, name))
    if not found:
        raise GivenError("There is nothing to compare: give at least one array of your pass, such as dW1, z1 or loss.")
    plain = {name: numbers(name, given[name]) for name in found.values()}
    u = unit_roundoff([a.dtype for a in (*plain.values(), theta, x)])
    theta, x = theta.astype(np.float64), x.astype(np.float64)
    network = masked(network, {names.of(name) or name: np.asarray(given[name]) for name in given})
    right = one_pass(network, theta, x, y)
    shapes = arrays(right) | {f"{p.name}{NEW}": p.of(theta) for p in network.parameters}
    theirs = {}
    for of, name in found.items():
        torch = names.is_torch(name) or turned.get(of, False)
        theirs[of] = laid_out(network, of, plain[name], shapes[of], torch).astype(np.float64)
    tolerance = tolerances(right, u) | {"": ALLOWED * u}
    looked, trails = search(network, theta, x, y, theirs, tolerance, update)
    first = next((finding.name for finding in looked.start.findings if not finding.agrees), "")
    best, others = _best(trails, first)
    return Diagnosis(
        network, tuple(looked.start.findings), best.mistakes if best else (), bool(best and best.explains),
        tuple(trail.mistakes for trail in others), looked.trace, found, unread,
    )  # fmt: skip


def is_read(names: Names, name: str) -> bool:
    """Whether it says something else than a value or a gradient: a mask, or what PyTorch keeps of a normalisation."""
    return (names.of(name) or "").startswith("m") or name.endswith((".running_mean", ".running_var", "_tracked"))


def _best(trails, wrong: str):
    """The trail to name, and the others that explain as much: of the fewest mistakes, one at a single place, and there
    where the difference is first seen."""
    explaining = [trail for trail in trails if trail.explains]
    if explaining:
        fewest = min(len(trail.mistakes) for trail in explaining)
        shortest = [trail for trail in explaining if len(trail.mistakes) == fewest]
        first, *others = sorted(shortest, key=lambda trail: [(len(m.places), m.first != wrong) for m in trail.mistakes])
        return first, others
    further = [trail for trail in trails if trail.mistakes]
    return (max(further, key=lambda trail: trail.reached), []) if further else (None, [])


def numbers(name: str, array) -> Any:
    """An array of floating-point numbers, as it is. Raises GivenError."""
    array = np.asarray(array)
    if array.dtype.kind not in "fiub" or array.dtype.itemsize > 8:
        raise GivenError(f"{name} holds no real numbers of at most 64 bits.")
    return array if array.dtype.kind == "f" else array.astype(np.float64)
