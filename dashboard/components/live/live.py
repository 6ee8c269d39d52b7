"""A run that is under way, drawn by the browser from what is new of it; Python hears when the page is to be redrawn."""

from typing import Any

from dashboard.components.modules import component
from dashboard.shared.palette import FAINT, LOSS, TRUTH, Colour, colours

_standing = component("live/standing")
_curves = component("live/curves")
_watch = component("live/watch")

PALETTE = colours(loss=LOSS, truth=TRUTH, faint=Colour(FAINT.both, FAINT.both))


def standing(run: str, mark: str, sentence: str, key: str) -> None:
    """How the run stands, from `sentence` on; what calls this is run anew once the run's mark is another."""
    _standing(key=key, data={"path": f"run/{run}", "mark": mark, "sentence": sentence}, on_changed_change=lambda: None)


def curves(run: str, unit: str, epochs: int, floor: float, marks: list[tuple[int, str]], key: str) -> None:
    """Its numbers and its curves against steps, epochs or seconds; `floor` is the least loss that there can be."""
    frame: dict[str, Any] = {"unit": unit, "floor": floor, "marks": marks}
    _curves(key=key, data={"path": f"run/{run}", "frame": frame, "epochs": epochs, "colours": PALETTE})


def watch(path: str, mark: str, every: float, below: str, key: str) -> None:
    """Run what calls this anew where there are news of a run's epochs or of a sweep, every so many seconds at most, and
    less often while what begins at the element `below` is not on screen. An empty mark is that of the first news."""
    data = {"path": path, "mark": mark, "every": every, "below": below}
    _watch(key=key, data=data, on_changed_change=lambda: None)
