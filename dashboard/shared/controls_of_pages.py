"""The controls of each page that a task may leave there, one by one; of a page that is not in the table, all or
none."""

from typing import NamedTuple

from dashboard.shared.settings import FIRST, SETTINGS, placed, words
from dashboard.shared.tasks import Control

ALL = Control("all", "everything on the page", ())
START = ("train-button", "run-controls")  # without them a setting would be of no use


def _setting(name: str) -> Control:
    more = ("size*", "activation*", "add-layer", "up*", "remove*") if name == "network" else ()
    box = () if name in ("network", *placed(FIRST)) else ("+more",)
    return Control(name, words(SETTINGS[name]).label, (f"set_{name}", *more, *box, *START))


CONTROLS: dict[str, tuple[Control, ...]] = {
    "train": (
        *map(_setting, SETTINGS),
        Control("preset", "Start from settings that others found good", ("preset", *START)),
        Control("run", "Pause, go on and stop", ("run-controls",)),
        Control("look", "Look closer", ("look",)),
    ),
    "step": (
        Control("digit", "Which digit", ("digit", "previous-digit", "next-digit")),
        Control("label", "What if it were another digit", ("label",)),
        Control("batch", "Digits at once", ("batch",)),
        Control("find", "Find a digit", ("find",)),
        Control("own", "An image of one's own", ("yours",)),
        Control("network", "The network", ("network-choice",)),
    ),
    "lessons": (
        Control("drag", "What can be dragged and touched", ("touch*",)),
        Control("another", "Another digit", ("another-digit",)),
    ),
    "sweep": (
        Control("across", "Across", ("across", "start-sweep")),
        Control("across_values", "Values across", ("across_values", "start-sweep")),
        Control("down", "Down", ("down", "start-sweep")),
        Control("down_values", "Values down", ("down_values", "start-sweep")),
    ),
    "mine": (
        Control("mine", "A file of one's own", ("mine",)),
        Control("example", "The example", ("example",)),
        Control("array", "Which array", ("array-of*",)),
    ),
}


def controls_of(path: str) -> tuple[Control, ...]:
    """What a task may leave on a page."""
    return (*CONTROLS.get(path, ()), ALL)


class Places(NamedTuple):
    """Selectors of CSS: of what stays with all that is in it, and of boxes that can be opened."""

    whole: list[str]
    opened: list[str]


def places(path: str, names: tuple[str, ...]) -> Places | None:
    """Where the controls of these names are; None where all of them stay."""
    if ALL.name in names:
        return None
    found = {place for control in controls_of(path) if control.name in names for place in control.places}
    boxes = {place for place in found if place.startswith("+")}
    return Places(sorted(map(_selector, found - boxes)), sorted(_selector(place[1:]) for place in boxes))


def _selector(place: str) -> str:
    """Streamlit makes a class of every key."""
    return f'[class*="st-key-{place[:-1]}"]' if place.endswith("*") else f".st-key-{place}"
