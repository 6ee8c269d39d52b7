"""Pooling and flattening, told there and back: a winner, a mean, and a number that only moves."""

from math import prod

import numpy as np

from core.pooling import MaxPool
from lessons.page.stop import Box, Choice, Sheets, Stop, Strand, slope, three, value
from lessons.walks.passage import Passage


def _window(s: Passage, k: int):
    """The pooled number with most blame, of those with a single winner if there are any: its place, the window before
    it, and the numbers in that."""
    size, before, after = s.layers[k].size, s.wires[k], s.wires[k + 1]
    blames = np.abs(s.one(f"d{after}"))
    if isinstance(s.layers[k], MaxPool) and (alone := blames * _single(s.one(before), size)).any():
        blames = alone
    c, h, w = (int(q) for q in np.unravel_index(int(blames.argmax()), blames.shape))
    rows, columns = slice(size * h, size * (h + 1)), slice(size * w, size * (w + 1))
    return Box(c, h, w), Box(c, size * h, size * w, size, size), s.one(before)[c, rows, columns].ravel()


def _single(image, size: int):
    """Where a window has one largest number: image (C, H, W) → (C, H / size, W / size)."""
    channels, rows, columns = image.shape[0], image.shape[1] // size, image.shape[2] // size
    cut = image[:, : rows * size, : columns * size].reshape(channels, rows, size, columns, size)
    return (cut == cut.max(axis=(2, 4), keepdims=True)).sum(axis=(2, 4)) == 1


def there(s: Passage, k: int) -> Stop:
    """The way forward."""
    size, before, after = s.layers[k].size, s.wires[k], s.wires[k + 1]
    to, window, found = _window(s, k)
    numbers = ", ".join(value(v) for v in found[:9])
    most = isinstance(s.layers[k], MaxPool)
    cut = (
        "First every number below 0 becomes 0 (*ReLU*, of which more on the way back). "
        if k and s.switches(k - 1)
        else ""
    )
    return Stop(
        "Only the largest goes on" if most else "Only the mean goes on",
        (
            f"{cut}Each map is cut into squares of {size} × {size}, and of each square one number is kept: "
            + ("the largest." if most else "the mean of all.")
            + f" So {prod(s.shapes[k]):,} numbers become {prod(s.shapes[k + 1]):,}.",
            f"The square at rows {window.row} to {window.row + size - 1} and columns {window.column} to "
            f"{window.column + size - 1} of map {to.map} holds {numbers}. "
            + (
                f"What goes on is {value(found.max())}"
                if most
                else f"What goes on is their mean, {value(found.mean())}"
            )
            + f", at ({to.row}, {to.column}) of the smaller map.",
            "Nothing is learned here. It says: that the stroke is there counts, not where in the square"
            + ("; and it makes the maps small enough for what comes next." if most else ", and how much of it."),
        ),
        Sheets(
            (s.sheet(before, places=(window,)), s.sheet(after, places=(to,))),
            ((Strand(window, to, float(found.max())),),),
            at=s.part_of(k),
        ),
        f"pool-{after}",
        (after,),
        "c is the map, h and w the row and the column.",
        after,
        f"{after},{to.map},{to.row},{to.column},0",
    )


def told(s: Passage, k: int, again: bool) -> tuple[Stop, ...]:
    size, before, after = s.layers[k].size, s.wires[k], s.wires[k + 1]
    to, window, found = _window(s, k)
    arriving = float(s.one(f"d{after}")[to.map, to.row, to.column])
    got = s.one(f"d{before}")
    r, q = divmod(int(found.argmax()), size)
    winner = Box(to.map, window.row + r, window.column + q)
    share = arriving / size**2
    if isinstance(s.layers[k], MaxPool):
        title = "The winner takes it all" + (", again" if again else "")
        tie = int((found == found.max()).sum())
        says: tuple[str, ...] = (
            f"{slope(arriving)} arrives at ({to.row}, {to.column}) of map {to.map}. Its square held "
            f"{', '.join(value(v) for v in found[:9])}, and {value(found.max())} was sent on"
            + (f", the first of {tie} that are equal" if tie > 1 else "")
            + ".",
            (
                "Nudge one of the others a little: it is still not the largest, nothing changes, its slope is 0. Nudge "
                "the winner: what is sent moves just as much."
                if tie == 1
                else "Between equal numbers the slope is not decided: any of them, nudged up, would be the largest. "
                "The code takes the first as the winner, and the others as if they were a little smaller."
            )
            + f" So the whole blame, {slope(arriving)}, goes to the winner at ({winner.row}, {winner.column}), and "
            f"nothing to the other {size**2 - 1}.",
            f"Of the {got.size:,} numbers before, {int(np.count_nonzero(got)):,} get any blame at all from this digit."
            + (" (Where several are equal, as in blank places, the first is the winner.)" if tie == 1 else ""),
        )
        choice = Choice(
            f"Of {size} × {size} numbers the largest, {three(found.max())}, was sent on, and a blame of "
            f"{three(arriving)} arrives at it. Who gets how much?",
            ("an equal part for each", "all of it for the largest", "a part in proportion to its size for each"),
            1,
            "Here is why.",
        )
    else:
        title = "Shared out equally" + (", again" if again else "")
        says = (
            f"{slope(arriving)} arrives at ({to.row}, {to.column}) of map {to.map}, which is the mean of {size**2} "
            f"numbers. Nudge one of them, and the mean moves by {three(1 / size**2)} of that.",
            f"So each of them gets the same part: {slope(arriving)} · {three(1 / size**2)} = {slope(share)}.",
        )
        choice = None
    return (
        Stop(
            title,
            says,
            Sheets(
                (s.sheet(before, back=True, places=(window, winner)), s.sheet(after, back=True, places=(to,))),
                ((Strand(winner if isinstance(s.layers[k], MaxPool) else window, to, arriving),),),
                "blame",
                s.part_of(k),
            ),
            f"winner-{after}",
            () if isinstance(s.layers[k], MaxPool) else (f"d{before}",),  # of a largest it is wider than the page
            "",
            f"d{before}",
            f"d{before},{winner.map},{winner.row},{winner.column},0",
            choice if not again else None,
        ),
    )


def moved(s: Passage, k: int) -> tuple[Stop, ...]:
    """A row that was maps: nothing is worked out, so each blame goes back to its place."""
    before, after = s.wires[k], s.wires[k + 1]
    blames = s.one(f"d{after}")
    u = int(np.abs(blames).argmax())
    c, h, w = s.shapes[k]
    place = s.place(after, u)
    assert isinstance(place, Box)
    return (
        Stop(
            "Back to where it came from",
            (
                f"The dense layers take one long row, v. It was made of {c} maps of {h} × {w}, read line by line, "
                f"{len(blames)} numbers in all: they changed their place and nothing else. So each blame goes back to "
                f"the place that its number came from, as it is. Number {u} of the row was row {place.row}, column "
                f"{place.column} of map {place.map}, and takes its {slope(blames[u])} there.",
                "From here on the blame is a picture again: it says **where** on each map more or less would have "
                "helped.",
            ),
            Sheets((s.sheet(before, back=True, places=(place,)),), at=s.part_of(k)),
            f"moved-{after}",
            (f"d{before}",),
            "",
            f"d{before}",
            f"d{before},{place.map},{place.row},{place.column},0",
        ),
    )
