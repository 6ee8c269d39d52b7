# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # The way back, through any network
#
# The same question as ever: if this number were a little larger, how much larger would the loss be? Each kind of layer
# has an answer of its own, and all of them meet in one rule.

# %%
import numpy as np

from core.convolution import Conv
from core.dropout import Dropout
from core.images import Flatten, Image
from core.layers import Dense
from core.normalization import Normalization
from core.pooling import AveragePool, MaxPool
from lessons.notes.cell import show
from lessons.page.example import this_digit
from lessons.page.one_step import promise
from lessons.page.stop import Bars, Choice, Graph, Sheets, Stop, share, slope, three
from lessons.walks import bent, convolved, dropped, measured, pooled, weighed
from lessons.walks.ends import blame, curve_of_loss, everybody, how_wrong, softmax
from lessons.walks.passage import Passage

digit = this_digit()
s = Passage(digit)
truth, guess, p, N = s.truth, s.guess, s.p, s.together
rival = int(np.argsort(-np.where(np.arange(len(p)) == truth, -1, p))[0])  # the largest of the others
x, logits = s.wires[0], s.logits
here, alone = len(s.layers), N == 1
loss_part = s.part_of(here)

# %% [markdown]
# ## Forward

# %%
KINDS = {
    Conv: "a convolution of {} maps",
    MaxPool: "a pool",
    AveragePool: "a pool",
    Dense: "{} units",
    Normalization: "a normalisation",
    Dropout: "a dropout",
}
names = [
    words.format(s.shapes[k + 1][0])
    for k, layer in enumerate(s.layers)
    for kind, words in KINDS.items()
    if isinstance(layer, kind)
]
sure = (
    f"It is {share(p[guess])} sure that this is a **{guess}**. It is a [{truth}]{{truth}}, which got "
    f"{share(p[truth], 'truth')}."
    if guess != truth
    else f"It is {share(p[truth], 'truth')} sure that this is a **{truth}**, and that is right."
)
show(
    Stop(
        f"It looks, and says {guess}",
        (
            f"A handwritten digit is {s.shapes[0][0]} pixels. They go through {', '.join(names[:-1])}"
            f"{' and ' if names[1:] else ''}{names[-1]}, one after the other. These last ten numbers become ten "
            "shares, one for each digit from 0 to 9.",
            f"{sure} Which of its {s.network.size:,} weights and biases brought that about, and how should each of "
            "them change? We go forward once, quickly, then from the end back to the pixels. The strip below shows "
            "where we are. (Numbers are rounded here; the network keeps all their digits.)",
        ),
        Sheets((s.sheet(x), s.shares((truth,))), at=0),
        "look",
        step=s.wires[1],
    )
)

# %%
met: set[type] = set()
for k, layer in enumerate(s.layers):
    if type(layer) in met:
        continue
    met.add(type(layer))
    if isinstance(layer, Conv):
        show(convolved.there(s, k))
    elif isinstance(layer, MaxPool | AveragePool):
        show(pooled.there(s, k))
    elif isinstance(layer, Normalization) and (N > 1 or len(s.shapes[k]) == 3 or "ln" in str(layer)):
        show(*measured.there(s, k))

# %%
show(
    Stop(
        "How wrong? One number",
        (
            *how_wrong(p[truth], s.own_loss),
            *(
                ()
                if alone
                else (
                    f"That is this digit's. The loss of the mini-batch is the mean over its {N} digits: "
                    f"[{three(s.loss)}]{{loss}}.",
                )
            ),
        ),
        Sheets((s.shares((truth,)),), at=loss_part, beside=curve_of_loss(p[truth], s.own_loss, truth)),
        "loss",
        ("L",),
        "k counts the ten digits, y is 1 for the truth and 0 for the others: so one term is left. log is ln.",
        "L",
    )
)

# %% [markdown]
# ## What we ask of every number

# %%
parameter = next(q for q in reversed(s.network.parameters) if q.letter == "W")
gradients = s.arrays[f"d{parameter.name}"]
entry = tuple(int(q) for q in np.unravel_index(int(np.abs(gradients).argmax()), gradients.shape))
own, weighs = float(gradients[entry]), float(s.arrays[parameter.name][entry])
hundredth = s.loss_with(parameter.name, entry, 0.01)
moves = np.linspace(-0.2, 0.2, 41)
falls = own < 0
line = (
    f"from unit {entry[0]} to the sum of the {entry[1]}"
    if len(entry) == 2 and parameter.layer == here - 1
    else f"number {', '.join(map(str, entry))} of the last weights"
)
show(
    Stop(
        "One question, asked of every number",
        (
            f"Take one weight: {line}. It is [{three(weighs)}]{{parameter}}. Make it larger by a hundredth, go forward "
            f"again, and the loss is {hundredth:.4f} where it was {s.loss:.4f}: it {'falls' if falls else 'rises'} by "
            f"{abs(s.loss - hundredth):.4f}.",
            f"Right at the weight that we have, its *slope* is {slope(own)}: "
            f"{'negative, for the loss falls' if falls else 'positive, for the loss rises'}. It is called the "
            "*gradient* of the loss by this weight, written ∂L/∂W.",
            "It answers the one question of this walk: **if this number were a little larger, how much larger would "
            "the loss be?** [Purple]{up} means: raising it raises the loss. [Green]{down}: raising it lowers the loss.",
        ),
        Sheets(
            (s.shares((truth,)),),
            at=loss_part,
            beside=Graph(
                moves,
                np.array([s.loss_with(parameter.name, entry, m) for m in moves]),
                "change of this weight",
                "loss",
                (0.0, s.loss, own),
                ((0.0, s.loss, f"slope {three(own)}"),),
            ),
        ),
        "nudge",
        step=f"d{parameter.name}",
        pin=f"d{parameter.name},{','.join(map(str, entry))}",
    )
)

# %% [markdown]
# ## The end

# %%
z, d = s.one(logits), s.one(f"d{logits}")
show(
    Stop(
        "How ten sums become ten shares",
        softmax(z, p, truth, rival),
        Sheets((s.sheet(logits, places=(truth, rival)), s.shares((truth, rival))), at=loss_part),
        "softmax",
        ("p",),
        "k is the digit whose share it is, m counts all ten.",
        "p",
    ),
    Stop(
        "Begin at the end: blame",
        blame(p, truth, rival),
        Sheets((s.pushes((truth, rival)), s.shares((truth, rival))), at=loss_part),
        "outputs",
        (f"d{logits}",) if alone else (),
        "k counts the ten digits." if alone else "",
        f"d{logits}",
        f"d{logits},0,{truth}",
        Choice(
            f"The loss is ln (total) − z, with the z of the {truth}. Which of the ten sums has the slope that is "
            "largest in size?",
            tuple(str(q) for q in range(10)),
            int(np.abs(d).argmax()),
            f"It is p − y: {three(p[truth] - 1)} for the {truth}, {three(p[rival])} for the {rival}. Here is why.",
        ),
    ),
)
if not alone:
    show(
        Stop(
            f"One of {N}",
            (
                f"The loss of the mini-batch is the mean over its {N} digits. So a sum of this digit moves it by a "
                f"{N}th of what it does to its own loss: δ = {slope(p[truth] - 1)} / {N} = {slope(d[truth])} for the "
                f"{truth}, {slope(p[rival])} / {N} = {slope(d[rival])} for the {rival}.",
                "That part is taken once, here. Every blame on the way back is made of these, so all of them carry it, "
                "and what comes from several digits can be added up as it is.",
            ),
            Sheets((s.sheet(logits, back=True, places=(truth, rival)), s.shares((truth, rival))), at=loss_part),
            "mean",
            (f"d{logits}",),
            "n counts the digits, k the classes.",
            f"d{logits}",
        )
    )

# %% [markdown]
# ## Back, layer by layer

# %%
told: set[type] = set()
occurred: set[str] = set()  # what is told of once: a unit that is off for everybody, a flat place
for k in reversed(range(len(s.layers))):
    layer = s.layers[k]
    again = type(layer) in told
    if isinstance(layer, Dense):
        show(*weighed.told(s, k, again))
    elif s.bends(k):
        stops = bent.told(s, k, again)
        show(*(stop for stop in stops if stop.title not in occurred))
        occurred |= {stop.title for stop in stops[1:]}
    elif isinstance(layer, Conv):
        show(*convolved.told(s, k, again))
    elif isinstance(layer, MaxPool | AveragePool):
        show(*pooled.told(s, k, again))
    elif isinstance(layer, Flatten):
        show(*pooled.moved(s, k))
    elif isinstance(layer, Dropout):
        show(*dropped.told(s, k, again))
    elif isinstance(layer, Normalization):
        show(*measured.told(s, k, again))
    elif isinstance(layer, Image):
        continue  # the pixels: nobody wants to change those
    told.add(type(layer))

# %% [markdown]
# ## What it costs, and what it is for

# %%
there, back = s.multiplications()
nudging = (s.network.size + 1) * there
show(
    Stop(
        "All of them, in two passes",
        (
            f"The way forward took {there:,} multiplications by a weight{'' if alone else ' for each digit'}. The way "
            f"back took {back:,}: each weight once more for its gradient, wherever it is used, and once for the blame "
            "that came back over its lines. (None comes back to the pixels: nobody wants to change those.)",
            f"Nudging one number after the other takes a way forward for each of the {s.network.size:,}, and one more "
            f"to compare with: {nudging:,} multiplications.",
        ),
        Sheets(
            (s.shares((truth,)),),
            at=loss_part,
            beside=Bars(("forward", "back", "nudging each"), (float(there), float(back), float(nudging))),
        ),
        "count",
    )
)

# %%
rate = s.rate
rates = np.linspace(0, 3 * rate, 25)
curve = np.array([s.loss_at(s.moved(q)) for q in rates])
happened, promised = s.loss_at(s.moved(rate)), promise(s.loss, -s.squared, rate)
p_after = s.network.predict(s.moved(rate), s.trace.values[0])[0]
show(
    Stop(
        "Take a step",
        (
            f"Put all {s.network.size:,} weights and biases into one list, θ, their gradients into another, g. "
            "Where a slope is positive, more would mean more loss: so go *against* it. And go furthest where it is "
            f"steepest, for there a move does most. In one line: θ becomes θ − {rate:g} · g, and {rate:g} is called "
            "the *learning rate*.",
            f"What do the slopes promise? Slope times move, for each number: −{rate:g} · slope². A square is never "
            f"negative, so each one promises a fall; in all from [{three(s.loss)}]{{loss}} to "
            f"[{three(promised)}]{{down}}. What happened is [{three(happened)}]{{loss}}: a slope is a straight line "
            "laid against a curve, and the curve bends away from it. So one takes a small step, and looks again.",
            f"The same digit through the changed network: the {truth} has {share(p_after[truth], 'truth')} where it "
            f"had {share(p[truth], 'truth')}.",
        ),
        Sheets(
            (s.shares((truth,)),),
            at=0,
            beside=Graph(
                rates,
                curve,
                "learning rate",
                "loss",
                (0.0, s.loss, -s.squared),
                (
                    (rate, happened, f"happened: {three(happened)}"),
                    (rate, promised, f"promised: {three(promised)}"),
                ),
            ),
        ),
        "step",
    ),
    Stop(
        "And everybody else?",
        everybody(
            s.readings,
            f"our {truth}" if alone else f"these {N} digits",
            " (A digit alone has no others to be measured by: here it is measured by the means and spreads of our "
            "mini-batch. A network in use has kept some from its training.)"
            if s.network.normalised
            else "",
        ),
        Sheets((s.sheet(x), s.shares((truth,)))),
        "others",
    ),
)

# %%
last = parameter.name.removeprefix("W")
kinds = {type(layer) for layer in s.layers}
show(
    Stop(
        "The whole of it",
        (
            "Begin with what each of the ten got, less what it should have got: its blame.",
            "A weight gets what came in, times the blame of the sum that it goes into, added up over all places where "
            "it is used. A bias gets the blame itself.",
            "What came in gets, from every sum that it feeds, the blame times the weight, added up. "
            + ("What was not the largest of its window gets nothing. " if MaxPool in kinds else "")
            + (
                "What was measured against others gets a part by their mean and their spread. "
                if any(issubclass(q, Normalization) for q in kinds)
                else ""
            )
            + "A bend scales it. Again for the layer before, down to the pixels.",
            "Each layer asked the same: if I hand on a little more, what do those do that I feed? That is all of it. "
            "Now go through it freely, number by number.",
        ),
        Sheets((s.sheet(x), s.sheet(logits, back=True)), at=0),
        "whole",
        (f"d{logits}", f"dW{last}", f"db{last}"),
        "",
        f"d{logits}",
    )
)
