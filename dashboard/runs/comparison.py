"""Runs beside each other: in which settings they differ, and where they part."""

from dataclasses import fields

import numpy as np

from core.config import Config
from dashboard.shared.settings import spell, words


def differing(configs: list[Config]) -> dict[str, list[str]]:
    """The settings that are not the same in all: label → the value of each."""
    return {
        words(f).label: [spell(getattr(config, f.name)) for config in configs]
        for f in fields(Config)
        if len({getattr(config, f.name) for config in configs}) > 1
    }


def parting(one, other) -> int | None:
    """The first step (from 1) at which two loss curves are not the same number, or None where they agree as far as both
    go."""
    n = min(len(one), len(other))
    apart = np.flatnonzero(np.asarray(one[:n]) != np.asarray(other[:n]))
    return int(apart[0]) + 1 if len(apart) else None
