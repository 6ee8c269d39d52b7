# %% [markdown]
# # Gradient descent and the learning rate
#
# The gradient says which way is down. How far should a step go, and what happens when it goes too far?
#
# **So far:** you have the gradient of a mini-batch. That is a direction; a step also needs a length.
#
# ## Symbols
#
# Look at one weight $w$ alone, measured from the place where it is best. Close to its lowest point almost every loss
# looks like a **bowl**, and the **curvature** $\lambda$ says how fast the walls of the bowl grow steep.

# %%
from dataclasses import replace

import numpy as np

from core.losses import Quadratic
from core.network import Network
from lessons.derivations import descent
from lessons.derivations.descent import AT_ONCE, change_of_loss, curvature, descend, edge_on, lr, one_step
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Predict, WorkOut, WrongLine, equation, in_lines
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Curve, Link, Picture, Plot, Question, Table, Touch, printed
from lessons.page.digits import first_digits
from lessons.page.example import this_digit
from lessons.walks.stage import stage

show(descent.bowl())

# %% [markdown]
# ## One step, and then another
#
# A step goes against the slope, and the **learning rate** says how far. On a bowl the slope is itself in proportion to
# the distance from the bottom, and so the step is too.

# %%
show(one_step())

# %% [markdown]
# Wherever the weight was, a step multiplies it by one and the same number. The next step does so again.

# %%
show(descent.many_steps())

# %% [markdown]
# ## Where the edge is
#
# A number that is multiplied by itself again and again shrinks if it lies between minus one and one; beyond, it grows.
# How does that look from the loss $L$, which is $L_{after}$ after the step?

# %%
show(change_of_loss())

# %% [markdown]
# Every factor but the bracket is positive, as long as $w$ is not zero. The loss falls as long as the learning rate
# times $\lambda$ stays below two, and the **edge** is two divided by the curvature: the steeper the bowl, the shorter
# the steps have to be.

# %%
steps = np.arange(13)
paths = tuple(Curve(f"{rate:g} / λ", steps, descent.from_one(rate, steps), "parameter") for rate in (0.3, 1.8, 2.1))
show(Touch("bowl", Plot(paths, "step", "w", "One weight that starts at 1, with three learning rates.")))

# %% [markdown]
# ## This digit's numbers
#
# A network without hidden layers, whose loss is half the squared error, is such a bowl whichever way you go. It learns
# one digit alone. After a step, what is left of the error $\delta_j$ of an output?

# %%
show(descent.error_after_step())

# %% [markdown]
# So the curvature is one, for the bias, plus the squared pixels of the digit, and you can read the edge off the picture
# before any training. Core takes ten steps from weights of zero, at five learning rates:

# %%
digit = this_digit()
network, pixels, zeros = Network.from_text("784-10", Quadratic()), digit.arrays["x"], np.zeros(7850)
edge = edge_on(pixels)
rates = (0.1, 1.0, 1.8, 1.99, 2.1)
runs = {rate: descend(network, zeros, pixels, [digit.label], rate * edge / 2, 10) for rate in rates}
rows = (
    (f"{r:g}", f"{r * edge / 2:.5f}", *(printed(run[k].loss, ".2g") for k in (0, 1, 10))) for r, run in runs.items()
)
show(
    Picture(digit.pixels, f"The digit: {digit.named}. Its curvature is {2 / edge:.1f}, its edge {edge:.4f}."),
    Table(
        (lr * curvature, lr, "loss before", "after 1 step", "after 10"),
        tuple(rows),
        "One digit, learnt by a network without hidden layers.",
    ),
    Check(
        "The loss after ten steps of core, and ten times the derived factor",
        max(difference(run[10].loss, run[0].loss * (1 - rate) ** 20) for rate, run in runs.items()),
    ),
)

# %% [markdown]
# With many digits the bowl has many directions, each with a curvature of its own, and one learning rate has to serve
# them all. The largest curvature decides. Here core learns 100 digits at once, a little below the edge and a little
# above it. A trained network is no bowl, but its loss bends as well: the stage shows it along one step.

# %%
images, labels = first_digits(100)
pixels = np.hstack([images, np.ones((100, 1))])  # a column for the bias
largest = float(np.linalg.eigvalsh(pixels @ pixels.T / 100)[-1])
passes = {share: descend(network, zeros, images, labels, share * 2 / largest, 60) for share in (0.97, 1.03)}
curves = tuple(Curve(f"{s} of edge", np.arange(61), np.array([p.loss for p in passes[s]]), "loss") for s in passes)
said = f"100 digits: the largest curvature is {largest:.1f}, the edge is {2 / largest:.4f}."
above = replace(AT_ONCE, learning_rate=round(2.06 / largest, 4))
ends = {share: [p.loss for p in run] for share, run in passes.items()}
claim("Just above the edge nothing looks wrong at first", ends[1.03][5] < ends[1.03][0])
claim("and then it is everything", ends[1.03][60] > ends[1.03][30] > min(ends[1.03]) and ends[0.97][60] < ends[0.97][0])
claim(
    "The loss falls as long as the learning rate times $\\lambda$ stays below two",
    runs[1.99][10].loss < runs[1.99][0].loss,
)
claim("the steeper the bowl, the shorter the steps have to be", edge_on(2 * pixels) < edge)
claim("At one over $\\lambda$ a single step arrives", runs[1.0][1].loss < 1e-20)
show(
    Plot(curves, "step", "loss", said, log=True),
    stage("step", "On screen: the loss of a trained network along a step, and the line that its slope promises."),
    Link("Train it above its edge, then below", "train", above.to_query()),
    Link("Step through this digit's gradients", "step", {"digit": str(digit.index), "step": "dW1"}),
)

# %% [markdown]
# ## What to notice
#
# - At one over $\lambda$ a single step arrives. Below, the weight comes down on its own side of the bowl; between there
#   and the edge it jumps from side to side, and still comes closer.
# - Just above the edge nothing looks wrong at first: the error grows by a few per cent a step, and then it is
#   everything.
# - The steepest direction sets the edge, and a flat direction, whose factor stays close to one, has to wait for it.
#
# **Now you can** read off the curvature how long a step may be, and say what has happened where a loss grows from step
# to step.
#
# ## Your turn

# %%
letters = "lr λ w"


def sample(seed):
    return dict(zip(letters.split(), np.random.default_rng(seed).uniform(0.5, 1.5, 3), strict=True))


step, change = one_step(), change_of_loss()
onward = equation(step.lhs, step.steps, sample, letters)
show(
    Question(Derive("Where does a step on the bowl lead?", onward)),
    Question(WorkOut("Where is the weight after a step?", step.rhs, {"λ": 80.0, "lr": 0.02, "w": 0.5})),
    Question(Predict(descent.below_or_above)),
    Question(WrongLine(in_lines(onward, equation(change.lhs, change.steps, sample, letters)))),
)
