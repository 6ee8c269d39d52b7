"""The runs that a published figure is made of, as the store has them."""

from core.config import Config
from dashboard.runs.admission import room
from dashboard.runs.estimate import total_steps
from dashboard.runs.store import Record, Store, StoreError
from lessons.published.nielsen import Curve, Replay


def newest_of(store: Store, replay: Replay) -> dict[Config, Record]:
    """The newest run of each of its settings, whoever asked for it: the same settings give the same points."""
    wanted, found = set(replay.configs), dict[Config, Record]()
    for record in store.records():
        try:
            config = record.settings
        except StoreError:  # of another version
            continue
        if config in wanted and config not in found:
            found[config] = record
    return found


def begin(store: Store, replay: Replay, session: str) -> None:
    """Put its runs in line. Raises StoreError where there is no room for them."""
    with room(store, session, replay.configs):
        for config in replay.configs:
            curve = next(curve for curve in replay.curves if curve.config == config)
            name = f"{replay.title}: {curve.name}" if len(replay.configs) > 1 else replay.title
            store.submit(config, session, name=name, total=total_steps(config))


def points_of(store: Store, curve: Curve, record: Record | None) -> list[float]:
    """Our points by now, one an epoch."""
    if record is None:
        return []
    if curve.reads == "held back":
        return [curve.point(one.accuracy, one.loss) for one in store.epochs(record.id) if one.epoch > 0]
    return [curve.point(one.accuracy, one.cost) for one in store.looks(record.id, curve.reads)]
