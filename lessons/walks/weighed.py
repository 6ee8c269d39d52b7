"""A dense layer, told back from the blames of its sums: its weights, and what came in."""

from collections.abc import Iterable

import numpy as np

from lessons.page.stop import Sheets, Stop, Strand, slope, value, weight
from lessons.walks.passage import Passage

MANY = 14  # lines into or out of one unit


def told(s: Passage, k: int, again: bool) -> tuple[Stop, ...]:
    """The stops of layer k; short where the walk has told of a dense layer before."""
    source, target = s.wires[k], s.wires[k + 1]
    inputs, blames, W = s.one(source).ravel(), s.one(f"d{target}"), s.arrays[f"W{s.network.numbers[k]}"]
    back = (s.one(f"d{source}")).ravel()
    j = int(np.abs(blames).argmax())
    i = int(np.abs(inputs).argmax())
    first = k == 0 or not any(q.layer < k for q in s.network.parameters)
    stops = [_weights(s, k, i, j, again)]
    if not first:
        u = int((np.abs(back) * (inputs != 0)).argmax())  # of those that sent anything: blame of others goes no further
        stops.append(_arrives(s, k, u, W, blames, back, again))
    return tuple(stops)


def _weights(s: Passage, k: int, i: int, j: int, again: bool) -> Stop:
    source, target, n = s.wires[k], s.wires[k + 1], s.network.numbers[k]
    inputs, blames = s.one(source).ravel(), s.one(f"d{target}")
    gradient = float(s.arrays[f"dW{n}"][i, j])
    own = float(inputs[i] * blames[j])
    many = s.together > 1
    silent = next((u for u in range(len(inputs)) if inputs[u] == 0), None)
    to = s.said(target, j)
    where = s.place(source, i)
    says = [
        f"The sum of {to} is made of {len(inputs):,} products and a bias: what comes in, times the weight of its line. "
        f"Through the line from {s.said(source, i)} comes {value(inputs[i])}. A little more on that weight moves the "
        f"sum by so much times that little, and the loss by the blame of the sum times that. (The weight itself is "
        "not in it: a small one can have a large gradient.)"
        if not again
        else f"The same rule, for the {len(inputs):,} numbers that come in here and the {len(blames)} sums that they "
        "feed: nothing is asked but what came in and the blame of the sum that it went into.",
        "So the gradient of a weight is **what came in, times the blame of the sum that it goes into**"
        + (f": from {s.said(source, i)} to {to}, " if again else ": ")
        + f"{value(inputs[i])} · {slope(blames[j])} = {slope(own)}"
        + (
            f" on this digit. The mini-batch has {s.together} digits, all through this one weight, and their parts are "
            f"added up: in all {slope(gradient)}."
            if many
            else "."
        )
        + (
            f" Where nothing came in, as from {s.said(source, silent)}, the gradient is 0"
            + (" on this digit." if many else ".")
            if silent is not None
            else ""
        ),
        "A bias is like a weight that always gets a 1: its gradient is the blame of its sum, "
        + (
            f"added up over the digits: {_or_nothing(s.arrays[f'd{target}'][:, j])}."
            if many
            else f"{slope(blames[j])}."
        ),
    ]
    strands = s.strongest(
        (Strand(s.place(source, u), j, float(inputs[u] * blames[j])) for u in range(len(inputs))), MANY
    )
    places = [where, *(line.source for line in strands)]
    return Stop(
        "A weight: what came in, times the blame"
        if not again
        else f"The {len(inputs):,} × {len(blames)} weights before",
        tuple(says),
        Sheets(
            (
                s.sheet(source, places=places[:1] if isinstance(where, int) else places),
                s.sheet(target, back=True, places=(j,)),
            ),
            (_shown(s, source, strands, places[:1]),),
            "gradient",
            s.part_of(k),
        ),
        f"weights-{n}",
        (f"dW{n}", f"db{n}"),
        "i is what sends, j the sum that it goes into" + (", n counts the digits." if many else "."),
        f"dW{n}",
        f"dW{n},{i},{j}",
    )


def _or_nothing(terms) -> str:
    """A sum in words; where its terms cancel, what is left is no number."""
    total = float(terms.sum())
    return slope(total) if abs(total) > 1e-12 * float(np.abs(terms).sum()) else "0, for they cancel, as we saw"


def _shown(s: Passage, wire: str, strands, forced):
    """The strands whose ends are on the sheet."""
    shown = s.matter(wire, [q for q in forced if isinstance(q, int)])
    return tuple(line for line in strands if not isinstance(line.source, int) or line.source in shown)


def _arrives(s: Passage, k: int, u: int, W, blames, back, again: bool) -> Stop:
    source, target, n = s.wires[k], s.wires[k + 1], s.network.numbers[k]
    terms = W[u] * blames
    largest = tuple(int(q) for q in np.argsort(-np.abs(terms))[:2])  # one, where a single unit follows
    came = [
        f"{s.said(target, q)}{',' if n else ' comes'} {weight(W[u, q])} · {slope(blames[q])} = {slope(terms[q])}"
        for n, q in enumerate(largest)
    ]
    others, rest = len(terms) - len(largest), float(terms.sum() - terms[list(largest)].sum())
    where, who = s.place(source, u), s.said(source, u)
    says = [
        f"Nobody told {who} what it should have been. But {_fed(len(blames))}"
        if not again
        else f"The {len(back)} numbers that came in know no label. They need not: "
        f"{f'the {len(blames)} blames δ hold' if len(blames) > 1 else 'the blame δ holds'} all that came after.",
        (f"Take {who}. " if again else "")
        + f"From {'; from '.join(came)}"
        + (f"; the other {others} add {slope(rest)}" if others > 0 else "")
        + f". In all {slope(back[u])}: "
        + ("more of it would have been better." if back[u] < 0 else "less of it would have been better.")
        + turned(s.said(target, q) for q in largest if W[u, q] < 0),
        "This is the blame that **arrives**. Each blame was worked out once, and is used for "
        f"all {len(back)} numbers that came in; nobody follows a path twice. That is why the way back is cheap. "
        "(The table of weights is the same, read along its other side: books write Wᵀ.)"
        if not again
        else "This is the *chain rule*: a number reaches the loss only through the numbers that it feeds. So look at "
        "those, no further: how far it moves each, times what that one does to the loss, added up.",
    ]
    strands = s.strongest((Strand(where, q, float(terms[q])) for q in range(len(terms))), MANY)
    shown = s.matter(target, largest)
    strands = tuple(line for line in strands if line.target in shown)
    return Stop(
        "A unit has no label" if not again else "The same question, one layer down",
        tuple(says),
        Sheets(
            (s.sheet(source, back=True, places=(where,)), s.sheet(target, back=True, places=largest)),
            (strands,),
            "blame",
            s.part_of(k),
        ),
        f"arrives-{n}",
        (f"d{source}",),
        "i is what came in, j counts the sums that it feeds.",
        f"d{source}",
        f"d{source},0,{u}",
    )


def turned(fed: Iterable[str]) -> str:
    """Why the blame of these sums came over with the other sign."""
    first = next(iter(fed), None)
    return (
        ""
        if first is None
        else f" (The weight to {first} is negative: more sent along it makes that sum smaller. So what is asked of the "
        "sum is asked of the unit the other way round, and the blame turns its sign.)"
    )


def _fed(sums: int) -> str:
    """What a number that feeds so many sums does to them."""
    if sums == 1:
        return (
            "it feeds one sum, whose blame is known. Had it been a little more, that sum would have moved by that "
            "little, times the weight of its line."
        )
    return (
        f"it feeds {sums} sums, and the blame of each is known. Had it been a little more, each sum would have moved "
        "by that little, times the weight of its line, all of them at once: so we add up."
    )
