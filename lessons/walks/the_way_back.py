# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # The way back
#
# A network has read a digit. Which of its thousands of numbers had which part in that, and how should each change?

# %%
import numpy as np

from lessons.derivations.whole import products
from lessons.notes.cell import show
from lessons.page import counted
from lessons.page.blocks import printed
from lessons.page.example import this_digit
from lessons.page.stop import Bars, Choice, Picture784, Scene, Stop, nudges, share, slope, three, value, weight
from lessons.walks.bent import dead, saturated
from lessons.walks.ends import beneath, everybody, many, training, untrained
from lessons.walks.passage import Passage
from lessons.walks.story import Story

digit = this_digit()
s = Story(digit)
last, truth, guess, answer = s.last, digit.label, digit.guess, s.answer
p, d, W, a = s.p, s.d[-1], s.W[-1], s.a[-1]  # of the last layer: shares, blame, weights, what comes in
top = last - 1  # the column of units that feed the ten sums
values, blames = ("x", *s.sent, "p"), ("x", *s.sent, s.dz[-1])
forward = ("signal",) * last
quiet = ("",) * top
hidden = tuple(range(1, last))
KEY = "[Purple]{up} means: raising it raises the loss. [Green]{down}: raising it lowers the loss."
switches = all(s.switches(k) for k in hidden)

# %% [markdown]
# ## Forward, in two stops

# %%
wrong = guess != truth
layers = [f"{size} *units*" for size in s.sizes[1:-1]]
sends = "sends the result, a, if that is positive, and 0 if not" if switches else "bends the result and sends it, a"
show(
    Stop(
        f"It looks, and says {guess}",
        (
            f"A handwritten digit is {s.sizes[0]} pixels. They feed {', and those feed '.join(layers)}. Each unit adds "
            "up what comes in, each number times the *weight* of its line, adds a number of its own, its *bias*, and "
            f"{sends}. Ten last sums become ten shares, one for each digit from 0 to 9.",
            "A full circle sends a large number, an empty one sends 0. A thick line carries much: [blue]{value} adds "
            "to the sum that it runs into, [orange]{negative} takes away from it.",
            f"{answer.sure()} Which of its {digit.network.size:,} weights and biases brought that about, and how "
            "should each of them change? We shall find out from the end back to the pixels. (Numbers are rounded "
            "here; the network keeps all their digits.)",
        ),
        Scene(values, forward, moves=tuple((k, 1) for k in range(1, last))),
        "look",
        step="z1",
    )
)

# %%
show(
    Stop(
        "How wrong? One number",
        answer.how_wrong(),
        Scene(
            values,
            lit=(last,),
            rings=((last, truth),),
            beside=answer.curve(),
        ),
        "loss",
        ("L",),
        answer.letters,
        "L",
    )
)

# %%
if digit.untrained:
    show(
        Stop("It has learned nothing yet", untrained(answer, switches), Scene(values, forward), "untrained", step="z1")
    )

# %% [markdown]
# ## What we ask of every number

# %%
i = int(np.argmax(np.abs(a)))  # the strongest of the units that feed the ten sums
own = a[i] * d[truth]
hundredth = s.loss_with(last, i, truth, 0.01)
moves = np.linspace(-0.2, 0.2, 81)
falls = own < 0
show(
    Stop(
        "One question, asked of every number",
        (
            f"Take one weight: the line from unit {i} (they are counted from 0, from the top) to the sum of the "
            f"{truth}. It is {weight(W[i, truth])}. Make it larger by a hundredth, let the network read the digit "
            f"again, and the loss is {hundredth:.4f} where it was {s.loss:.4f}: it {'falls' if falls else 'rises'} by "
            f"{abs(s.loss - hundredth):.4f}.",
            f"Reckoned for each 1 that the weight grows, that is {three(100 * (hundredth - s.loss))}. "
            + (
                "But the curve bends on the way; right at the weight that we have, its "
                if three(100 * (hundredth - s.loss)) != three(own)
                else "On so short a way the curve is all but straight: at the weight that we have, its "
            )
            + f"*slope* is {slope(own)}: "
            f"{'negative, for the loss falls' if falls else 'positive, for the loss rises'}. It is called the "
            "*gradient* of the loss by this weight, written ∂L/∂W.",
            "It answers the one question of this walk: **if this number were a little larger, how much larger would "
            f"the loss be?** A negative answer says: smaller. We shall ask it of every number. {KEY}",
        ),
        Scene(
            values,
            (*quiet, "gradient"),
            {top: (i, truth)},
            (top, last),
            ((top, i), (last, truth)),
            beside=nudges(moves, [s.loss_with(last, i, truth, m) for m in moves], s.loss, own, three(own)),
        ),
        "nudge",
        step=f"dW{last}",
        pin=f"dW{last},{i},{truth}",
    )
)

# %% [markdown]
# ## The end

# %%
rival = answer.rival
largest = int(np.abs(d).argmax())
made = answer.made()
assert made  # of sums, shares
sums = (*values[:-1], f"z{last}")
show(
    Stop(
        *made,
        Scene(sums, lit=(last,), rings=((last, truth), (last, rival))),
        "softmax",
        ("p",),
        f"k is the digit whose share it is, m counts all ten; ({last}) is the number of the layer, not a power.",
        "p",
    ),
    Stop(
        "Begin at the end: blame",
        answer.blame(),
        Scene(blames, lit=(last,), rings=((last, truth), (last, rival))),
        "outputs",
        (s.dz[-1],),
        "k counts the ten digits.",
        s.dz[-1],
        choice=Choice(
            f"{answer.part_of_loss.format(truth=truth)}. Which of the ten sums has the slope that is largest in size?",
            tuple(str(k) for k in range(10)),
            largest,
            f"The slopes are {three(d[truth])} for the {truth} and {three(d[rival])} for the {rival}. Here is why.",
        ),
    ),
)

# %% [markdown]
# ## The last layer

# %%
zero = next((k for k in range(len(a)) if a[k] == 0), None)
show(
    Stop(
        f"Three ways to move the {truth}",
        (
            f"The sum of the {truth} should {'rise' if d[truth] < 0 else 'fall'}. What is it made of? {len(a)} "
            "products, what each unit sends times the weight of its line, and one number that is added, the bias.",
            "So there are three things to turn. **The bias**: the sum moves just as much. **A weight**: the more its "
            "unit sends, the more the sum moves. **What a unit sends**: the larger its weight, the more the sum "
            "moves, and the other way where the weight is "
            "negative.",
            "Each of the three is one equation of the way back. The next stops take them in turn.",
        ),
        Scene(blames, (*quiet, "signal"), {top: (None, truth)}, (top, last), ((last, truth),)),
        "three",
        (f"z{last}",),
        "i counts the units that send, j the sums that they feed.",
        f"z{last}",
        f"z{last},0,{truth}",
    ),
    Stop(
        "A weight: what came in, times the blame",
        (
            f"Unit {i} sends {value(a[i])}. A hundredth more on its line to the {truth} moves that sum by "
            f"{three(a[i] / 100)}, and the loss by so much times the blame of the sum: {three(a[i] / 100)} · "
            f"{three(d[truth])} = {three(own / 100)}. We saw {printed(hundredth - s.loss, '.4f')}: the same, but for "
            "rounding and the bend of the curve.",
            f"So the gradient of a weight is **what came in, times the blame of the sum that it goes into**: "
            f"{value(a[i])} · {slope(d[truth])} = {slope(own)}. The weight itself is not in it: a small one can "
            "have a large gradient."
            + (
                f" Unit {zero} sends 0, so all its lines have a gradient of 0: changing them would have changed "
                "nothing."
                if zero is not None
                else ""
            ),
            f"A bias is like a weight that always gets a 1: its gradient is the blame itself, {slope(d[truth])}.",
        ),
        Scene(
            blames,
            (*quiet, "gradient"),
            {},
            (top, last),
            ((top, i), (last, truth), *(((top, zero),) if zero is not None else ())),
        ),
        "weights",
        (f"dW{last}", f"db{last}"),
        "i is the unit that sends, j the sum.",
        f"dW{last}",
        f"dW{last},{i},{truth}",
    ),
)

# %%
da = s.da[-1]
star = int(np.abs(da).argmax())
terms = W[star] * d
one, two = (int(k) for k in np.argsort(-np.abs(terms))[:2])
turned = next((k for k in (one, two) if W[star, k] < 0), None)
heavy = sorted(np.argsort(-np.abs(d))[:2].tolist())
thick = int(np.abs(W[:, heavy]).max(axis=1).argmax())  # the unit with the heaviest line to those two
pulls = W[thick, heavy] * d[heavy]
hint = (
    f"Unit {thick} has the heaviest line that you saw, but gets {three(pulls[0])} from the {heavy[0]} and "
    f"{three(pulls[1])} from the {heavy[1]}: "
    + ("these take from each other." if pulls[0] * pulls[1] < 0 else "together less.")
    if thick != star
    else ""
)
show(
    Stop(
        "A unit has no label",
        (
            f"Nobody told unit {star} what it should have sent. But it feeds ten sums, and we know the blame of "
            "each. Had it sent a little more, each sum would have moved by that little, times the weight of its "
            "line, all ten at once: so we add up.",
            f"Over its line to the {one} comes {weight(W[star, one])} · {slope(d[one])} = {slope(terms[one])}; "
            f"from the {two}, {weight(W[star, two])} · {slope(d[two])} = {slope(terms[two])}; the other eight "
            f"add {slope(terms.sum() - terms[one] - terms[two])}. In all {slope(da[star])}: "
            + ("it sent too little." if da[star] < 0 else "it sent too much.")
            + (
                f" (Its weight to the {turned} is negative, so sending more pushes the {turned} down, and the blame "
                "turns its sign.)"
                if turned is not None
                else ""
            )
            + (" It sends 0 already, and less is not to be had: see two stops on." if da[star] > 0 == a[star] else ""),
            "This is the blame that **arrives** at the unit, ∂L/∂a; the solid lines show its parts. The table of "
            "weights is the same as on the way forward, read along its other side: books write Wᵀ.",
        ),
        Scene(
            (*values[:top], f"da{top}", s.dz[-1]),
            (*quiet, "blame"),
            {top: (star, None)},
            (top, last),
            ((top, star),),
            moves=((top, -1),),
        ),
        "unit",
        (f"da{top}",),
        "i is the unit, j counts the sums that it feeds.",
        f"da{top}",
        f"da{top},0,{star}",
        Choice(
            f"You see the weights to the two sums with the most blame, the {heavy[0]} ({three(d[heavy[0]])}) and the "
            f"{heavy[1]} ({three(d[heavy[1]])}): blue is positive, orange negative. Each unit adds up weight times "
            "blame. For which unit does that come out largest in size? Click it.",
            tuple(str(k) for k in range(len(da))),
            star,
            hint,
            units=True,
            scene=Scene((*values[:top], f"da{top}", s.dz[-1]), (*quiet, "weight"), {top: (None, -2)}, (top, last)),
        ),
    ),
    Stop(
        f"Worked out once, used {len(da)} times",
        (
            f"Every one of the {len(da)} units adds up the same way, over its own ten lines. Look at the blame of the "
            f"{truth}, {slope(d[truth])}: it was worked out once, and goes back to all {len(da)} units, to each times "
            "the weight of its line. The lines show that one part; the circles show the sum over all ten. (Very thin "
            "lines are not drawn.)",
            f"This is why the way back is cheap. If nobody kept the blames, each of the {len(da)} units would have to "
            f"work out all ten for itself, and each of the {s.sizes[0] * s.sizes[1]:,} first weights would follow "
            f"every path from itself to the loss.",
        ),
        Scene(
            (*values[:top], f"da{top}", s.dz[-1]),
            (*quiet, "blame"),
            {top: (None, truth)},
            (top, last),
            ((last, truth),),
            moves=((top, -1),),
        ),
        "reuse",
        (f"da{top}",),
        "i is the unit, j counts the sums that it feeds.",
        f"da{top}",
    ),
)

# %%
slopes = s.bend(top)
off = [k for k in range(len(slopes)) if slopes[k] == 0]
if s.switches(top):
    sample = max(off, key=lambda k: abs(da[k]), default=None)
    bent = (
        f"A unit sends its sum, z, if that is positive, and 0 if it is not. That bend is called *{s.activation(top)}*. "
        + (
            f"Of these {len(slopes)} units, {len(off)} {'is' if len(off) == 1 else 'are'} **off**, and crossed out."
            if off
            else f"All {len(slopes)} units are on here."
        ),
        "Nudge the sum of a unit that is off: it still sends 0, nothing after it changes, so the slope is 0, and "
        "with it the gradient of every weight into the unit. Nudge the sum of one that is on: it sends just as much "
        "more, so the blame passes on unchanged. (For any bend, the blame is multiplied by its slope at this z; here "
        "that is 1 or 0.)"
        + (f" At unit {sample}, {slope(da[sample])} arrives and 0 passes." if sample is not None else ""),
    )
    letters = "j is the unit. The 1 with brackets is 1 where the condition holds, else 0."
else:
    steep, flat = int(np.abs(slopes).argmax()), int(np.abs(slopes).argmin())
    bent = (
        f"A unit bends its sum z before it sends it, by {s.activation(top)}. Nudge the sum, and what is sent moves "
        f"by the slope of that bend: {three(slopes[steep])} for unit {steep}, only {three(slopes[flat])} for unit "
        f"{flat}.",
        "So the blame is multiplied by that slope on its way from what a unit sends to its sum. Where the bend is "
        "flat, hardly any blame comes through, and the weights behind it hardly learn."
        + (
            " For sigmoid the slope is a (1 − a), at most 1/4: blame shrinks at every such layer."
            if s.layers[2 * top - 1].activation == "sigmoid"
            else ""
        ),
    )
    letters = "j is the unit."
show(
    Stop(
        "Off, and out of it" if s.switches(top) else "Through the bend",
        (
            *bent,
            "What passes is the blame of the unit's own **sum**, δ = ∂L/∂z, as the ten sums at the end have theirs. It "
            "is what the unit's own weights and bias need.",
        ),
        Scene(
            (*values[:top], s.dz[-2], s.dz[-1]),
            (*quiet, "blame"),
            {},
            (top, last),
            crossed=(top,),
        ),
        "gate",
        (s.dz[-2],),
        letters,
        s.dz[-2],
    )
)

# %%
passage = Passage(digit)
for hidden_layer in reversed(hidden):
    k = 2 * hidden_layer - 1  # among all layers of the network
    if gone := dead(passage, k):
        column = (*values[:hidden_layer], f"z{hidden_layer}", *values[hidden_layer + 1 :])
        rings = tuple((hidden_layer, unit) for unit in gone.units[:4])
        seen = Scene(column, (), lit=(hidden_layer,), rings=rings, crossed=(hidden_layer,))
        show(Stop(gone.title, gone.says, seen, "dead", step=f"a{hidden_layer}"))
        break
for hidden_layer in reversed(hidden):
    if stuck := saturated(passage, 2 * hidden_layer - 1):
        column = (*values[:hidden_layer], s.dz[hidden_layer - 1], *s.dz[hidden_layer:])
        rings = ((hidden_layer, stuck.units[0]),)
        name = s.dz[hidden_layer - 1]
        seen = Scene(column, (), lit=(hidden_layer,), rings=rings)
        show(Stop(stuck.title, stuck.says, seen, "flat", (name,), "", name, f"{name},0,{stuck.units[0]}"))
        break

# %% [markdown]
# ## The same again, one layer down

# %%
d1 = s.d[0]
first = int(np.abs(d1).argmax())
if last > 2:
    before = last - 2
    others = sum(int(v == 0) for v in s.bend(before))
    arriving = s.da[before - 1]
    here = int(np.abs(s.d[before - 1]).argmax())
    comes = s.W[before][here] * s.d[before]
    big = [int(k) for k in np.argsort(-np.abs(comes))[:2]]
    show(
        Stop(
            "The same question, one layer down",
            (
                f"How did the {s.sizes[before]} units before them do? They know no label, nor even the ten sums. They "
                f"need not: the {s.sizes[before + 1]} blames δ hold all that came after. Take unit {here} of the "
                f"{s.sizes[before]}: from unit {big[0]} of the {s.sizes[before + 1]} comes "
                f"{weight(s.W[before][here, big[0]])} · {slope(s.d[before][big[0]])} = "
                f"{slope(comes[big[0]])}, from unit {big[1]} of those {slope(comes[big[1]])}, from the rest "
                f"{slope(comes.sum() - comes[big].sum())}: in all {slope(arriving[here])}. It is the equation that we "
                "had, one layer earlier.",
                "Then each passes it through its own bend"
                + (f", and the units that are off, {others} of them, stop it." if others else ".")
                + (" And again for the layer before them." if before > 1 else ""),
                "That is the *chain rule*. A number can reach the loss only through the numbers that it feeds. So "
                "look at those, no further: how far it moves each of them, times what that one does to the loss, "
                "added up. However many layers there are, each step on the way back needs only what the last one "
                "found.",
            ),
            Scene(
                (*values[:before], s.dz[before - 1], *s.dz[before:]),
                (*[""] * before, "blame", ""),
                {},
                (before, before + 1),
                ((before, here),),
                crossed=(before, before + 1),
                moves=((before, -1),),
            ),
            "down",
            (f"da{before}", s.dz[before - 1]),
            "i is the unit, j counts those that it feeds; in the second line j is the unit.",
            f"da{before}",
        )
    )

# %%
show(
    Stop(
        "The first weights: the digit itself",
        (
            f"Unit {first} of the first layer has {s.sizes[0]} weights, one for each pixel. The rule has not changed: "
            f"what came in, times the blame. What came in is the pixel, from 0 for blank to 1 for ink, and the blame "
            f"is {slope(d1[first])} for all of them.",
            "So the gradients, drawn where their pixels are, are **the digit in one colour**. Where the paper is blank "
            "nothing came in, and the gradient is 0. Every other unit has the same picture, paler or stronger, in one "
            "colour or the other; a unit that is off has none.",
        ),
        Scene(
            ("x", s.dz[0], *s.dz[1:]),
            ("gradient", *[""] * top),
            {0: (None, first)},
            (0, 1),
            ((1, first),),
            crossed=hidden,
            beside=Picture784(s.x * d1[first], f"gradients into unit {first}", "gradient"),
        ),
        "pixels",
        ("dW1",),
        "x is a pixel, i its number, j the unit.",
        "dW1",
        f"dW1,{int(s.x.argmax())},{first}",
        Choice(
            f"The {s.sizes[0]} weights into one unit of the first layer have a gradient each. Drawn where their pixels "
            "are, what will they look like?",
            ("an even grey", "noise", "the digit in one colour", "the digit in two colours", "the digit's outline"),
            2,
            "Each is its pixel times one and the same number.",
        ),
    )
)

# %%
if digit.untrained:
    show(
        Stop(
            "Under weights of chance",
            beneath(),
            Scene(("x", *s.dz), ("", "weight", *[""] * (top - 1)), lit=(1, 2), crossed=hidden),
            "beneath",
            step=s.dz[0],
        )
    )

# %% [markdown]
# ## What it costs, and what it is for

# %%
ways = products(digit.network)
show(
    Stop(
        "All of them, in two passes",
        (
            f"The way forward took {ways[0]:,} multiplications by a weight. The way back took {ways[1]:,}: one for the "
            "gradient of each weight, and one for each line that blame came back along. (None comes back to the "
            "pixels: nobody wants to change those.) The biases cost nothing: their "
            "gradients are the blames.",
            f"Nudging one number after the other takes a way forward for each of the {digit.network.size:,}, and one "
            f"more to compare with: {ways[2]:,} multiplications. For a network of a billion weights it is two passes "
            "against a billion.",
        ),
        Scene(
            ("x", *s.dz),
            ("", *["blame"] * top),
            crossed=hidden,
            beside=Bars(("forward", "back", "nudging each"), tuple(map(float, ways))),
        ),
        "count",
    )
)

# %%
if s.right is not None:
    q = s.right.p[0, truth]
    show(
        Stop(
            "Another one, right and sure",
            (
                f"Here the same network reads another {truth}, and gives it {share(q, 'truth')}. The blame of the "
                f"{truth} is {q:.4f} − 1 = [{printed(q - 1, '.4f')}]{{down}}, and everything on the way back is made "
                "of blames as small as that.",
                "The colours have the scale that they had before, so hardly anything is seen. A network learns from "
                "what it gets wrong or is unsure of, and hardly at all from what it gets right and is sure of.",
            ),
            Scene(("x", *s.dz), ("", *["blame"] * top), of="right", crossed=hidden),
            "right",
        )
    )

# %%
step = s.step
still = digit.network.size - step.moved
show(
    Stop(
        "Take a step",
        s.ahead.says(f"Back to our {truth}. "),
        Scene(values, forward, beside=s.ahead.curve(61)),
        "step",
    ),
    Stop(
        "Look again",
        (
            f"The same digit through the changed network: the {truth} has {share(step.p[truth], 'truth')} where it "
            f"had {share(p[truth], 'truth')}"
            + (f", the {guess} has {share(step.p[guess])} where it had {share(p[guess])}." if wrong else "."),
            f"No single number did that: {step.which}, which moved furthest, moved by {three(step.furthest)}. "
            + (
                f"{step.moved:,} moved, each a little and each the way that helps; {still:,} stayed, at blank pixels "
                "and at units that are off. "
                if still
                else f"But all {step.moved:,} moved, each a little and each the way that helps. "
            )
            + "Many small changes add up.",
            "A line is as thick as its weight has moved: [blue]{value} up, [orange]{negative} down"
            + (
                "."
                if not step.ends
                else f"; the thickest is {step.which}, whose ends are marked."
                if len(step.ends) > 1
                else f". What moved furthest, {step.which}, has no line: its sum is marked."
                if step.which.startswith("the bias")
                else f"; the thickest is {step.which}, which is ringed."
            )
            + " The circles show what the units send now.",
        ),
        Scene(values, ("moved",) * last, rings=step.ends, of="after"),
        "again",
    ),
)

# %%
crowd, lost = s.readings, s.lost
example = (
    f" You see one that was lost: {counted.one(int(crowd.labels[lost]))} that had "
    f"{share(crowd.truth_before[lost], 'truth')} and now has {share(crowd.truth_after[lost], 'truth')}, "
    f"so the {crowd.after[lost].argmax()} wins."
    if lost is not None
    else ""
)
show(
    Stop(
        "And everybody else?",
        everybody(crowd, f"our {truth}", example=example),
        Scene(values, forward, of="lost" if lost is not None else "after"),
        "others",
    ),
    Stop("So one asks many", many(), Scene(values, forward, of="after"), "many"),
)
numbers = {"W": (float(W[i, truth]), float(own)), "b": (float(s.b[-1][truth]), float(d[truth]))}
if besides := training(digit.config, answer, numbers):
    show(Stop("What its training asked besides", besides, Scene(blames, lit=(last,)), "besides"))
show(
    Stop(
        "The whole of it",
        (
            "Begin with what each of the ten got, less what it should have got: its blame.",
            "A weight gets what came in, times the blame of the sum that it goes into. A bias gets the blame itself.",
            "A unit gets, from every sum that it feeds, the blame times the weight, added up. "
            + (
                "If it is on, that is the blame of its own sum; if it is off, 0."
                if switches
                else "Its bend scales that."
            )
            + " Again for the layer before, down to the pixels.",
            "Then move every number a little against its gradient, and take the next digits. That is all of it. Now go "
            "through it freely, number by number.",
        ),
        Scene(("x", *s.dz), ("", *["blame"] * top), crossed=hidden),
        "whole",
        (s.dz[-1], f"dW{last}", f"db{last}", f"da{top}", s.dz[-2], "dW1"),
        "",
        s.dz[-1],
    ),
)
