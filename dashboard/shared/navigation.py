"""The pages, in the order in which a person meets them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

VIEWS = Path(__file__).parents[1] / "views"


@dataclass(frozen=True)
class View:
    """One page: its file under `views/`, its place in the address, its name in the menu."""

    file: str
    path: str
    title: str

    def streamlit(self) -> Any:
        return st.Page(VIEWS / self.file, title=self.title, url_path=self.path, default=self.path == "")


HOME = View("home/view.py", "", "Chainrule")
STEP = View("step/view.py", "step", "Step through")
TRAIN = View("train/view.py", "train", "Train")
RUNS = View("runs/view.py", "runs", "Runs")
SWEEP = View("sweep/view.py", "sweep", "Sweep")
MINE = View("mine/view.py", "mine", "Check mine")
CLINIC = View("clinic/view.py", "clinic", "Bug clinic")
REPLAY = View("replay/view.py", "replay", "Replays")
LESSONS = View("lessons/view.py", "lessons", "Lessons")
PROOFS = View("proofs/view.py", "proofs", "Proofs")
CLASS = View("classroom/view.py", "class", "Class")

OWNER = View("owner/view.py", "owner", "Server")  # in the menu of the server's owner alone

PAGES = [HOME, STEP, TRAIN, RUNS, SWEEP, MINE, CLINIC, REPLAY, LESSONS, PROOFS, CLASS]
