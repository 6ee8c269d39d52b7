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
# The last layer of a network hands on ten numbers, one for each digit. How wrong are they, and which
# way should each of them have gone?
#
# ## Symbols
#
# The ten numbers of example $n$ are its logits $z_{nk}$. Softmax turns them into probabilities $p_{nk}$,
# which are positive and sum to one. The label is a row $y_{nk}$ too: one at the right digit, zero elsewhere.
# Cross-entropy, $L$, then asks one question: how much probability did the right digit get?

# %%
from sympy import IndexedBase

from lessons.example import misread
from lessons.reader import Check, Picture, Question, Table, show
from lessons.softmax import cross_entropy, jacobian, together
from lessons.twins import k, n, p, y

digit = misread()
show(digit.equation("p"), digit.equation("L"))

# %% [markdown]
# ## How a probability answers to a logit
#
# A logit stands twice in every probability: above the fraction bar when $j = k$, and always in the sum below
# it. The quotient rule gives one term for each. The bracket $\mathbf{1}[j{=}k]$ is one when the two
# indices agree and zero otherwise; inside a sum it picks a single term.

# %%
show(jacobian())

# %% [markdown]
# Raising one logit raises its own probability and lowers all the others, by the same amount in total,
# because the probabilities still sum to one.
#
# ## How the loss answers to a probability
#
# The label $y_{nk}$ is zero everywhere except at the right digit, so the loss looks at one probability
# only. Where that is small, the gradient is huge.

# %%
show(cross_entropy())

# %% [markdown]
# ## Both together
#
# The chain rule sums over every probability that a logit reaches, which is all of them. The large factor
# $1/p_{nk}$ of the loss meets the small factor $p_{nk}$ of softmax, and they cancel.

# %%
show(together())

# %% [markdown]
# The error signal is the prediction minus the truth. A right answer given with confidence leaves nothing to
# learn; a wrong one gives a gradient near the largest there can be.
#
# ## This digit's numbers
#
# A small network has seen two thousand digits, three times each. It reads this one wrongly.

# %%
last = digit.network.wires[-1]
columns = IndexedBase(last)[n, k], p[n, k], y[n, k], IndexedBase(f"d{last}")[n, k]
logits, probabilities, label, gradient = (digit.arrays[str(q.base)][0] for q in columns)
error_signal = digit.equation(f"d{last}")
show(
    Picture(digit.pixels, f"A {digit.label}, read as a {digit.guess}."),
    error_signal.result(),
    Table(
        ("digit", *columns),
        tuple((str(c), f"{logits[c]:+.2f}", f"{probabilities[c]:.3f}", f"{label[c]:.0f}", f"{gradient[c]:+.3f}") for c in range(10)),
        "Logits, probabilities, label, and the gradient with which the way back begins.",
    ),
    Check("the derived gradient and the one that the network computes", error_signal.proof.errors["core"]),
    Check("the sum of the ten gradients and zero", abs(float(gradient.sum()))),
)

# %% [markdown]
# ## What to notice
#
# Two rows stand out: the right digit, whose gradient is negative, and the digit that the network took it for,
# whose gradient is positive. A step against the gradient raises the first logit and lowers the second. All
# ten gradients sum to zero, so what one logit gains the others lose.

# %%
show(
    Question("The network gives the right digit a probability of 0.25. What is the gradient of the loss by its logit?", -0.75),
    Question("Every probability is 0.1, as in a network that has learnt nothing. What is the gradient by a wrong digit's logit?", 0.1),
    Question("One constant is added to all ten logits. By how much does the loss change?", 0.0),
)
