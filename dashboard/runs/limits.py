"""What the owner of a server allows, from its environment."""

import os
from dataclasses import dataclass

from core.config import Config


@dataclass(frozen=True)
class Limits:
    """How many runs train at once, and how large, how long and how many a person may ask for."""

    workers: int
    parameters: int
    minutes: float
    waiting: int  # runs in line, for one browser
    runs: int  # that have ended; older ones are deleted unless they are kept

    @classmethod
    def from_environment(cls) -> "Limits":
        return cls(
            workers=max(
                1, int(_number("CHAINRULE_WORKERS", len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()))
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
            return f"This server trains networks of up to {self.parameters:,} parameters; this one has {size:,}. Make a layer smaller."
        return ""


def _number(name, default):
    try:
        return float(os.environ[name])
    except (KeyError, ValueError):
        return default or 1
