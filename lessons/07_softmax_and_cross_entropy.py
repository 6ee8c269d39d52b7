# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Softmax and cross-entropy
#
# A network hands on ten numbers, one for each digit. How wrong are they, and which way should each of them have gone?
#
# ## Symbols
#
# The ten numbers of example $n$ are its **logits** $z_{nk}$. They may be large or small, positive or negative.
# **Softmax** turns them into probabilities $p_{nk}$, which are positive and sum to one. The label is a row $y_{nk}$ of
# the same length: one at the right digit, zero at the nine others.
#
# **Cross-entropy**, $L$, then asks a single question: how much probability did the right digit get? It is zero when that
# is all of it, and grows without bound as it shrinks.

# %%
from sympy import IndexedBase

from core.losses import SoftmaxCrossEntropy
from lessons.blocks import Check, Code, Link, Picture, Question, Table
from lessons.definitions import k, n, p, y
from lessons.example import this_digit
from lessons.exercises import Derive, Entry, Predict, WrongLine, in_derivation, in_network, sign_of
from lessons.proof import difference
from lessons.reader import show
from lessons.softmax import cross_entropy, jacobian, together

digit = this_digit()
show(digit.equation("p"), digit.equation("L"))

# %% [markdown]
# ## How a probability answers to a logit
#
# A logit stands twice in every probability: above the fraction bar where $j = k$, and always in the sum below it. The
# quotient rule gives one term for each. The bracket $\mathbf{1}[j{=}k]$ is one where the two indices agree and zero
# elsewhere; inside a sum it picks a single term.

# %%
show(jacobian())

# %% [markdown]
# Raising one logit raises its own probability and lowers all the others, by the same amount in total, because the
# probabilities still sum to one.
#
# ## How the loss answers to a probability
#
# The label $y_{nk}$ is zero everywhere except at the right digit, so the loss looks at one probability only. Where that
# is small, the slope is steep.

# %%
show(cross_entropy())

# %% [markdown]
# ## Both together
#
# The chain rule sums over every probability that a logit reaches, which is all ten of them. The large factor $1/p_{nk}$
# of the loss meets the small factor $p_{nk}$ of softmax, and they cancel.

# %%
show(together())

# %% [markdown]
# The **error signal** is the prediction minus the truth, shared out over the mini-batch. Nothing shorter could be hoped
# for, and it is the reason why the two are used together. In core, too, it is a single line:

# %%
show(Code.of(SoftmaxCrossEntropy.gradient, "dz"))

# %% [markdown]
# ## This digit's numbers
#
# The digit below is one that the network has never learnt from, and reads wrongly.

# %%
arrays = digit.arrays
last = digit.network.wires[-1]
z, probabilities, label, dz = (arrays[name][0] for name in (last, "p", "y", f"d{last}"))
show(
    Picture(digit.pixels, f"A {digit.label}, read as a {digit.guess}."),
    Table(
        (k, IndexedBase(last)[n, k], p[n, k], y[n, k], IndexedBase(f"d{last}")[n, k]),
        tuple((str(k), f"{z[k]:+.2f}", f"{probabilities[k]:.3f}", f"{label[k]:.0f}", f"{dz[k]:+.3f}") for k in range(10)),
        "Logits, probabilities, label, and the gradient with which the way back begins.",
    ),
    Check("What the derived formula gives for this digit, and what the network computes", difference(probabilities - label, dz)),
    Check("The sum of the ten gradients, and zero", abs(float(dz.sum()))),
    Link("Step through this digit", "step", {"digit": str(digit.index), "step": f"d{last}"}),
)

# %% [markdown]
# ## What to notice
#
# - Two rows stand out. The right digit has a negative gradient: a step against it **raises** that logit. The digit that the
#   network saw instead has a positive one, and its logit is lowered.
# - The ten gradients sum to zero, so what one logit gains the others lose.
# - No entry can be larger than one, however wrong the answer. A right answer given with confidence leaves almost nothing
#   to learn; a wrong one given with confidence leaves as much as there can be.

# %% [markdown]
# ## Your turn

# %%
show(
    Question(Predict(sign_of(f"d{last}"))),
    Question(Entry(f"d{last}")),
    Question(Derive("What is the slope of the loss by a weight of the last layer?", in_network("5-4-tanh-3", "dW2", "a1 p y"))),
    Question(WrongLine(in_derivation(f"d{last}"))),
)
