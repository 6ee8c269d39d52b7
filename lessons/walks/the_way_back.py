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
from lessons.page.blocks import printed
from lessons.page.example import this_digit
from lessons.page.reader import show
from lessons.page.stop import Bars, Choice, Graph, Picture784, Scene, Stop, part, share, slope, three, value, weight
from lessons.walks.story import Story

digit = this_digit()
s = Story(digit)
last, truth, guess = s.last, digit.label, digit.guess
p, d, W, a = s.p, s.d[-1], s.W[-1], s.a[-1]  # of the last layer: shares, blame, weights, what comes in
values = ("x", *s.sent, "p")
blames = ("x", *s.sent, s.dz[-1])
forward = ("signal",) * last
KEY = "[Purple]{up}: raising it raises the loss. [Green]{down}: raising it lowers the loss."

# %% [markdown]
# ## Forward, in two stops

# %%
wrong = guess != truth
layers = [
    f"the {s.sizes[k]} units of layer {k}" if last > 2 else f"{s.sizes[k]} units" for k in range(1, len(s.sizes) - 1)
]
read = (
    f"The network is {share(p[guess])} sure that this is a **{guess}**. It is a [{truth}]{{truth}}, and the {truth} "
    f"got {share(p[truth], 'truth')}."
    if wrong
    else f"The network is {share(p[truth], 'truth')} sure that this is a [{truth}]{{truth}}, and that is right."
)
show(
    Stop(
        f"It looks, and says {guess}",
        (
            f"A handwritten digit is {s.sizes[0]} pixels. From them, {' and then '.join(layers)} each work out one "
            "number, a sum of what comes in, each times a *weight*. The last ten sums become ten shares, one for each "
            "digit from 0 to 9.",
            "A filled circle sends a large number. A thick line carries much: [blue]{value} adds to the sum that it "
            "runs into, [orange]{negative} takes away from it.",
            f"{read} Which of its {digit.network.size:,} weights and biases brought that about, and how should each "
            "of them change? We shall find out from the end back to the pixels.",
        ),
        Scene(values, forward, moves=tuple((k, 1) for k in range(1, last))),
        "look",
        step="z1",
    )
)

# %%
grid = np.linspace(0.02, 1, 99)
show(
    Stop(
        "How wrong? One number",
        (
            "To get better, a network needs one number that says how wrong it was: the *loss*, L. Of the ten shares it "
            f"looks at one, what the truth got: p = {share(p[truth], 'truth')}.",
            f"It is minus the natural logarithm of that share: −ln {part(p[truth])} = [{three(s.loss)}]{{loss}}. "
            "Had the truth got everything, the loss would be 0. The less it gets, the more steeply the loss climbs.",
        ),
        Scene(
            values,
            lit=(last,),
            rings=((last, truth),),
            beside=Graph(
                grid,
                -np.log(grid),
                f"share that the {truth} gets",
                "loss",
                points=((p[truth], s.loss, three(s.loss)),),
            ),
        ),
        "loss",
        ("L",),
        "L",
    )
)

# %% [markdown]
# ## What we ask of every number

# %%
i = int(np.argmax(np.abs(a)))  # the strongest of the units that feed the ten sums
own = a[i] * d[truth]
hundredth = s.loss_with(last, i, truth, 0.01)
moves = np.linspace(-0.2, 0.2, 81)
show(
    Stop(
        "One question, asked of every number",
        (
            f"Take one weight: the line from unit {i} to the sum of the {truth}. It is {weight(W[i, truth])}. Make it "
            f"larger by a hundredth, let the network read the digit again, and the loss is {hundredth:.4f} where it "
            f"was {s.loss:.4f}: it {'falls' if own < 0 else 'rises'} by {abs(s.loss - hundredth):.4f}.",
            f"Reckoned for each 1 that the weight grows, that is {three(100 * abs(hundredth - s.loss))}. The curve "
            f"bends; right at the weight that we have, its *slope* is {slope(own)}. It is called the *gradient* of the "
            "loss by this weight, and it answers the one question of this walk: **if this number were a little larger, "
            "how much larger would the loss be?**",
            f"We shall ask it of every number in the network. {KEY}",
        ),
        Scene(
            values,
            (*[""] * (last - 1), "gradient"),
            {last - 1: (i, truth)},
            (last - 1, last),
            ((last - 1, i), (last, truth)),
            beside=Graph(
                moves,
                np.array([s.loss_with(last, i, truth, m) for m in moves]),
                "change of this weight",
                "loss",
                (0.0, s.loss, own),
                ((0.0, s.loss, f"slope {three(own)}"),),
            ),
        ),
        "nudge",
        (),
        f"dW{last}",
        f"dW{last},{i},{truth}",
    )
)

# %% [markdown]
# ## The end

# %%
e = np.exp(s.z[-1])
rival = int(np.argsort(-np.where(np.arange(len(p)) == truth, -1, p))[0])  # the largest of the others
show(
    Stop(
        "How ten sums become ten shares",
        (
            "Go to the end, where the question is easiest. Each of the ten sums, z, is put into e to the power of z, "
            "which is never negative. A digit's share p is its part of the total of all ten. This is *softmax*.",
            f"The {rival} has z = {value(s.z[-1][rival])}, and e to that is {three(e[rival])}; the {truth} has "
            f"{value(s.z[-1][truth])} and {three(e[truth])}. The total is {three(e.sum())}. So the {rival} gets "
            f"{three(e[rival])} / {three(e.sum())} = {share(p[rival])}, and the {truth} gets "
            f"{share(p[truth], 'truth')}.",
            "So the loss can be read off the sums themselves: −ln p is **ln (total) − z** of the truth.",
        ),
        Scene(values, lit=(last,), rings=((last, truth), (last, rival))),
        "softmax",
        ("p",),
        "p",
    ),
    Stop(
        "Begin at the end: what got too much",
        (
            f"Raise the sum of the {rival} a little. Its part of the total is {three(p[rival])}, so ln (total) grows "
            f"{three(p[rival])} times as much, and so does the loss: the slope is {slope(d[rival])}. "
            f"Raise the sum of the {truth}: ln (total) grows {part(p[truth])} times as much, but the loss also takes "
            f"off z, a whole 1 times as much: {part(p[truth])} − 1 = {slope(d[truth])}.",
            "So each of the ten slopes is **what it got, less what it should have got**. We call it the *blame* of "
            "that sum; books say *error signal* and write δ. Positive, and the sum was too large; negative, and it was "
            "too small.",
            f"Here the {truth} should rise and the {rival} should fall. The others hardly matter. {KEY}"
            if wrong
            else f"This digit was read right, so all ten are small. {KEY}",
        ),
        Scene(blames, lit=(last,), rings=((last, truth), (last, rival))),
        "outputs",
        (s.dz[-1],),
        s.dz[-1],
        choice=Choice(
            f"The loss is ln (total) − z of the {truth}. Which of the ten sums has the slope that is largest in size?",
            tuple(str(k) for k in range(10)),
            int(np.abs(d).argmax()),
            "",
        ),
    ),
)

# %% [markdown]
# ## The last layer

# %%
zero = next((k for k in range(len(a)) if a[k] == 0), None)
show(
    Stop(
        f"Three ways to move the sum of the {truth}",
        (
            f"The sum of the {truth} should {'rise' if d[truth] < 0 else 'fall'}. What is it made of? {len(a)} "
            "products, what each unit sends times the weight of its line, and one number that is added, the *bias*.",
            "So there are three things to turn. **The bias**: the sum moves just as much. **A weight**: the more its "
            "unit sends, the more the sum moves. **What a unit sends**: the larger its weight, the more the sum moves.",
            "Each of the three is one equation of the way back. The next stops take them in turn.",
        ),
        Scene(blames, (*[""] * (last - 1), "signal"), {last - 1: (None, truth)}, (last - 1, last), ((last, truth),)),
        "three",
        (f"z{last}",),
        f"z{last}",
        f"z{last},0,{truth}",
    ),
    Stop(
        "A weight gets what came in, times the blame",
        (
            f"Unit {i} sends {value(a[i])}. A hundredth more on its line to the {truth} makes the sum larger by "
            f"{three(a[i] / 100)}, and each bit of that sum costs {slope(d[truth])}. Together "
            f"{three(a[i] / 100)} · {three(d[truth])} = {three(own / 100)}: what we saw when we nudged it.",
            f"So the gradient of a weight is **what came in, times the blame of the sum that it goes into**: "
            f"{value(a[i])} · {slope(d[truth])} = {slope(own)}. A bias is like a weight that always gets a 1: its "
            f"gradient is the blame itself, {slope(d[truth])}."
            + (
                f" Unit {zero} sends 0, so all ten of its lines have a gradient of 0: no change of them would have "
                "changed anything."
                if zero is not None
                else ""
            ),
            "From here on a line shows the gradient of its weight, in the two colours of blame.",
        ),
        Scene(blames, (*[""] * (last - 1), "gradient"), {}, (last - 1, last), ((last - 1, i), (last, truth))),
        "weights",
        (f"dW{last}", f"db{last}"),
        f"dW{last}",
        f"dW{last},{i},{truth}",
    ),
)

# %%
da = s.da[-1]
star = int(np.abs(da).argmax())
terms = W[star] * d
one, two = (int(k) for k in np.argsort(-np.abs(terms))[:2])
show(
    Stop(
        "A unit has no label",
        (
            f"Nobody told unit {star} what it should have sent. But it feeds ten sums, each through a weight, and we "
            "know the blame of each. Had it sent a little more, every one of those sums would have moved by its "
            "weight.",
            f"Through its line to the {one} comes {weight(W[star, one])} · {slope(d[one])} = {slope(terms[one])}; "
            f"through the one to the {two}, {weight(W[star, two])} · {slope(d[two])} = {slope(terms[two])}; the other "
            f"eight add {slope(terms.sum() - terms[one] - terms[two])}. In all {slope(da[star])}.",
            "That is its blame for what it sent: "
            + ("it sent too little." if da[star] < 0 else "it sent too much.")
            + " Now a line shows the blame that comes back along it: its weight times the blame at its end.",
        ),
        Scene(
            (*values[: last - 1], f"da{last - 1}", s.dz[-1]),
            (*[""] * (last - 1), "blame"),
            {last - 1: (star, None)},
            (last - 1, last),
            ((last - 1, star),),
            moves=((last - 1, -1),),
        ),
        "unit",
        (f"da{last - 1}",),
        f"da{last - 1}",
        f"da{last - 1},0,{star}",
        Choice(
            f"Which of the {len(da)} units gets the largest blame, in size, from the ten sums? It need not be the one "
            "that sends most: what counts is its weights to the sums that have blame. Click a unit.",
            tuple(str(k) for k in range(len(da))),
            star,
            "",
        ),
    ),
    Stop(
        f"Worked out once, used {len(da)} times",
        (
            f"Every one of the {len(da)} units adds up the same way, over its own ten lines. Look at the blame of the "
            f"{truth}, {slope(d[truth])}: it was worked out once, and goes back along {len(da)} lines, each time "
            "multiplied by the weight of that line.",
            "This is why the way back is cheap. Nothing that is known is worked out again.",
        ),
        Scene(
            (*values[: last - 1], f"da{last - 1}", s.dz[-1]),
            (*[""] * (last - 1), "blame"),
            {last - 1: (None, truth)},
            (last - 1, last),
            ((last, truth),),
            moves=((last - 1, -1),),
        ),
        "reuse",
        (f"da{last - 1}",),
        f"da{last - 1}",
    ),
)

# %%
slopes = s.bend(last - 1)
off = [k for k in range(len(slopes)) if slopes[k] == 0]
if s.is_relu(last - 1):
    bent = (
        f"A unit sends its own sum, z, if that is positive, and 0 if it is not. That bend is called *ReLU*. "
        f"{'None' if not off else len(off)} of the {len(slopes)} {'is' if len(off) == 1 else 'are'} **off** here"
        + (", and crossed out." if off else "."),
        "Nudge the sum of a unit that is off: it still sends 0, nothing after it changes, so the slope is 0, and with "
        "it the gradient of every weight into the unit. Nudge the sum of one that is on: it sends just as much more, "
        "so "
        "the blame passes on unchanged.",
    )
else:
    steep = int(np.abs(slopes).argmax())
    flat = int(np.abs(slopes).argmin())
    bent = (
        f"A unit bends its sum z before it sends it, by {s.activation(last - 1)}. Nudge the sum, and what is sent "
        "moves "
        f"by the slope of that bend: {three(slopes[steep])} for unit {steep}, only {three(slopes[flat])} for unit "
        f"{flat}.",
        "So the blame is multiplied by that slope on its way from what a unit sends to its sum. Where the bend is "
        "flat, hardly any blame comes through, and the weights behind it hardly learn.",
    )
show(
    Stop(
        "Off, and out of it" if s.is_relu(last - 1) else "Through the bend",
        (
            *bent,
            "So there are two slopes for each unit: one for what it sends, ∂L/∂a, and one for its sum, δ = ∂L/∂z. From "
            "here on, the blame of a unit means the second: it is what its own weights need.",
        ),
        Scene(
            (*values[: last - 1], s.dz[-2], s.dz[-1]),
            (*[""] * (last - 1), "blame"),
            {},
            (last - 1, last),
            crossed=(last - 1,),
        ),
        "gate",
        (s.dz[-2],),
        s.dz[-2],
    )
)

# %% [markdown]
# ## The same again, one layer down

# %%
if last > 2:
    before = last - 2
    others = sum(int(v == 0) for v in s.bend(before))
    show(
        Stop(
            "The same question, one layer down",
            (
                f"How did the {s.sizes[before]} units before them do? They know no label, nor even the ten sums. They "
                f"need not: the {s.sizes[before + 1]} blames hold all that came after. Each of the "
                f"{s.sizes[before]} collects the blame of the sums that it feeds, times the weights, added up. It is "
                "the equation that we had, one layer earlier.",
                "Then each passes it through its own bend"
                + (f", and the {others} that are off stop it." if others else "."),
                "That is the *chain rule*: how the loss answers to a number is how the next numbers answer to it, "
                "times how the loss answers to those. However many layers there are, you only ever look one step "
                "ahead.",
            ),
            Scene(
                ("x", s.dz[before - 1], *s.dz[before:]),
                (*[""] * before, "blame", ""),
                {},
                (before, before + 1),
                crossed=(before,),
                moves=((before, -1),),
            ),
            "down",
            (f"da{before}", s.dz[before - 1]),
            f"da{before}",
        )
    )

# %%
d1 = s.d[0]
first = int(np.abs(d1).argmax())
show(
    Stop(
        "The first weights: the digit itself",
        (
            f"Unit {first} of the first layer has {s.sizes[0]} weights, one for each pixel. The rule has not changed: "
            f"what came in, times the blame. What came in is the pixel, and the blame is {slope(d1[first])} for all of "
            "them.",
            "So the gradients, drawn where their pixels are, are **the digit in one colour**. Where the paper is blank "
            "nothing came in, and the weight is left alone. Every other unit has the same picture, paler or stronger, "
            "in one colour or the other.",
        ),
        Scene(
            ("x", s.dz[0], *s.dz[1:]),
            ("gradient", *[""] * (last - 1)),
            {0: (None, first)},
            (0, 1),
            ((1, first),),
            beside=Picture784(s.x * d1[first], f"gradients of the weights into unit {first}", "gradient"),
        ),
        "pixels",
        ("dW1",),
        "dW1",
        f"dW1,{int(s.x.argmax())},{first}",
        Choice(
            f"What will the gradients of the {s.sizes[0]} weights into one unit look like, each drawn where its pixel "
            "is?",
            ("an even grey", "noise", "the digit in one colour", "the outline of the digit"),
            2,
            "Each is its pixel times one and the same number.",
        ),
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
            "gradient of each weight, and one for each line that blame came back along. The biases cost nothing: their "
            "gradients are the blames.",
            f"Nudging one number after the other would take a way forward for each of the {digit.network.size:,}: "
            f"{ways[2] / 1e6:,.0f} million multiplications. For a network of a billion weights it is two passes "
            "against "
            "a billion.",
        ),
        Scene(
            ("x", *s.dz),
            ("", *["blame"] * (last - 1)),
            beside=Bars(("forward", "back", "nudging each"), tuple(map(float, ways))),
        ),
        "count",
    )
)

# %%
if s.right is not None:
    q = s.right.p[s.right_label]
    show(
        Stop(
            "Had it been right",
            (
                f"This is test digit {s.right_index}, another {s.right_label}, that the network reads right with "
                f"{share(q, 'truth')}. The blame of the {s.right_label} is {q:.4f} − 1 = "
                f"[{printed(q - 1, '.4f')}]{{down}}, and everything on the way back is made of blames as small as "
                "that.",
                "The colours have the scale that they had for our digit, so hardly anything is seen. A network learns "
                "from what it gets wrong, and hardly at all from what it gets right.",
            ),
            Scene(("x", *s.dz), ("", *["blame"] * (last - 1)), of="right"),
            "right",
        )
    )

# %%
step = s.step
rates = np.linspace(0, 3 * step.rate, 61)
show(
    Stop(
        "Take a step",
        (
            f"Put all {digit.network.size:,} weights and biases into one list, θ, and their gradients into another, g. "
            "To lower the loss, move each of them *against* its gradient: down where the slope is positive, up where "
            f"it is negative, and the further the steeper. Here each moves by {step.rate:g} times its gradient.",
            f"What do the slopes promise? Each number changes the loss by its slope times its move, "
            f"−{step.rate:g} · slope². Added up over all of them that is {three(step.promised - s.loss)}: from "
            f"[{three(s.loss)}]{{loss}} to {three(step.promised)}. What happened is [{three(step.happened)}]{{truth}}.",
            "A slope is a straight line laid against a curve. For a tenth of this step the two agree "
            f"({step.promised_tenth:.4f} promised, {step.happened_tenth:.4f} happened); then the curve bends away from "
            "the line. So one takes small steps, and many of them.",
        ),
        Scene(
            values,
            forward,
            beside=Graph(
                rates,
                np.array([s.loss_after(rate) for rate in rates]),
                "how far, times the gradient",
                "loss",
                (0.0, s.loss, -s.squared),
                (
                    (step.rate, step.happened, f"happened {three(step.happened)}"),
                    (step.rate, step.promised, f"promised {three(step.promised)}"),
                ),
            ),
        ),
        "step",
    ),
    Stop(
        "Look again",
        (
            f"The same digit through the changed network: the {truth} has {share(step.p[truth], 'truth')} where it "
            f"had {share(p[truth], 'truth')}"
            + (f", the {guess} has {share(step.p[guess])} where it had {share(p[guess])}." if wrong else "."),
            f"No single number did that. The weight that moved furthest moved by {three(step.furthest)}. But all of "
            f"them moved the way that helps, and {digit.network.size:,} small changes add up. The lines show what "
            "changed along them.",
        ),
        Scene(values, ("", *["change"] * (last - 1)), of="after"),
        "again",
    ),
)

# %%
crowd = s.crowd
example = (
    f" You see one that was lost: test digit {crowd.lost}, a {crowd.lost_label}. The {crowd.lost_label} had "
    f"{share(crowd.lost_before, 'truth')} and won; now it has {share(crowd.lost_after, 'truth')}, and the "
    f"{crowd.lost_now} wins."
    if crowd.lost is not None
    else ""
)
show(
    Stop(
        "And everybody else?",
        (
            f"All digits go through the **same** weights. Of the {crowd.count:,} test digits, {crowd.worse:,} are now "
            f"less sure of the truth than they were, {crowd.missed} that were read right are read wrong, and "
            f"{crowd.gained} that were wrong are right: {share(crowd.before)} right before, "
            f"{share(crowd.after)} after.{example}",
            f"The step was chosen for this {truth} alone; nobody asked the others. So in training one takes the mean "
            "of "
            "the gradients of many digits, a *mini-batch*, and steps along that. And one steps on training digits: a "
            "test digit is kept to judge by, and this step was a demonstration.",
        ),
        Scene(values, forward, of="lost" if crowd.lost is not None else "after"),
        "others",
    ),
    Stop(
        "The whole of it",
        (
            "Begin with what each of the ten got, less what it should have got: its blame.",
            "A weight gets what came in, times the blame of the sum that it goes into. A bias gets the blame.",
            "A unit gets the blame of every sum that it fed, through the weights; then its bend lets through what it "
            "lets through. Again for the layer before, down to the pixels.",
            "Then move every number a little against its gradient, and take the next digits. That is all of it. Now go "
            "through it freely, number by number.",
        ),
        Scene(("x", *s.dz), ("", *["blame"] * (last - 1))),
        "whole",
        (s.dz[-1], f"dW{last}", f"da{last - 1}", s.dz[-2]),
        s.dz[-1],
    ),
)
