# %% [markdown]
# # Activations and their slopes
#
# A neuron adds up, and adding up is not enough. What does the bend after each sum buy, and what does it cost on the way
# back?
#
# **So far:** along a path slopes are multiplied, over paths they are added, and the slope of a weighted sum is a
# weight. The links in between, where a sum is bent, you have taken as given.
#
# ## Symbols
#
# $x_{ni}$ is the input, $z_{nj}$ the weighted sum of unit $j$, and $a_{nj}$ what the unit hands on: its **activation**,
# the sum after a function has bent it. First see what happens to a network that leaves the bend out.

# %%
import numpy as np
from sympy import IndexedBase

from lessons.derivations.bending import (
    at_most_a_quarter,
    bend,
    curves,
    flatter,
    measured_slope,
    steepness,
    two_linear_layers,
)
from lessons.engine.forms.source import activation_row
from lessons.engine.proof.witnesses import difference
from lessons.engine.twins.definitions import j, n
from lessons.exercises import Derive, Entry, Predict, WrongLine, in_derivation, in_network
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Code, Link, Plot, Question, Table, Touch, printed
from lessons.page.example import this_digit
from lessons.walks.stage import stage

digit = this_digit()
show(two_linear_layers())

# %% [markdown]
# The last line is **one** layer: the products of weights are only new weights, and the rest is a new bias. A hundred
# layers without a bend can do what one layer can, and no more. So every sum is bent before it goes on.
#
# ## Derivation: bends and their slopes
#
# On the way back each bend is a link, and the link's slope is a factor of every path through it. Here are three bends.
# The **sigmoid** squeezes every sum between 0 and 1:

# %%
show(bend("sigmoid"), steepness("sigmoid"))

# %% [markdown]
# Its slope can be read off its own output, which the forward pass has left behind: no power of e is needed on the way
# back. How steep can it be? Complete the square:

# %%
show(at_most_a_quarter())

# %% [markdown]
# A square is never negative, so the slope is never more than a quarter: this link makes every path through it at least
# four times weaker. The **tanh** lies about zero, and where it is zero its slope is 1:

# %%
show(bend("tanh"), steepness("tanh"))

# %% [markdown]
# Far from zero both go flat, and there the slope is nearly zero: such a unit is **saturated**, and almost nothing comes
# back through it. The **ReLU** lets every positive sum pass as it is:

# %%
show(bend("relu"), steepness("relu"), Code((activation_row("sigmoid"), activation_row("tanh"), activation_row("relu"))))

# %% [markdown]
# The slope of the ReLU is one or zero, and nothing between: a path goes through whole, or is cut. Where $z_{nj}$ is
# exactly 0 there is a **kink**, and a slope from the left and one from the right differ. Core takes the one from the
# left, which is 0.

# %%
show(
    Touch(
        "slope",
        Plot(
            curves(),
            "weighted sum",
            "slope",
            "How steep the three are. Sigmoid is steepest at 0, and has the slope 1/4 there.",
        ),
    )
)

# %% [markdown]
# ## This digit's numbers
#
# In the network, the gradient that arrives at unit $j$ is multiplied by the slope at this unit:

# %%
own = str(digit.network.layers[1])
z, a, da, dz = (digit.arrays[name][0] for name in ("z1", "a1", "da1", "dz1"))
shown = [int(unit) for unit in np.argsort(-np.abs(da))[:8]]
names = [IndexedBase(name)[n, j] for name in ("z1", "a1", "da1", "dz1")]
sigmoid, tanh = (curve.y for curve in curves()[:2])
claim("the slope is never more than a quarter", sigmoid.max() <= 1 / 4)
claim("this link makes every path through it at least four times weaker", 1 / sigmoid.max() >= 4)
claim("where it is zero its slope is 1", tanh.max() == tanh[150] == 1)
claim("Far from zero both go flat, and there the slope is nearly zero", max(sigmoid[0], tanh[0], sigmoid[-1]) < 0.01)
show(
    digit.equation("dz1"),
    Table(
        ("unit", *names),
        tuple((str(unit), *(printed(row[unit], "+.4f") for row in (z, a, da, dz))) for unit in shown),
        f"The units of the first layer at which most arrives. {np.count_nonzero(dz == 0)} of all {len(dz)} pass "
        "nothing on.",
    ),
    Check(
        "What arrives times the slope measured by complex step, and the network's own",
        difference(da * measured_slope(own, z), dz),
    ),
    stage("gate", "On screen: the units of the last hidden layer, crossed out where their bend lets nothing through."),
    Link("Hear it told: what a bend lets through", "step", {"digit": str(digit.index), "tell": "gate"}),
    Link("See which units let the gradient through", "step", {"digit": str(digit.index), "step": "dz1"}),
    Link("Train the same network with sigmoid", "train", {"network": str(digit.network).replace(own, "sigmoid")}),
)

# %% [markdown]
# ## What to notice
#
# - A bend acts on each unit alone: $\delta^{(1)}_{nj}$ needs what arrives at unit $j$ and the slope there, and nothing
#   of its neighbours.
# - A ReLU that is silent on this digit learns nothing from it, however much arrives. One that is silent on every digit
#   learns from none of them: such a unit is called dead.
# - A unit can be wanted and still be cut: look for a row where much arrives and the last number is zero.
#
# **Now you can** say what a bend lets through on the way back, read it off the unit's own output, and tell a saturated
# unit from a dead one.
#
# ## Your turn

# %%
show(
    Question(Derive("The gradient arrives at a sigmoid. What goes on?", in_network("5-4-sigmoid-3", "dz1", "a1 da1"))),
    Question(Derive("And at a tanh?", in_network("5-4-tanh-3", "dz1", "a1 da1"))),
    Question(Entry("dz1", "W2 dz2 z1")),
    Question(Predict(flatter)),
    Question(WrongLine(in_derivation("dz1"))),
)
