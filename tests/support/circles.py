"""A circle among things that point at each other, for the tests of who imports whom."""

from collections.abc import Mapping, Set
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

Thing = TypeVar("Thing")


def circle(arrows: Mapping[Thing, Set[Thing]]) -> list[Thing]:
    """Some way that leads back to where it began, both ends included, or nothing."""
    try:
        TopologicalSorter({here: sorted(arrows[here]) for here in sorted(arrows)}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
