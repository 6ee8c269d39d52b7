"""An activation, told back: what it lets through, where it is flat, and a unit that is off for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.activations import ACTIVATIONS
from core.layers import Activate
from lessons.page.stop import Box, Sheets, Stop, Strand, slope, three, value
from lessons.walks.passage import Passage, capital

FLAT = 0.05  # of the steepest: where no more than this comes through, a unit hardly learns


def told(s: Passage, k: int, again: bool) -> tuple[Stop, ...]:
    return (_gate(s, k, again), *_occurring(s, k))


def makes_shares(bend) -> bool:
    """Whether an activation makes a share of any number, none of it far below 0 and all of it far above."""
    return bool(np.allclose(bend.forward((), np.array([-40.0, 40.0])), [0, 1]))


def _entry(s: Passage, wire: str, index: int) -> str:
    """Number `index` of this digit's part of a wire, as the stepper pins it."""
    at = [int(q) for q in np.unravel_index(index, s.one(wire).shape)]
    return ",".join(map(str, (*at, 0) if len(at) == 3 else (0, *at)))


def rule(s: Passage, k: int) -> str:
    """What activation k does to the blame, in a sentence for the end."""
    if s.switches(k):
        return "Where a unit is off, nothing passes. "
    name = s.layers[k].activation
    factor = {"sigmoid": "a (1 − a)", "tanh": "1 − a²"}.get(name, "the slope of that bend at its z")
    return f"What went through {ACTIVATIONS[name].title} passes it times {factor}. "


def sigmoid() -> str:
    """Where its slope comes from, and what that means where there are several."""
    return (
        "Sigmoid makes of z the number a = 1 / s, where s is 1 + e to the power of −z. Raise z by a little, h: e to "
        "the −z, which is s − 1, shrinks by h times itself, so s loses (s − 1) h. As a part of s that is (1 − 1 / s) "
        "h, or (1 − a) h; and when s shrinks by a small part, 1 / s grows by the same part: a grows by a (1 − a) h. "
        "That slope is 1/4 at a = 1/2, and next to nothing near 0 and 1, where the curve levels off."
    )


def slope_of(s: Passage, k: int) -> str:
    """Where the slope of activation k comes from."""
    if s.switches(k):
        return (
            "Nudge a sum that is positive: the unit sends just as much more, so the slope is 1. Nudge one that is not: "
            "it still sends 0, so the slope is 0, and with it everything before."
        )
    if s.layers[k].activation == "sigmoid":
        return sigmoid()
    title = ACTIVATIONS[s.layers[k].activation].title
    more = ": 1 − a²" if s.layers[k].activation == "tanh" else ""
    return f"Nudge a sum, and what is sent moves by the slope that {title} has there{more}."


def _gate(s: Passage, k: int, again: bool) -> Stop:
    before, after = s.wires[k], s.wires[k + 1]
    slopes, arriving, passing = s.bend(k).ravel(), s.one(f"d{after}").ravel(), s.one(f"d{before}").ravel()
    title = ACTIVATIONS[s.layers[k].activation].title
    off = np.flatnonzero(slopes == 0)
    came = "normalisation, u" if before.startswith("u") else "sum"
    stopped = None
    on = int(np.abs(passing).argmax())
    here = s.one(before).ravel()
    if s.switches(k):
        stopped = int(off[np.abs(arriving[off]).argmax()]) if len(off) else None
        says = [
            f"What comes out of the {came}, if it is positive, is sent on, and else 0: *{title}*. Of these "
            f"{len(slopes):,} numbers {len(off):,} are **off** for this digit.",
            "Nudge one that is off: it still sends 0, nothing after it changes, so its slope is 0. Nudge one that is "
            "on: it sends just as much more, so the blame passes on unchanged. (For any bend, the blame is multiplied "
            "by its slope at this z; here that is 1 or 0.)",
            f"{capital(s.said(before, on))} is on ({value(here[on])}): {slope(arriving[on])} arrives, and "
            f"{slope(passing[on])} passes."
            + (
                f" {capital(s.said(before, stopped))} is off ({value(here[stopped])}): {slope(arriving[stopped])} "
                "arrives, and 0 passes."
                if stopped is not None and arriving[stopped]
                else ""
            ),
        ]
        if again:
            del says[1]
    else:
        steep, flat = int(np.abs(slopes).argmax()), int(np.abs(slopes).argmin())
        says = [
            f"Each number is bent by {title} before it is sent. Nudge it, and what is sent moves by the slope of that "
            f"bend: {three(slopes[steep])} at {s.said(before, steep)}, only {three(slopes[flat])} at "
            f"{s.said(before, flat)}.",
            f"So the blame is multiplied by that slope: at {s.said(before, on)}, {slope(arriving[on])} · "
            f"{three(slopes[on])} = {slope(passing[on])}."
            + ("" if s.is_of_classes(before) else _left_behind(s, before, arriving, slopes, on)),
        ]
        if s.layers[k].activation == "sigmoid" and not any(
            layer.activation == "sigmoid" for layer in s.layers[k + 1 :] if isinstance(layer, Activate)
        ):
            says[0] = sigmoid()
        if k == len(s.layers) - 1 and makes_shares(s.layers[k]):
            says[-1] += " (Here a is the answer, p.) What passes is δ, the blame of the sum."
            says.append(
                "The price: an answer that is sure and wrong stands where its bend is flat, and hardly "
                "hears of it. A loss of logarithms, the cross-entropy, cures that: its slope, (p − y) / (p (1 − p)), "
                "cancels this one, and p − y arrives whole."
            )
        elif s.layers[k].activation == "sigmoid":
            says[-1] += " Never more than 1/4 passes: blame shrinks at every such layer."
    places = [s.place(before, u) for u in (on, *(() if stopped is None else (stopped,)))]
    flat = isinstance(places[0], int)
    both = s.matter(before, [on, *(() if stopped is None else (stopped,))]) if flat else ()  # the same on either sheet
    crossed = tuple(map(int, off)) if len(s.shape_of(before)) == 1 and s.switches(k) else ()
    sheets = (
        s.sheet(before, back=True, places=places, crossed=crossed, among=both),
        s.sheet(after, back=True, places=places, among=both),
    )
    ends = places[:1] if isinstance(places[0], Box) else sheets[0].shown
    lines = tuple(
        Strand(end, end, float(passing[end] if isinstance(end, int) else passing[on]))
        for end in ends
        if not isinstance(end, int) or (passing[end] and end in sheets[1].shown)
    )
    return Stop(
        ("Off, and out of it" if s.switches(k) else "Through the bend") + (", again" if again else ""),
        tuple(says),
        Sheets(sheets, (lines,), "blame", s.part_of(k)),
        f"gate-{after}",
        (f"d{before}",),
        "The 1 with brackets is 1 where the condition holds, else 0." if s.switches(k) else "",
        f"d{before}",
        f"d{before},{_entry(s, before, on)}",
    )


def _left_behind(s: Passage, wire: str, arriving, slopes, on: int) -> str:
    """What became of the most blame that arrived, where something else passed on most."""
    most = int(np.abs(arriving).argmax())
    if most == on:
        return ""
    return (
        f" (Most arrives at {s.said(wire, most)}, {slope(arriving[most])}; but its bend is flatter, "
        f"{three(slopes[most])}, and less passes.)"
    )


@dataclass(frozen=True)
class Found:
    """Something that occurs at an activation: what is said of it, and at which of its numbers."""

    title: str
    says: tuple[str, ...]
    units: tuple[int, ...]


def dead(s: Passage, k: int) -> Found | None:
    """Units, or whole maps, that are off for everybody."""
    found = s.dead(k)
    if not found:
        return None
    of, many = s.shapes[k + 1][0], len(s.sample[0])
    maps = len(s.shapes[k + 1]) == 3
    kind = "map" if maps else "unit"
    u = found[0]
    highest = float(s.sample[k][u].max() if maps else s.sample[k][:, u].max())
    each = "any number of it" if maps else "it"
    return Found(
        f"A {kind} that is off for everybody",
        (
            f"{kind.capitalize()} {u} is off for this digit. It is off for all others, too, of {many} that we asked: "
            f"the highest sum that {each} came to was {three(highest)}. Such a {kind} is called *dead*"
            + (f"; of these {of} there are {len(found)}." if len(found) > 1 else f"; it is the only one of {of}."),
            "No blame passes it, whatever the digit. So the gradients of its weights and of its bias are 0 for "
            "everybody, no step moves them, and nothing will wake it again but a change in the layers before it. A "
            f"{kind} may begin like that, or be brought to it by too long a step. With a bend that still rises a "
            f"little below 0, called leaky ReLU, no {kind} dies: its slope is never 0.",
        ),
        tuple(found),
    )


def saturated(s: Passage, k: int) -> Found | None:
    """Where the bend is all but flat for a number that much blame arrives at."""
    before, after = s.wires[k], s.wires[k + 1]
    slopes, arriving = np.abs(s.bend(k).ravel()), s.one(f"d{after}").ravel()
    z = np.linspace(-8, 8, 400)
    steepest = float(np.abs(s.layers[k].input_gradient((), z, s.layers[k].forward((), z), np.ones_like(z))).max())
    flat = np.flatnonzero((slopes < FLAT * steepest) & (slopes > 0))
    if s.switches(k) or not len(flat):
        return None
    u = int(flat[np.abs(arriving[flat]).argmax()])
    title = ACTIVATIONS[s.layers[k].activation].title
    here, sent, passing = s.one(before).ravel()[u], s.one(after).ravel()[u], s.one(f"d{before}").ravel()[u]
    return Found(
        "A flat place",
        (
            f"{capital(s.said(before, u))} came to {value(here)}, far out, where {title} is all but flat: it sends "
            f"{value(sent)}, and would send hardly anything else if it came to a little more. Its slope there is "
            f"{three(slopes[u])}; at its steepest the bend has {three(steepest)}.",
            f"So of the blame that arrives, hardly any passes: {slope(arriving[u])} · {three(s.bend(k).ravel()[u])} = "
            f"{slope(passing)}. The unit is *saturated*: were it as wrong as can be, its weights would hardly learn. "
            f"{len(flat)} of these {len(slopes):,} numbers are as flat as that. Through many such layers next to "
            "nothing is left, which is why deep networks came to use ReLU.",
        ),
        (u,),
    )


def _occurring(s: Passage, k: int) -> Iterator[Stop]:
    before, after = s.wires[k], s.wires[k + 1]
    if found := dead(s, k):
        units = () if len(s.shapes[k]) == 3 else found.units[:4]
        more: dict = {"crossed": found.units} if units else {}
        yield Stop(
            found.title,
            found.says,
            Sheets((s.sheet(before, places=units, **more), s.sheet(after, places=units, **more)), at=s.part_of(k)),
            f"dead-{after}",
            step=after,
        )
    if found := saturated(s, k):
        place = s.place(before, found.units[0])
        sheets = (s.sheet(before, back=True, places=(place,)), s.sheet(after, back=True, places=(place,)))
        yield Stop(
            found.title,
            found.says,
            Sheets(sheets, at=s.part_of(k)),
            f"flat-{after}",
            (f"d{before}",),
            "",
            f"d{before}",
            f"d{before},{_entry(s, before, found.units[0])}",
        )
