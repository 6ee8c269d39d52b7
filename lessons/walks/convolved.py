"""A convolution, told there and back: one filter that is laid on every place of an image."""

from collections.abc import Sequence
from dataclasses import replace
from math import prod

import numpy as np

from core.convolution import Conv
from core.pooling import MaxPool
from lessons.page.stop import Box, Choice, Sheet, Sheets, Stop, Strand, nudges, slope, three, told_apart, value, weight
from lessons.walks.passage import Passage

EDGE = (
    "(Around the image lies a ring of zeros, so that the window can stand at its edge, too.)",
    "(Around the image lie {} rings of zeros, so that the window can stand at its edge, too.)",
)


def _under(s: Passage, k: int, h: int, w: int) -> tuple[int, int]:
    """Row and column of the image under the first weight of a filter that stands at (h, w)."""
    layer = s.layers[k]
    return h * layer.stride - layer.padding, w * layer.stride - layer.padding


def _window(s: Passage, k: int, c: int, h: int, w: int) -> Box:
    """What a filter at (h, w) covers of channel c, as far as it lies on the image."""
    layer, (_, rows, columns) = s.layers[k], s.shapes[k]
    top, left = _under(s, k, h, w)
    low, first = max(0, top), max(0, left)
    return Box(c, low, first, min(rows, top + layer.height) - low, min(columns, left + layer.width) - first)


def _filter(s: Passage, k: int, f: int, shown: tuple[int, ...], back: bool, boxes: tuple[Box, ...] = ()) -> Sheet:
    """The weights of one filter, or their gradients, a map for each channel that they are laid on."""
    name = f"{'d' if back else ''}W{s.network.numbers[k]}"
    numbers = s.arrays[name][f]
    what = "its gradients" if back else "its weights"
    return Sheet(
        name,
        f"filter {f}: {what}",
        numbers[list(shown)],
        shown,
        len(numbers),
        float(np.abs(numbers).max()) or 1.0,
        boxes=boxes,
    )


def _peak(s: Passage, k: int) -> tuple[int, int, int]:
    """The sum with most blame: its filter, row and column."""
    blames = s.one(f"d{s.wires[k + 1]}")
    f, h, w = (int(q) for q in np.unravel_index(int(np.abs(blames).argmax()), blames.shape))
    return f, h, w


def _products(s: Passage, k: int, f: int, h: int, w: int):
    """(amount, channel, row and column in the filter) of each product of one sum, the largest first; what lies beyond
    the edge is not among them."""
    image, W = s.one(s.wires[k]), s.arrays[f"W{s.network.numbers[k]}"][f]
    top, left = _under(s, k, h, w)
    found = []
    for c, i, j in np.ndindex(W.shape):
        r, q = top + i, left + j
        if 0 <= r < image.shape[1] and 0 <= q < image.shape[2]:
            found.append((float(image[c, r, q] * W[c, i, j]), c, i, j))
    return sorted(found, key=lambda one: -abs(one[0]))


def there(s: Passage, k: int) -> Stop:
    """The way forward."""
    source, target, n = s.wires[k], s.wires[k + 1], s.network.numbers[k]
    layer, image = s.layers[k], s.one(source)
    f, h, w = _peak(s, k)
    found = _products(s, k, f, h, w)
    (first, c1, i1, j1), (second, c2, i2, j2) = found[0], found[min(1, len(found) - 1)]
    W, b = s.arrays[f"W{n}"][f], float(s.arrays[f"b{n}"][f])
    total, places = sum(one[0] for one in found), prod(s.shapes[k + 1][1:])
    top, left = _under(s, k, h, w)
    beyond = W.size - len(found)
    z = float(s.one(target)[f, h, w])

    def product(amount, c, i, j):
        return f"{value(image[c, top + i, left + j])} · {weight(W[c, i, j])} = {value(amount)}"

    on = f"{len(W)} maps" if len(W) > 1 else "the picture"
    shown = s.matter(source, (c1,))
    box = Box(f, h, w)
    windows = tuple(_window(s, k, c, h, w) for c in shown)
    return Stop(
        "One small window, everywhere",
        (
            f"A *filter* is {W.size} weights, {layer.height} × {layer.width}"
            + (f" on each of {len(W)} maps" if len(W) > 1 else "")
            + f", and a bias. It is laid on {on}; each weight is multiplied by the number under it, and all are added "
            f"up. That makes one number. Then it moves on, to all {places:,} places, always with the **same** weights: "
            f"so it finds the same thing wherever that is. There are {s.shapes[k + 1][0]} filters, and as many maps."
            + (f" {EDGE[layer.padding > 1].format(layer.padding)}" if layer.padding else ""),
            f"Filter {f} at ({h}, {w}): the largest products are {product(first, c1, i1, j1)} and "
            f"{product(second, c2, i2, j2)}; the other {len(found) - 2} add {value(total - first - second)}"
            + (f", {beyond} weights lie beyond the edge and meet nothing" if beyond else "")
            + f". With the bias of {weight(b)} that makes z = {value(z)}. (Rows and columns are counted from 0.)",
        ),
        Sheets(
            (
                s.sheet(source, places=windows),
                _filter(s, k, f, shown, False, (Box(c1, i1, j1),)),
                s.sheet(target, places=(box,)),
            ),
            (
                (Strand(_window(s, k, c1, h, w), Box(c1, i1, j1), first),),
                (Strand(Box(c1, i1, j1), box, first),),
            ),
            at=s.part_of(k),
        ),
        f"window-{n}",
        (target,),
        "f is the filter, c the map that comes in, i and j a place in the window, h and w where it stands.",
        target,
        f"{target},{f},{h},{w},0",
    )


def told_forward(layers: Sequence) -> list[int]:
    """The convolutions whose way forward is told: the first, and the first after it that adds up several maps."""
    found = [k for k, layer in enumerate(layers) if isinstance(layer, Conv)]
    return found[:1] + [k for k in found[1:] if layers[k].channels > 1][:1]


def on_maps(s: Passage, k: int) -> Stop:
    """The way forward where several maps come in."""
    layer, n, (maps, rows, columns) = s.layers[k], s.network.numbers[k], s.shapes[k]
    stop, (filters, high, wide) = there(s, k), s.shapes[k + 1]
    edge = f" + {2 * layer.padding}" if layer.padding else ""
    steps = f") / {layer.stride}" if layer.stride > 1 else ""
    return replace(
        stop,
        title="A sheet for each map",
        says=(
            f"The next filters are laid on {maps} maps at once. Each has a sheet of {layer.height} × {layer.width} "
            f"weights for each of them; all {maps} sheets stand at the same place of their maps, and all "
            f"{maps * layer.height * layer.width} products and the bias make one number. So a filter can look for what "
            "several maps show together.",
            stop.says[1],
            f"Where can the window stand? {'(' if steps else ''}{rows}{edge} − {layer.height}{steps} + 1 = {high} "
            f"places "
            f"down"
            + (", as many across" if (rows, layer.height) == (columns, layer.width) else f", {wide} across")
            + f": so {filters} filters make {filters} maps of {high} × {wide}.",
        ),
        key=f"window-{n}",
    )


def told(s: Passage, k: int, again: bool) -> tuple[Stop, ...]:
    stops = [_weight(s, k, again), *([] if again else [_checked(s, k)])]
    if s.shapes[k + 1][0] > 1 and not any(isinstance(layer, Conv) for layer in s.layers[:k]):
        stops.append(_apart(s, k))
    if any(q.layer < k for q in s.network.parameters):
        stops.append(_arrives(s, k, again))
    return tuple(stops)


def _weight(s: Passage, k: int, again: bool) -> Stop:
    source, target, n = s.wires[k], s.wires[k + 1], s.network.numbers[k]
    image, blames, gradients = s.one(source), s.one(f"d{target}"), s.arrays[f"dW{n}"]
    at = np.unravel_index(int(np.abs(gradients).argmax()), gradients.shape)
    f, c, i, j = (int(q) for q in at)
    gradient = float(gradients[f, c, i, j])
    parts = []
    for h, w in np.ndindex(blames.shape[1:]):
        top, left = _under(s, k, h, w)
        r, q = top + i, left + j
        if 0 <= r < image.shape[1] and 0 <= q < image.shape[2]:
            parts.append((float(image[c, r, q] * blames[f, h, w]), h, w, r, q))
    parts.sort(key=lambda one: -abs(one[0]))
    own = sum(one[0] for one in parts)

    def part(amount, h, w, r, q):
        return f"{value(image[c, r, q])} · {slope(blames[f, h, w])} = {slope(amount)}"

    one, two = parts[0], parts[1 if len(parts) > 1 else 0]
    many = s.together > 1
    rest = own - one[0] - two[0]
    shown = s.matter(source, (c,))
    cell = Box(c, one[3], one[4])
    outside = blames[0].size - len(parts)
    zeros = f" (At {outside} more it lay on the zeros around the image, which add nothing.)" if outside else ""
    return Stop(
        "One weight, used everywhere" if not again else "The filters before",
        (
            f"Take one weight of filter {f}: row {i}, column {j}"
            + (f", the one on map {c}" if gradients.shape[1] > 1 else "")
            + f". A little more of it moves the sum at each of {len(parts):,} places, by what lay under it there. So "
            "its gradient is, at each place, **what came in, times the blame of that sum**; and because it is one "
            "weight, all added up."
            if not again
            else f"It is the same rule, one part of the network earlier: weight ({i}, {j}) of filter {f} was used at "
            f"{len(parts):,} places, and adds up what came in times the blame at each.",
            (
                "The bias of a filter is added at every place, so it gets the sum of all blames of its map. "
                if not again
                else ""
            )
            + "All these gradients are again a window that slides: the map of blames, laid on what came in.",
            f"Most comes from ({one[1]}, {one[2]}): {part(*one)}. From ({two[1]}, {two[2]}) comes {part(*two)}, from "
            f"the other {len(parts) - 2:,} places {slope(rest)}. In all {slope(own)}"
            + (f" on this digit, and {slope(gradient)} with the {s.together - 1} others." if many else ".")
            + zeros,
            *(
                (
                    "You see the gradients of its weights as what they are, a small picture: where it is purple, less "
                    "would have been better, where it is green, more.",
                )
                if again
                else ()
            ),
        ),
        Sheets(
            (
                s.sheet(source, places=(cell,)),
                _filter(s, k, f, shown, True, (Box(c, i, j),)),
                s.sheet(target, back=True, places=(Box(f, one[1], one[2]),)),
            ),
            (
                (Strand(cell, Box(c, i, j), one[0]),),
                (Strand(Box(c, i, j), Box(f, one[1], one[2]), one[0]),),
            ),
            "gradient",
            s.part_of(k),
        ),
        f"filter-{n}",
        (f"dW{n}", f"db{n}"),
        "h and w go over all places" + (", n over the digits." if many else "."),
        f"dW{n}",
        f"dW{n},{f},{c},{i},{j}",
        Choice(
            f"One weight of a filter is used at {len(parts):,} places. What is its gradient?",
            ("that of the place with most blame", "the mean of all places", "the sum over all places"),
            2,
            "Here is why.",
        )
        if not again
        else None,
    )


def _checked(s: Passage, k: int) -> Stop:
    """The same gradient by a nudge: nobody need take the rule on trust."""
    n = s.network.numbers[k]
    gradients = s.arrays[f"dW{n}"]
    at = tuple(int(q) for q in np.unravel_index(int(np.abs(gradients).argmax()), gradients.shape))
    nudged, moves, own = s.loss_with(f"W{n}", at, 0.01), np.linspace(-0.1, 0.1, 11), float(gradients[at])
    before, after = told_apart(s.loss, nudged, 5)
    return Stop(
        "Is that right? Nudge it",
        (
            f"Nobody need believe that sum. Make the weight larger by a hundredth, and at all its places at once, "
            f"for it "
            f"is one weight; go forward again, and the loss is {after} where it was {before}.",
            f"For each 1 that is {three(100 * (nudged - s.loss))}. The sum over all places came to {slope(own)}: the "
            "same, but for the bend of the curve. (A sum of so many parts is often larger than the gradient of a dense "
            "weight, which has one.) Every gradient of this walk can be checked so, one nudge and one way "
            "forward each; the way back found them all together.",
        ),
        Sheets(
            (s.answers((s.truth,)),),
            at=s.part_of(k),
            beside=nudges(moves, [s.loss_with(f"W{n}", at, m) for m in moves], s.loss, own, three(own)),
        ),
        f"check-{n}",
        step=f"dW{n}",
        pin=f"dW{n},{','.join(map(str, at))}",
    )


def _apart(s: Passage, k: int) -> Stop:
    """Why the gradients of the filters differ: each map was asked for something else by what comes after it."""
    source, target, n = s.wires[k], s.wires[k + 1], s.network.numbers[k]
    image, blames, gradients = s.one(source), s.one(f"d{target}"), s.arrays[f"dW{n}"]
    filters, maps = gradients.shape[:2]
    f, c, i, j = (int(q) for q in np.unravel_index(int(np.abs(gradients).argmax()), gradients.shape))
    other = int(np.abs(gradients[:, c, i, j] - gradients[f, c, i, j]).argmax())
    places = [
        (abs(float(image[c, r, q] * blames[f, h, w])), h, w, r, q)
        for h, w in np.ndindex(blames.shape[1:])
        for r, q in [(_under(s, k, h, w)[0] + i, _under(s, k, h, w)[1] + j)]
        if 0 <= r < image.shape[1] and 0 <= q < image.shape[2]
    ]
    _, h, w, r, q = max(places)
    reached = np.count_nonzero(blames, axis=(1, 2))
    shown = s.matter(target, (f, other))
    why = ["each map goes on over weights of its own"]
    why += ["wins its squares at other places"] * any(isinstance(layer, MaxPool) for layer in s.layers[k:])
    why += ["is off at others"] * any(s.switches(one) for one in range(k, len(s.layers)))
    whose = "this digit's sum" if s.together > 1 else "the sum"
    return Stop(
        f"One digit, {filters} different gradients",
        (
            f"All {filters} filters were laid on the same {'maps' if maps > 1 else 'picture'}, at the same places. Yet "
            f"weight ({i}, {j}) of filter {f} has a gradient of {slope(gradients[f, c, i, j])}, and the same weight of "
            f"filter {other} one of {slope(gradients[other, c, i, j])}. Why?",
            f"Look where the windows stand at ({h}, {w}). Under that weight both met {value(image[c, r, q])}. But the "
            f"blame of {whose} there is {slope(blames[f, h, w])} on map {f}, and {slope(blames[other, h, w])} on map "
            f"{other}. What came in is the same for all; the **blames** differ, for "
            f"{' and '.join([', '.join(why[:-1])] * (len(why) > 1) + why[-1:])}. (Of {blames[0].size:,} sums "
            f"{int(reached[f]):,} get any blame on map {f}, and {int(reached[other]):,} on map {other}.)",
            "That is how filters come to look for different things. Chance made them a little unlike; each is "
            "corrected for what it did, so they part. Had two begun equal, and all that follows them, their blames "
            "would be equal, too: one filter, twice, for ever.",
        ),
        Sheets(
            (
                Sheet(
                    f"dW{n}",
                    "their gradients",
                    gradients[list(shown), c],
                    shown,
                    filters,
                    float(np.abs(gradients[:, c]).max()) or 1.0,
                    boxes=(Box(f, i, j), Box(other, i, j)),
                    names=tuple(f"filter {one}" for one in shown),
                ),
                s.sheet(target, back=True, places=(Box(f, h, w), Box(other, h, w)), among=shown),
            ),
            at=s.part_of(k),
        ),
        f"apart-{n}",
        step=f"dW{n}",
        pin=f"dW{n},{f},{c},{i},{j}",
    )


def _arrives(s: Passage, k: int, again: bool) -> Stop:
    source, target, n = s.wires[k], s.wires[k + 1], s.network.numbers[k]
    layer, blames, back = s.layers[k], s.one(f"d{target}"), s.one(f"d{source}")
    c, r, q = (int(v) for v in np.unravel_index(int(np.abs(back).argmax()), back.shape))
    W = s.arrays[f"W{n}"]
    terms = []
    for f, h, w in np.ndindex(blames.shape):
        top, left = _under(s, k, h, w)
        i, j = r - top, q - left
        if 0 <= i < layer.height and 0 <= j < layer.width:
            terms.append((float(W[f, c, i, j] * blames[f, h, w]), f, h, w, i, j))
    terms.sort(key=lambda one: -abs(one[0]))

    def term(amount, f, h, w, i, j):
        return f"{weight(W[f, c, i, j])} · {slope(blames[f, h, w])} = {slope(amount)}"

    one, two = terms[0], terms[1 if len(terms) > 1 else 0]
    rest = float(back[c, r, q]) - one[0] - two[0]
    places = len({(h, w) for _, _, h, w, _, _ in terms})
    cell = Box(c, r, q)
    shown = s.matter(target, (one[1], two[1]))
    lines = tuple(Strand(cell, Box(f, h, w), amount) for amount, f, h, w, _, _ in terms[:12] if f in shown)
    return Stop(
        "One number under many windows" if not again else "Under many windows, again",
        (
            f"The number at ({r}, {q}) of map {c} lay under the window at {places} places, for each of {len(blames)} "
            f"filters: it feeds {len(terms)} sums, and to each it has a line with the weight that lay on it there. "
            "Like any unit, it asks them all: blame times weight, added up.",
            f"From filter {one[1]} at ({one[2]}, {one[3]}) comes {term(*one)}; from filter {two[1]} at ({two[2]}, "
            f"{two[3]}), {term(*two)}; the other {len(terms) - 2} add {slope(rest)}. In all {slope(back[c, r, q])} "
            "arrives.",
            "The window that stands on it with its first weight reaches down and right from there; the one that meets "
            "it with its last weight stands above and to the left. So in this sum the filter is read backwards, "
            "*turned round*. A number at the edge lies under fewer windows, and hears from fewer sums.",
        ),
        Sheets(
            (s.sheet(source, back=True, places=(cell,)), s.sheet(target, back=True, places=[x.target for x in lines])),
            (lines,),
            "blame",
            s.part_of(k),
        ),
        f"under-{n}",
        (f"d{source}",),
        "r and q are the place that is asked about, h and w where a window stands: it has the weight of row r − h on "
        "it, counted from its own upper edge. What would lie outside of a filter counts as 0.",
        f"d{source}",
        f"d{source},{c},{r},{q},0",
    )
