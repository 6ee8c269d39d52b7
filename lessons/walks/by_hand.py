# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # The way back, by hand
#
# A network of a few units, on numbers that somebody wrote down: nothing is left out here, and each line can be checked
# with pen and paper.

# %%
import numpy as np

from core.layers import Dense
from core.losses import Quadratic, SoftmaxCrossEntropy
from lessons.notes.cell import show
from lessons.page.example import this_digit
from lessons.page.stop import Choice, Sheets, Stop, Strand, nudges, told_apart
from lessons.walks import bent, worked
from lessons.walks.ends import WHY_A_MEAN
from lessons.walks.numbers import Numbers, four, listed
from lessons.walks.weighed import turned

s = Numbers(this_digit())
x, p, y, N = s.one("x"), s.p, s.trace.y[0], s.together
alone, logits, here = N == 1, s.logits, len(s.layers)
dense = [k for k, layer in enumerate(s.layers) if isinstance(layer, Dense)]
d = s.one(f"d{logits}")


def lines(amounts) -> tuple[Strand, ...]:
    """From each row to each column, what the line carries."""
    return s.strongest(Strand(i, j, float(v)) for (i, j), v in np.ndenumerate(amounts))


# %% [markdown]
# ## Forward

# %%
bounded = not isinstance(s.layers[-1], Dense) and bent.makes_shares(s.layers[-1])
units = [s.shapes[k + 1][0] for k in dense]
seen = ["x", *(s.wires[k] for k in dense[1:]), logits]  # what each layer sends
carried = [s.one(wire)[:, None] * s.arrays[f"W{s.network.numbers[k]}"] for wire, k in zip(seen, dense, strict=False)]
show(
    Stop(
        "Small enough to work out by hand",
        (
            f"{len(x)} numbers go in: {', '.join(worked.coloured(v, 'value') for v in x)}. They go "
            f"{'through ' if units[1:] else ''}"
            f"{', then '.join(f'{n} units' if n > 1 else 'a unit' for n in units[:-1])}{' ' if units[1:] else ''}to "
            f"{units[-1]} output{'s' * (units[-1] > 1)}, and should have come out as "
            f"{', '.join(worked.coloured(v, 'truth') for v in y)}. They stand for nothing: the same rules hold for the "
            "784 pixels of a digit, only nobody could write those down."
            + (
                " (What comes out lies between 0 and 1 and never quite reaches either: so what is wanted lies a "
                "little inside.)"
                if bounded and ((y > 0) & (y < 1)).all()
                else ""
            ),
            f"What came out is {', '.join(worked.coloured(v, 'value') for v in p)}. How should each of the "
            f"{s.network.size} weights and biases change, so that it comes nearer? Each line of this walk can be "
            "checked with pen and paper. (Four digits are shown; all are kept. Units are counted from 0.)",
            *(
                ()
                if alone
                else (
                    f"{N} examples go through together. We follow the first; "
                    + (worked.beside(s) if N <= worked.FEW else "the others go the same way")
                    + ", and their parts are added where a sum needs them.",
                )
            ),
        ),
        Sheets((*(s.sheet(wire) for wire in seen), s.wanted()), tuple(map(lines, carried)), "signal", at=0),
        "look",
        step=s.wires[1],
    )
)

# %%
for k in dense:
    bends = k + 1 < here and not isinstance(s.layers[k + 1], Dense)
    n, made, first = s.network.numbers[k], s.wires[k + 1], k == 0
    show(
        Stop(
            f"Forward: layer {n}",
            (
                (
                    "Each unit adds up what comes in, each number times the weight of its line, and its *bias*. "
                    if first
                    else "The same again, on what the layer before sent. "
                )
                + ("So:" if first else "Its sums:"),
                *listed(worked.sums(s, k)),
                *((worked.bent(s, k + 1),) if bends else ()),
                *((worked.shares(s),) if k == dense[-1] and isinstance(s.network.loss, SoftmaxCrossEntropy) else ()),
            ),
            Sheets(
                (s.sheet(s.wires[k]), s.sheet(made), *((s.sheet(s.wires[k + 2]),) if bends else ())),
                (lines(s.one(s.wires[k])[:, None] * s.arrays[f"W{n}"]), *(((),) if bends else ())),
                "signal",
                s.part_of(k),
            ),
            f"sums-{n}",
            (made, *((s.wires[k + 2],) if bends and s.wires[k + 2] in s.digit.equations else ())),
            "i counts what comes in, j the units that it goes to.",
            made,
        )
    )

# %%
show(
    Stop(
        "How wrong? One number",
        (
            "To get better, a network needs one number that says how wrong it was: the *loss*, L. "
            f"{worked.loss(s)}. "
            + (
                f"In all [{four(s.loss)}]{{loss}}."
                if alone
                else f"{worked.total(s)}. The loss is the mean of the {N}: [{four(s.loss)}]{{loss}}."
            ),
            "Too much and too little cost alike, and twice as far costs four times as much."
            if isinstance(s.network.loss, Quadratic)
            else "Half the share costs 0.69 more, wherever it is: to give next to nothing to what was right is dear.",
        ),
        Sheets((s.outputs(), s.wanted()), at=s.part_of(here)),
        "loss",
        ("L",),
        "k counts the outputs, y is what was wanted" + (", n counts the examples." if not alone else "."),
        "L",
    )
)

# %% [markdown]
# ## What we ask of every number

# %%
last = s.network.numbers[dense[-1]]
gradients = s.arrays[f"dW{last}"]
i, j = (int(q) for q in np.unravel_index(int(np.abs(gradients).argmax()), gradients.shape))
own, old = float(gradients[i, j]), float(s.arrays[f"W{last}"][i, j])
nudged, moves = s.loss_with(f"W{last}", (i, j), 0.01), np.linspace(-0.5, 0.5, 41)
show(
    Stop(
        "One question, asked of every number",
        (
            f"Take one weight: from {s.said(s.wires[dense[-1]], i)} to output {j}. It is "
            f"{worked.coloured(old, 'parameter')}. Make it larger by a hundredth, go forward again, and the loss is "
            f"{' where it was '.join(told_apart(nudged, s.loss, 4))}. For each 1 that the weight grows, that would be "
            f"{four((nudged - s.loss) / 0.01)}; right at the weight that we have the *slope* is {worked.slope(own)}.",
            "It is called the *gradient* of the loss by this weight, ∂L/∂W, and answers the one question of this walk: "
            "**if this number were a little larger, how much larger would the loss be?** [Purple]{up}: raising it "
            "raises the loss. [Green]{down}: raising it lowers the loss.",
            f"There are {s.network.size} such numbers. Nudging each would take {s.network.size + 1} ways forward. One "
            "way back finds them all, and here it is.",
        ),
        Sheets(
            (s.outputs(),),
            at=s.part_of(here),
            beside=nudges(moves, [s.loss_with(f"W{last}", (i, j), m) for m in moves], s.loss, own, four(own)),
        ),
        "nudge",
        step=f"dW{last}",
        pin=f"dW{last},{i},{j}",
    )
)

# %% [markdown]
# ## The end

# %%
too_large = np.flatnonzero(p > y)
show(
    Stop(
        "Begin at the end: blame",
        (
            "Nothing but the loss comes after the outputs, so there the question is easiest. "
            + worked.WHY[type(s.network.loss)],
            f"So the slope is **what came out, less what was wanted**: {worked.blames(s)}. We call it *blame*; books "
            "say *error signal*. If it is positive, the output was too large; if negative, too small.",
            *(
                ()
                if alone and not isinstance(s.network.loss, Quadratic)
                else ("There is one example, N = 1, so nothing is divided. (The ½ belongs to the square.)",)
                if alone
                else (
                    f"The loss is the mean of {N} examples, so each counts for a part of it: divided by {N}, that is "
                    f"{', '.join(worked.slope(v) for v in d)}. From here on every blame carries that part, so what "
                    f"comes of several examples can be added up as it is. {WHY_A_MEAN}",
                )
            ),
        ),
        Sheets((s.outputs(), s.wanted(), s.sheet(logits, back=True)), at=s.part_of(here)),
        "outputs",
        (f"d{logits}",),
        "k counts the outputs" + (", n the examples." if not alone else "."),
        f"d{logits}",
        "",
        Choice(
            "Which output should come down?",
            tuple(f"output {k}" for k in range(len(p))),
            int(too_large[0]),
            "Here is why.",
        )
        if len(too_large) == 1 and len(p) > 1
        else None,
    )
)

# %% [markdown]
# ## Back, layer by layer

# %%
told: set[str] = set()
for k in reversed(range(here)):
    source, made, at = s.wires[k], s.wires[k + 1], s.part_of(k)
    if not isinstance(s.layers[k], Dense):
        name = s.layers[k].activation
        why = bent.slope_of(s, k)
        show(
            Stop(
                f"Through the bend of {'the outputs' if k + 1 == here else f'layer {s.network.numbers[k]}'}",
                (
                    (why if name not in told else "The same bend, one layer earlier.")
                    + " So the blame is multiplied by that slope"
                    + (
                        ", and shrinks at every such layer."
                        if bent.makes_shares(s.layers[k]) and name not in told
                        else "."
                    ),
                    *listed(worked.passing(s, k)),
                    "What passes is the blame of the sum, δ: it is what the weights and the bias of the unit need.",
                ),
                Sheets(
                    (s.sheet(source, back=True), s.sheet(made, back=True)),
                    (tuple(Strand(q, q, float(v)) for q, v in enumerate(s.one(f"d{source}")) if v),),
                    "blame",
                    at,
                ),
                f"gate-{made}",
                (f"d{source}",),
                "j is the unit.",
                f"d{source}",
            )
        )
        told.add(name)
        continue
    n = s.network.numbers[k]
    again, blame, bias = k != dense[-1], s.one(f"d{made}"), s.arrays[f"db{n}"]
    alike = len(bias) > 1 and len(set(s.arrays[f"b{n}"])) == 1 and len(set(bias)) > 1
    show(
        Stop(
            f"The weights of layer {n}",
            (
                (
                    "A little more on a weight moves its sum by that little, times what comes through its line, and "
                    "the loss by the blame of the sum times that. So the gradient of a weight is **what came in, "
                    "times the blame of the sum that it goes into**. The weight itself is not in it."
                    if not again
                    else "The rule has not changed: what came in, times the blame."
                ),
                *listed(worked.weights(s, k)),
                "A bias is like a weight that always gets a 1: its gradient is the blame itself"
                + (", added up over the examples" if not alone else "")
                + f", {', '.join(worked.slope(v) for v in bias)}."
                + (
                    f" (All biases here are {worked.coloured(float(s.arrays[f'b{n}'][0]), 'parameter')} now; from this "
                    "step on they move apart.)"
                    if alike
                    else ""
                ),
            ),
            Sheets(
                (s.sheet(source), s.sheet(made, back=True)),
                (lines(s.arrays[f"dW{n}"]),),
                "gradient",
                at,
            ),
            f"weights-{n}",
            (f"dW{n}", f"db{n}"),
            "i is what sends, j the sum that it goes into" + (", n counts the examples." if not alone else "."),
            f"dW{n}",
        )
    )
    if k == 0:
        continue
    show(
        Stop(
            "A unit has no target" if not again else "The same question, one layer down",
            (
                (
                    f"Nobody said what a unit should have sent. But it feeds {len(blame)} sum{'s' * (len(blame) > 1)}, "
                    "whose blame is known: had it sent a little more, each would have moved by that little, times the "
                    "weight of its line, and all at once. So blame comes back over the same lines, times the same "
                    "weights, and is added up."
                    + turned(s.said(made, q) for q in range(len(blame)) if (s.arrays[f"W{n}"][:, q] < 0).any())
                    if not again
                    else "These units, too, reach the loss only through what they feed: blame times weight, added up."
                ),
                *listed(worked.arriving(s, k)),
                "This is the *chain rule*: look only at what a number feeds; how far it moves each of those, times "
                "what that one does to the loss, added up."
                + (
                    " Each blame was worked out once, and serves every weight into its sum and every number that came "
                    "in. That is why one way back is enough."
                    if not again
                    else ""
                ),
            ),
            Sheets(
                (s.sheet(source, back=True), s.sheet(made, back=True)),
                (lines(s.arrays[f"W{n}"] * blame),),
                "blame",
                at,
            ),
            f"arrives-{n}",
            (f"d{source}",),
            "i is the unit, j counts the sums that it feeds.",
            f"d{source}",
        )
    )

# %% [markdown]
# ## What it is for

# %%
ahead, turn = s.ahead, s.only_weights
rate, after = ahead.rate, s.loss_at(s.moved(ahead.rate))
show(
    Stop(
        "Take a step",
        (
            "Where a slope is positive, more would mean more loss: so move *against* it, by the slope times a small "
            f"number, the *learning rate*, here {four(rate)}:",
            *listed(worked.moved(s), 3),
            f"Each promises a fall of its slope times its move, {four(rate)} · slope². All move at once, and for small "
            f"moves the promises add up: from [{four(s.loss)}]{{loss}} to [{four(ahead.promised(rate))}]{{down}}. It "
            f"has become [{four(after)}]{{loss}}. A slope is a straight line laid against a curve, so a promise holds "
            f"only near by: for ten times this rate it is a loss of {four(s.loss - 10 * rate * s.squared)}, and what "
            f"happens is {four(s.loss_at(s.moved(10 * rate)))}.",
        ),
        Sheets((s.outputs(),), at=s.part_of(here), beside=ahead.curve(49, 12)),
        "step",
    )
)

# %%
if turn is not None and turn[0] != turn[1]:
    show(
        Stop(
            "With the old weights, not the new",
            (
                "All gradients are taken before anything moves. Why not move the last weights first, and send the "
                "blame back over the new ones?",
                "A slope belongs to the place where one stands: to all the weights as they are. What the units sent "
                "and the blames of the outputs were worked out there. Blame that goes back over weights which have "
                "moved mixes two places, and is the slope of the loss at neither.",
                "Some printed examples do that, and leave the biases as they are: they come to a loss of {1}, where "
                "{0} is right. After so short a step that is close, and either may be lower, by luck; but only the "
                "right one was promised, and only it agrees with a nudge.".format(*told_apart(*turn, 4)),
            ),
            Sheets(
                (s.sheet(s.wires[dense[-1]], back=True), s.sheet(s.wires[dense[-1] + 1], back=True)),
                (lines(s.arrays[f"W{last}"] * s.one(f"d{s.wires[dense[-1] + 1]}")),),
                "blame",
                s.part_of(dense[-1]),
            ),
            "place",
            (f"d{s.wires[dense[-1]]}",),
            "W is what it was on the way forward.",
            f"d{s.wires[dense[-1]]}",
        )
    )

# %%
many = {steps: s.loss_after(steps) for steps in (1, 10, 100, 1000)}
p_after = s.network.predict(s.moved(rate), s.trace.values[0])[0]
show(
    Stop(
        "Again, and again",
        (
            f"Forward once more: {', '.join(worked.coloured(v, 'value') for v in p_after)} where it was "
            f"{', '.join(worked.coloured(v, 'value') for v in p)}, and "
            f"{', '.join(worked.coloured(v, 'truth') for v in y)} was wanted. One step is small. But the same can be "
            "done again, from where one stands now, with slopes taken anew.",
            "The loss after "
            + ", ".join(f"{steps:,} step{'s' * (steps > 1)}: {four(value)}" for steps, value in many.items())
            + "."
            + (
                " Near its lowest place the curve is flat, the slopes are small, and each step does less than the one "
                "before."
                if many[1] >= many[10] >= many[100] >= many[1000]
                else " It does not always fall: a step that was short enough here is too long where the curve is "
                "steeper."
            ),
            f"By then this network is right about {'one example' if alone else f'{N} examples'}, and about nothing "
            "else: another one goes through the same weights, and nobody asked it. Whether a step helps or harms it is "
            "luck. So one takes the mean over many: that is what a set of digits is for.",
        ),
        Sheets((s.outputs(p, ", before"), s.outputs(p_after, ", after"), s.wanted()), at=s.part_of(here)),
        "again",
    )
)

# %%
show(
    Stop(
        "The whole of it",
        (
            " ".join(
                [
                    "Begin with what came out, less what was wanted: blame.",
                    *dict.fromkeys(bent.rule(s, k).strip() for k in range(here) if s.bends(k)),
                ]
            ),
            "A weight gets what came in, times the blame of the sum that it goes into. A bias gets the blame of its sum"
            + (", and both are added up over the examples." if not alone else "."),
            "What came in gets, from every sum that it feeds, the blame times the weight, added up. Again for the "
            "layer before. Then everything moves against its gradient, by a little.",
            "A digit has 784 numbers where this has "
            f"{len(x)}, and nothing else is different. Now fill the gradients in yourself, or go through it freely.",
        ),
        Sheets(
            (s.sheet("x"), *(s.sheet(s.wires[k + 1], back=True) for k in dense)),
            tuple(lines(s.arrays[f"dW{s.network.numbers[k]}"]) for k in dense),
            "gradient",
            at=0,
        ),
        "whole",
        (
            f"d{logits}",
            f"dW{last}",
            *((f"d{s.wires[dense[-1]]}",) if len(dense) > 1 else ()),
            *((f"d{s.wires[dense[-1] - 1]}",) if len(dense) > 1 and alone else ()),  # there is no room for more
        ),
        "",
        f"d{logits}",
    )
)
