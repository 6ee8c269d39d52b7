"""A fork is a run that goes on from another one's checkpoint under changed settings, over the same digits in the same order."""

from dataclasses import fields, replace

import numpy as np

from core.config import Config
from core.optimizers import OPTIMIZERS
from core.storage import load_run, save_run
from core.training import steps_per_epoch
from dashboard.runs.store import Store, StoreError

FIXED = {"network", "initializer", "seed", "validation", "batch_size"}  # a change would change θ's shape or the order of the digits
CHANGEABLE = [f.name for f in fields(Config) if f.name not in FIXED]


def fork(store: Store, parent: str, step: int, changes: dict, session: str) -> str:
    """Put the fork in line; its id. Raises StoreError, StorageError or ConfigError with a sentence."""
    path = store.checkpoints(parent).get(step)
    if path is None:
        raise StoreError(f"There is no checkpoint of step {step:,} any more. Choose another moment.")
    moment = load_run(path)
    config = replace(moment.config, **changes)
    if config.epochs * steps_per_epoch(config, 60_000 - config.validation) <= step:
        raise StoreError(f"{config.epochs} epochs are over before step {step:,}. Give the fork more epochs, or go back further.")
    memory = moment.memory
    if config.optimizer != moment.config.optimizer:  # what one optimizer remembers means nothing to another
        memory = tuple(np.zeros_like(moment.theta) for _ in range(OPTIMIZERS[config.optimizer].memories))
    run = store.submit(config, session, status="stopped", parent=parent, parent_step=step, step=step)
    save_run(store.checkpoint_path(run, step), replace(moment, config=config, memory=memory))
    store.copy_curves(parent, run, step)
    store.move(run, ("stopped",), "queued")
    return run
