"""An owner's limits fall on whoever has most."""

from core.config import Config
from dashboard.runs.limits import surplus
from dashboard.runs.store import open_store


def test_whoever_has_most_runs_loses_the_first(tmp_path):
    with open_store(tmp_path) as store:
        for session in ("bert", "carla", "anna", "anna", "anna", "anna"):
            store.submit(Config(), session, "finished")
        newest, *_ = ended = store.records()
        left = [record for record in ended if record not in surplus(ended, 4)]
        assert [record.session for record in left] == ["anna", "anna", "carla", "bert"]
        assert newest in left
        store.update(ended[3].id, kept=1)
        assert len(surplus(store.records(), 4)) == 1
        assert surplus(store.records(), 6) == []
