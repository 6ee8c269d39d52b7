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

from core.batchnorm import Standardize
from core.convolution import Conv
from core.dropout import Dropout
from core.images import Flatten, Image
from core.layers import Dense
from core.losses import Quadratic
from core.normalization import Normalization
from core.pooling import AveragePool, MaxPool
from lessons.notes.cell import show
from lessons.page.counted import part_of
from lessons.page.example import this_digit
from lessons.page.stop import Bars, Choice, Sheets, Stop, nudges, slope, three
from lessons.walks import bent, convolved, dropped, measured, pooled, weighed
from lessons.walks.ends import WHY_A_MEAN, beneath, everybody, many, training, untrained
from lessons.walks.passage import Passage

digit = this_digit()
s = Passage(digit)
truth, guess, p, N, answer = s.truth, s.guess, s.p, s.together, s.answer
rival = answer.rival
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
show(
    Stop(
        f"It looks, and says {guess}",
        (
            f"A handwritten digit is {s.shapes[0][0]} pixels. They go through {', '.join(names[:-1])}"
            f"{' and ' if names[1:] else ''}{names[-1]}, one after the other. These last ten numbers "
            f"{answer.become}.",
            f"{answer.sure()} Which of its {s.network.size:,} weights and biases brought that about, and how should "
            "each of them change? We go forward once, quickly, then from the end back to the pixels. The strip below "
            "shows where we are. (Numbers are rounded here; the network keeps all their digits.)",
        ),
        Sheets((s.sheet(x), s.answers((truth,))), at=0),
        "look",
        step=s.wires[1],
    )
)

# %%
if digit.untrained:
    off = any(s.switches(k) for k in range(len(s.layers)))
    show(
        Stop(
            "It has learned nothing yet",
            untrained(answer, off),
            Sheets((s.sheet(x), s.answers((truth,))), at=0),
            "untrained",
            step=s.wires[1],
        )
    )

# %%
met: set[type] = set()
for k, layer in enumerate(s.layers):
    if isinstance(layer, Conv) and k in convolved.told_forward(s.layers)[1:]:
        show(convolved.on_maps(s, k))
    if type(layer) in met:
        continue
    met.add(type(layer))
    if isinstance(layer, Conv):
        show(convolved.there(s, k))
    elif isinstance(layer, MaxPool | AveragePool):
        show(pooled.there(s, k))
    elif isinstance(layer, Normalization):
        show(*measured.there(s, k))

# %%
show(
    Stop(
        "How wrong? One number",
        (
            *answer.how_wrong(),
            *(
                ()
                if alone
                else (
                    f"That is this digit's. The loss of the mini-batch is the mean over its {N} digits: "
                    f"[{three(s.loss)}]{{loss}}.",
                )
            ),
        ),
        Sheets((s.answers((truth,)),), at=loss_part, beside=answer.curve()),
        "loss",
        ("L",),
        answer.letters,
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
    if parameter.layer == s.last
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
            (s.answers((truth,)),),
            at=loss_part,
            beside=nudges(moves, [s.loss_with(parameter.name, entry, m) for m in moves], s.loss, own, three(own)),
        ),
        "nudge",
        step=f"d{parameter.name}",
        pin=f"d{parameter.name},{','.join(map(str, entry))}",
    )
)

# %% [markdown]
# ## The end

# %%
d = s.one(f"d{logits}")
if made := answer.made():
    show(
        Stop(
            *made,
            Sheets((s.sheet(logits, places=(truth, rival)), s.answers((truth, rival))), at=loss_part),
            "softmax",
            ("p",),
            answer.letters_of_p,
            "p",
        )
    )
show(
    Stop(
        "Begin at the end: blame",
        answer.blame(),
        Sheets((s.pushes((truth, rival)), s.answers((truth, rival))), at=loss_part),
        "outputs",
        (f"d{logits}",) if alone else (),
        "k counts the ten digits." if alone else "",
        f"d{logits}",
        f"d{logits},0,{truth}",
        Choice(
            f"{answer.part_of_loss.format(truth=truth)}. Which of the ten {answer.numbers} has the slope that is "
            "largest in size?",
            tuple(str(q) for q in range(len(p))),
            int(np.abs(d).argmax()),
            f"Each is p − y: {three(p[truth] - 1)} for the {truth}, {three(p[rival])} for the {rival}. Here is why.",
        ),
    ),
)
if not alone:
    show(
        Stop(
            f"One of {N}",
            (
                f"The loss of the mini-batch is the mean over its {N} digits. So what moves this digit's own loss "
                f"moves that mean by {part_of(N)} of it. {WHY_A_MEAN} From here on, δ = {slope(p[truth] - 1)} / {N} = "
                f"{slope(d[truth])} for the {truth}, {slope(p[rival])} / {N} = {slope(d[rival])} for the {rival}.",
                "That part is taken once, here. Every blame on the way back is made of these, so all of them carry it, "
                "and what comes from several digits can be added up as it is.",
            ),
            Sheets((s.sheet(logits, back=True, places=(truth, rival)), s.answers((truth, rival))), at=loss_part),
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
rules: list[str] = []  # the first equation of each kind, for the end
occurred: set[str] = set()  # what is told of once: a unit that is off for everybody, a flat place
for k in reversed(range(len(s.layers))):
    layer = s.layers[k]
    again = type(layer) in told
    if isinstance(layer, Dense):
        show(*weighed.told(s, k, again))
    elif s.bends(k):
        stops = bent.told(s, k, again)
        if not again:
            rules.append(stops[0].equations[0])
        show(*(stop for stop in stops if stop.title not in occurred))
        occurred |= {stop.title for stop in stops[1:]}
    elif isinstance(layer, Conv):
        stops = convolved.told(s, k, again)
        show(*stops)
        if not again:
            rules.extend(stop.equations[0] for stop in stops if stop.equations)
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

# %%
if digit.untrained and sum(q.letter == "W" for q in s.network.parameters) > 1:
    first = s.wires[next(q.layer for q in s.network.parameters if q.letter == "W") + 1]
    show(
        Stop(
            "Under weights of chance",
            beneath(),
            Sheets((s.sheet(x), s.sheet(first, back=True)), at=s.part_of(s.wires.index(first) - 1)),
            "beneath",
            step=f"d{first}",
        )
    )

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
            (s.answers((truth,)),),
            at=loss_part,
            beside=Bars(("forward", "back", "nudging each"), (float(there), float(back), float(nudging))),
        ),
        "count",
    )
)

# %%
ahead = s.ahead
p_after = s.network.predict(s.moved(ahead.rate), s.trace.values[0])[0]
show(
    Stop(
        "Take a step",
        ahead.says(),
        Sheets((s.answers((truth,)),), at=0, beside=ahead.curve(25)),
        "step",
    ),
    Stop(
        "Look again",
        (
            f"The same digit through the changed network: the {truth} has {answer.said(truth, p_after)} where it had "
            f"{answer.said(truth)}, the {rival} has {answer.said(rival, p_after)} where it had {answer.said(rival)}."
            + (
                f" The {rival} rose as well: all numbers moved at once, and they moved for the loss, which fell."
                if p_after[rival] > p[rival] and s.loss_at(s.moved(ahead.rate)) < s.loss
                else ""
            ),
            "No single number did that. Each moved against its slope, by the rate times that slope; where the slope is "
            "0, nothing moved at all. Many small changes add up.",
        ),
        Sheets((s.answers((truth, rival), p, ", before"), s.answers((truth, rival), p_after, ", after")), at=loss_part),
        "again",
    ),
    Stop(
        "And everybody else?",
        everybody(
            s.readings,
            f"our {truth}" if alone else f"these {N} digits",
            " (Each is measured here by the means and spreads of our mini-batch.)" if s.network.normalised else "",
            isinstance(s.network.loss, Quadratic),
        ),
        Sheets((s.sheet(x), s.answers((truth,), p_after, ", after")), at=loss_part),
        "others",
    ),
    Stop(
        "So one asks many", many(N), Sheets((s.sheet(x), s.answers((truth,), p_after, ", after")), at=loss_part), "many"
    ),
)

# %%
bias = next(q for q in reversed(s.network.parameters) if q.letter == "b")
numbers = {"W": (weighs, own), "b": (float(s.arrays[bias.name][truth]), float(s.arrays[f"d{bias.name}"][truth]))}
if besides := training(digit.config, answer, numbers):
    show(
        Stop("What its training asked besides", besides, Sheets((s.answers((truth, rival)),), at=loss_part), "besides")
    )

# %%
last = parameter.name.removeprefix("W")
kinds = {type(layer) for layer in s.layers}
bends = dict.fromkeys(bent.rule(s, k) for k in range(len(s.layers)) if s.bends(k))
show(
    Stop(
        "The whole of it",
        (
            "Begin with what each of the ten got, less what it should have got: its blame.",
            "A weight gets what came in, times the blame of the sum that it goes into. A bias gets the blame of its "
            "sum."
            + (" Of a filter, both are added up over all places where it stood." if Conv in kinds else "")
            + ("" if alone else " Both are added up over all digits of the mini-batch."),
            "What came in gets, from every sum that it feeds, the blame times the weight, added up. "
            + ("What was not the largest of its window gets nothing. " if MaxPool in kinds else "")
            + (
                "Through a normalisation whose mean and spread are fixed it passes times γ / spread. "
                if Standardize in kinds
                else "Through a normalisation blame comes in three ways: straight, through the mean, through the "
                "spread. "
                if any(issubclass(q, Normalization) for q in kinds)
                else ""
            )
            + "".join(bends)
            + "Again for the layer before, down to the pixels.",
            "Each layer asked the same: if I hand on a little more, what do those do that I feed? That is all of it. "
            "Now go through it freely, number by number.",
        ),
        Sheets((s.sheet(x), s.sheet(logits, back=True)), at=0),
        "whole",
        (f"d{logits}", f"dW{last}", f"db{last}", *([] if Conv in kinds else rules)),  # as many as there is room for
        "",
        f"d{logits}",
    )
)
