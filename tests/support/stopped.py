"""A run that was stopped at its start, with the checkpoint of it, as a store has it."""

from core.config import Config
from core.storage import save_run
from core.training import Run
from dashboard.runs.store import Store


def stopped_at_its_start(store: Store, config: Config, session: str = "anna") -> str:
    """Its id."""
    run = store.submit(config, session, "stopped")
    path = store.checkpoint_path(run, 0)
    path.parent.mkdir(exist_ok=True)
    save_run(path, Run.start(config))
    return run
