"""Dropout, told there and back at once: a unit that is left out by chance, and those that are kept."""

import numpy as np

from lessons.engine.chain.equations import inner_names
from lessons.page.stop import Sheets, Stop, slope, three, value
from lessons.walks.passage import Passage, capital


def told(s: Passage, k: int, again: bool) -> tuple[Stop, ...]:
    before, after = s.wires[k], s.wires[k + 1]
    mask = np.broadcast_to(s.arrays[inner_names(s.network, k)["m"]], s.arrays[after].shape)
    mask = (mask[..., 0] if mask.ndim == 4 else mask[0]).ravel()
    was, arriving, passing = s.one(before).ravel(), s.one(f"d{after}").ravel(), s.one(f"d{before}").ravel()
    out = np.flatnonzero(mask == 0)
    if not len(out):
        return ()
    gone = int(out[np.abs(was[out] * arriving[out]).argmax()]) if was[out].any() else int(out[0])
    kept = int(np.abs(passing).argmax())
    place, other = s.place(before, gone), s.place(before, kept)
    return (
        Stop(
            "Left out, by chance" + (", again" if again else ""),
            (
                f"While it learns, this network leaves some units out, by lot, anew at each step: here {len(out):,} of "
                f"{len(mask):,}. {capital(s.said(before, gone))} had {value(was[gone])} and sent 0. So nothing "
                f"that it did reached the loss: {slope(arriving[gone])} arrives, and 0 passes, as if it were off.",
                f"Those that are kept send {three(mask[kept])} times as much, to make up for those that are missing. "
                f"So their blame comes back {three(mask[kept])} times as large: at {s.said(before, kept)}, "
                f"{slope(arriving[kept])} · {three(mask[kept])} = {slope(passing[kept])}.",
                "No unit can count on another being there, so each has to be of use by itself. In use nothing is left "
                "out.",
            ),
            Sheets(
                (
                    s.sheet(
                        before,
                        back=True,
                        places=(place, other),
                        crossed=tuple(map(int, out)) if isinstance(place, int) else (),
                    ),
                    s.sheet(after, back=True, places=(place, other)),
                ),
                at=s.part_of(k),
            ),
            f"dropped-{after}",
            (f"d{before}",),
            "m is 0 for what is left out.",
            f"d{before}",
        ),
    )
