"""What each browser takes is counted whole, files that nobody owns among it."""

from core.config import Config
from dashboard.runs.occupancy import shares


def test_every_byte_and_run_is_somebodys(store):
    run = store.submit(Config(), "anna", "finished", kept=1)
    store.append(run, 1, {"loss": [1.0] * 100})
    path = store.checkpoint_path(run, 5)
    path.parent.mkdir()
    path.write_bytes(b"x" * 5_000)
    (path.parent / "import-left.part").write_bytes(b"y" * 70)
    for status in ("queued", "paused", "running"):
        store.submit(Config(), "bert", status)
    found = {one.session: one for one in shares(store)}
    assert [one.session for one in shares(store)] == ["anna", "", "bert"]
    assert (found["anna"].size, found["anna"].kept, found["anna"].runs) == (5_800, 1, 1)
    assert (found[""].size, found[""].runs) == (70, 0)
    assert (found["bert"].training, found["bert"].waiting, found["bert"].size) == (1, 2, 0)
