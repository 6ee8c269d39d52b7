"""What the owner of a server allows, from its environment."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from core.config import Config
from dashboard.runs.store import Record, Store, StoreError


@dataclass(frozen=True)
class Limits:
    """How many runs train at once, and how large, how long and how many a person may ask for."""

    workers: int
    parameters: int
    minutes: float
    waiting: int  # runs in line, for one browser
    runs: int  # that have ended; others are deleted unless they are kept

    @classmethod
    def from_environment(cls) -> "Limits":
        return cls(
            workers=max(
                1,
                int(
                    _number(
                        "CHAINRULE_WORKERS",
                        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
                    )
                ),
            ),
            parameters=int(_number("CHAINRULE_PARAMETERS", 5_000_000)),
            minutes=_number("CHAINRULE_MINUTES", 60),
            waiting=int(_number("CHAINRULE_WAITING", 64)),
            runs=int(_number("CHAINRULE_RUNS", 300)),
        )

    def objection(self, config: Config) -> str:
        """Why this server does not train such a network, or nothing."""
        size = config.build_network().size
        if size > self.parameters:
            return (
                f"This server trains networks of up to {self.parameters:,} parameters; this one has {size:,}. Make "
                "a layer smaller."
            )
        return ""


def check_room(store: Store, session: str, runs: int = 1) -> None:
    """Raise StoreError where this browser would have more runs in line than the owner allows."""
    limits = Limits.from_environment()
    waiting = sum(record.session == session for record in store.records("queued"))
    if waiting + runs > limits.waiting:
        raise StoreError(
            f"You have {waiting} runs in line, and this server takes {limits.waiting} at most. Wait for some, or ask "
            "for fewer."
        )


def surplus(ended: Iterable[Record], most: int) -> list[Record]:
    """The runs that go so that `most` of these, newest first, stay: the oldest of whoever has most, but none that
    somebody keeps."""
    newer = Counter[str]()  # runs of the same browser
    ranked = []
    for record in ended:
        ranked.append((newer[record.session], record))
        newer[record.session] += 1
    return [record for _, record in sorted(ranked, key=lambda entry: entry[0])[most:] if not record.kept]


def _number(name, default):
    try:
        return float(os.environ[name])
    except (KeyError, ValueError):
        return default or 1
