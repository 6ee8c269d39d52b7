"""The answer to a pass that was brought: what agrees, the first array that does not, and what explains it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.diagnosis.comparing import Finding
from core.diagnosis.given import LONGEST
from core.diagnosis.planting import Mistake
from core.diagnosis.words import agreement, how_far, listed, power
from core.network import Network, Trace

SOME = 12  # names that are listed


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
            near = f", to {power(worst)} of their largest numbers" if worst else " to the last bit"
            return f"All {len(self.findings)} arrays agree{near}."
        found = f"{self.name(self.first)} is the first that differs: {how_far(self.first)}"
        return f"{found}: {self.cause()}." if self.mistakes else f"{found}. {self.unexplained()}"

    def cause(self) -> str:
        """The mistakes in words."""
        assert self.first is not None
        told = []
        for mistake in self.mistakes:
            elsewhere = mistake.first != self.first.name or len(mistake.places) > 1
            told.append(
                f"in {listed(mistake.places or (mistake.first,))}, {mistake.words}" if elsewhere else mistake.words
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
        planted = f"with {one.replace('one ', '')} planted in core"
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

    def not_compared(self) -> str:
        """The names that the network has no array for."""
        if not self.unread:
            return ""
        more = f" and {len(self.unread) - SOME} more" * (len(self.unread) > SOME)
        names = ", ".join(name[:LONGEST] for name in self.unread[:SOME])
        return f"Not compared, since {self.network} has no such array: {names}{more}."

    def lines(self) -> list[str]:
        """The whole diagnosis, a line for each array."""
        found = [self.headline(), *filter(None, (self.verdict(), self.alternatives()))]
        for finding in self.findings:
            mark, said = ("✓", agreement(finding)) if finding.agrees else ("✗", how_far(finding))
            found.append(f"  {mark} {self.name(finding):12} {said}")
        return [*found, self.not_compared()] if self.unread else found

    def __str__(self):
        return "\n".join(self.lines())
