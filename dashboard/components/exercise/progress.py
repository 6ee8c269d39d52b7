"""Which exercises are done, as the student's own browser remembers it: nothing of it reaches the server."""

from collections.abc import Sequence
from typing import Literal

from dashboard.components.modules import component
from dashboard.shared.palette import TRUTH, colours

PARTS = ("exercise/progress",)
_progress = component(*PARTS)


def progress(
    ids: Sequence[str],
    key: str,
    solved: bool = False,
    missed: bool = False,
    receipt: str = "",
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    """How many of these exercises are done; `solved` says that they are, from now on, `missed` that the answer given
    now is wrong. A `receipt` is kept with what is solved, see `dashboard.shared.handing_in`."""
    _progress(
        key=key,
        data={
            "ids": list(ids),
            "solved": solved,
            "missed": missed,
            "receipt": receipt,
            "colours": colours(truth=TRUTH),
        },
        width=width,
    )
