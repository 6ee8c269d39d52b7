"""What a task holds: of a run's settings, all that its teacher did not leave to choose.

The page hides their fields; that alone would not keep anybody from changing them in the address. So the form puts them
back, and a goal counts only runs that keep to them, however they were started.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from core.config import Config, ConfigError
from dashboard.shared.controls_of_pages import ALL
from dashboard.shared.navigation import TRAIN
from dashboard.shared.settings import SETTINGS
from dashboard.shared.settings_link import read_config
from dashboard.shared.tasks import Task

HELD = "held by the task"  # the key in the session
ANY_SETTING = {ALL.name, "preset"}  # controls that change all settings


@dataclass(frozen=True)
class Held:
    """The settings of a task, and the names of those that are free."""

    config: Config
    free: frozenset[str]

    def kept(self, config: Config) -> Config:
        """These settings with all that are held as the task has them. Raises ConfigError where the free ones do not
        go with those."""
        return replace(self.config, **{name: getattr(config, name) for name in self.free})

    def keeps(self, config: Config) -> bool:
        """Whether they are so already."""
        try:
            return self.kept(config) == config
        except ConfigError:
            return False


def held_by(path: str, task: Task, query: Mapping[str, str]) -> Held | None:
    """What a task holds whose link leads to `path` with this query; None where it is about no settings, or about
    all."""
    if path != TRAIN.path or ANY_SETTING & {*task.controls} or "run" in query:
        return None
    return Held(read_config(query)[0], frozenset(SETTINGS).intersection(task.controls))


def hold(held: Held | None) -> None:
    """From now on, in this visit."""
    st.session_state[HELD] = held


def held() -> Held | None:
    found: Held | None = st.session_state.get(HELD)
    return found
