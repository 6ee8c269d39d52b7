"""A fork is a run that goes on from another one's checkpoint under changed settings, over the same digits in the same
order."""

import uuid
from dataclasses import replace

from core.config import Config
from core.storage import load_run, save_run
from dashboard.runs.admission import admit
from dashboard.runs.estimate import total_steps
from dashboard.runs.kept_images import ask_for_images
from dashboard.runs.store import Store, StoreError
from dashboard.shared.settings import SETTINGS, words

MAY_CHANGE = {name for name, f in SETTINGS.items() if words(f).forks}
CHANGEABLE = ["learning_rate", *(name for name in SETTINGS if name in MAY_CHANGE - {"learning_rate"})]


def objection(config: Config, step: int) -> str:
    """Why no run with these settings can go on from `step`, or nothing."""
    if total_steps(config) > step:
        return ""
    length = f"{config.epochs} epoch{'s are' if config.epochs > 1 else ' is'} over after step {total_steps(config):,}"
    return f"{length}, and nothing is left to train. Give the fork more epochs, or go back further."


def fork(store: Store, parent: str, step: int, changes: dict, session: str) -> str:
    """Put the fork in line; its id. Raises StoreError, StorageError or ConfigError with a sentence."""
    path = store.checkpoints(parent).get(step)
    if path is None:
        raise StoreError(f"There is no checkpoint of step {step:,} any more. Choose another moment.")
    moment = load_run(path)
    config = replace(moment.config, **changes)
    if no := objection(config, step):
        raise StoreError(no)
    ask_for_images(store.folder, config)
    memory = moment.memory
    if config.optimizer != moment.config.optimizer:  # what one optimizer remembers means nothing to another
        memory = config.build_optimizer().start(moment.theta)
    unfinished = path.with_name(f"fork-{uuid.uuid4().hex}.part")
    try:
        save_run(unfinished, replace(moment, config=config, memory=memory))
        columns = {"parent": parent, "parent_step": step, "total": total_steps(config)}
        return admit(store, config, session, unfinished, step, "queued", **columns)
    finally:
        unfinished.unlink(missing_ok=True)
