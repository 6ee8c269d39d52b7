"""Runs beside each other: what to call them, in which settings they differ, and where they part."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from core.config import Config
from dashboard.runs.store import Record, StoreError
from dashboard.shared.settings import SETTINGS, words
from dashboard.shared.settings_in_words import value_in_words


def labels(records: Sequence[Record]) -> list[str]:
    """What to call each of these: its name, or the settings in which it differs from the others; its id too where two
    would be alike."""
    configs = {}
    for record in records:
        with suppress(StoreError):
            configs[record.id] = record.settings
    different = differing(list(configs.values()))
    apart = {
        run: " · ".join(f"{setting} {values[k]}" for setting, values in different.items()) or config.network
        for k, (run, config) in enumerate(configs.items())
    }
    said = [record.name or apart.get(record.id, "settings of another version") for record in records]
    times = Counter(said)
    return [
        name if times[name] == 1 else f"{name} · {record.id[:4]}" for name, record in zip(said, records, strict=True)
    ]


def differing(configs: list[Config]) -> dict[str, list[str]]:
    """The settings that are not the same in all: label → the value of each."""
    return {
        words(f).label: [value_in_words(config, name) for config in configs]
        for name, f in SETTINGS.items()
        if len({getattr(config, name) for config in configs}) > 1
    }


def parting(one, other) -> int | None:
    """The first step (from 1) at which two loss curves are not the same number, or None where they agree as far as both
    go."""
    n = min(len(one), len(other))
    apart = np.flatnonzero(np.asarray(one[:n]) != np.asarray(other[:n]))
    return int(apart[0]) + 1 if len(apart) else None
