"""A sweep is one run for each pair of values of two settings, all else alike."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from core.config import Config, ConfigError
from dashboard.runs.admission import room
from dashboard.runs.estimate import total_steps
from dashboard.runs.kept_images import ask_for_images
from dashboard.runs.limits import Limits
from dashboard.runs.store import Record, Store, StoreError
from dashboard.shared.layer_rows import hidden_layers, network_text
from dashboard.shared.settings import SETTINGS, spell, words

UNITS = "units"  # of the first hidden layer: part of the architecture and no setting of its own
MOST_VALUES = 8
SWEPT = [UNITS, *(name for name, f in SETTINGS.items() if words(f).sweeps)]


class Axis(NamedTuple):
    """A setting and the values it takes, as text."""

    setting: str
    values: tuple[str, ...]


def read_axis(setting: str, text: str) -> Axis:
    """Values separated by commas. Raises ConfigError with a sentence."""
    values = tuple(dict.fromkeys(value.strip() for value in text.split(",") if value.strip()))
    if not 1 <= len(values) <= MOST_VALUES:
        raise ConfigError(f"Give 1 to {MOST_VALUES} values, with commas between them.")
    return Axis(setting, values)


def with_value(config: Config, setting: str, text: str) -> Config:
    """The configuration with one setting read from text. Raises ConfigError with a sentence."""
    if setting != UNITS:
        return Config.from_query({**config.to_query(), setting: text})
    rows = hidden_layers(config.network)
    if not rows:
        raise ConfigError(
            "The units of the first hidden layer can be swept where there is one, and the network is rows of units."
        )
    if not text.isdecimal():
        raise ConfigError(f"A number of units is a whole number, not “{text[:20]}”.")
    return replace(config, network=network_text([rows[0]._replace(size=int(text)), *rows[1:]]))


def grid(config: Config, across: Axis, down: Axis) -> dict[tuple[str, str], Config]:
    """The configuration of each cell (value across, value down). Raises ConfigError for the first that cannot be
    used."""
    if across.setting == down.setting:
        raise ConfigError("Choose two different settings.")
    return {
        (a, d): with_value(with_value(config, across.setting, a), down.setting, d)
        for d, a in product(down.values, across.values)
    }


def submit_sweep(store: Store, cells: dict[tuple[str, str], Config], settings: tuple[str, str], session: str) -> str:
    """Put all cells in line; the sweep's id, which names its two settings.

    Raises StoreError where one is too large or the line has no room for them.
    """
    limits = Limits.from_environment()
    if objection := next(filter(None, map(limits.objection, cells.values())), ""):
        raise StoreError(objection)
    for config in cells.values():
        ask_for_images(store.folder, config)
    sweep = ".".join([uuid.uuid4().hex[:10], *settings])
    with room(store, session, list(cells.values())):
        for values, config in cells.items():
            name = name_of(settings, values)
            store.submit(config, session, sweep=sweep, name=name, total=total_steps(config))
    return sweep


def name_of(settings: Sequence[str], values: Sequence[str]) -> str:
    """What a run of a sweep is called by itself."""
    return " · ".join(f"{title(setting)} {value}" for setting, value in zip(settings, values, strict=True))


def name_of_cell(run: Record) -> str:
    """The same of a run that is there; nothing for one of no sweep. Raises StoreError where its settings cannot be
    read."""
    _, *settings = run.sweep.split(".")
    return name_of(settings, [value(run.settings, setting) for setting in settings]) if settings else ""


class Sweep(NamedTuple):
    """The runs of a sweep that are there, in the order in which they were asked for; each stands at its values of the
    two settings."""

    settings: tuple[str, ...]
    across: tuple[str, ...]
    down: tuple[str, ...]
    cells: dict[tuple[str, ...], Record]


def title(setting: str) -> str:
    """What a setting that is swept is called on screen."""
    return "First hidden layer" if setting == UNITS else words(SETTINGS[setting]).label


def value(config: Config, setting: str) -> str:
    """What a run of a sweep has for a setting, as text."""
    rows = hidden_layers(config.network) if setting == UNITS else None
    return str(rows[0].size) if rows else spell(getattr(config, setting, ""))


def sweep_of(runs: list[Record]) -> Sweep:
    """The grid of these runs of one sweep, the newest first. Raises StoreError where the settings of one cannot be
    read."""
    _, *settings = runs[0].sweep.split(".")
    cells = {tuple(value(run.settings, setting) for setting in settings): run for run in reversed(runs)}
    across, down = (tuple(dict.fromkeys(values[k] for values in cells)) for k in (0, 1))
    return Sweep(tuple(settings), across, down, cells)


def mark_of_sweep(store: Store, name: str) -> str:
    """What the page of a sweep is drawn anew for, once it is another: how many of its runs stand how, and how many
    epochs all of them have behind them."""
    rows = store.connection.execute("SELECT status, count(*) FROM runs WHERE sweep = ? GROUP BY status", (name,))
    (epochs,) = store.connection.execute(
        "SELECT count(*) FROM epochs JOIN runs ON runs.id = epochs.run WHERE runs.sweep = ?", (name,)
    ).fetchone()
    return " ".join([*(f"{status} {count}" for status, count in sorted(rows)), str(epochs)])


def sweeps(records: list[Record]) -> dict[str, list[Record]]:
    """The runs of each sweep among these, in their order; those that do not name their settings were asked for before
    sweeps did."""
    found: dict[str, list[Record]] = {}
    for record in records:
        if record.sweep.count(".") == 2:
            found.setdefault(record.sweep, []).append(record)
    return found
