# %% [markdown]
# # A layer, and why the transpose
#
# Many neurons side by side are one matrix product. Why does the way back need the same matrix turned over?
#
# **So far:** you can take a gradient through one weight and through one bend. A layer has hundreds of weights, and
# nobody writes hundreds of sums.
#
# ## Symbols
#
# Write the inputs of a mini-batch as a table: one row for each digit $n$, one column for each unit. Put the weights
# into a table too, where $W^{(2)}_{ij}$ stands in row $i$ and column $j$: a row for each input, a column for each
# neuron. Then the sums of all neurons on all digits are one product of tables. Here is the second layer of this
# network, twice: entry by entry, and whole.

# %%
import numpy as np

from lessons.derivations.dragged.error_signal import error_signal
from lessons.derivations.layer import fits
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Entry, Predict, WrongLine, in_network, in_numpy
from lessons.notes.cell import show
from lessons.page.blocks import Check, Link, Question, Table
from lessons.page.example import this_digit
from lessons.walks.stage import stage

digit = this_digit()
show(digit.equation("z2"), digit.rows_and_columns("z2"), digit.code("z2"))

# %% [markdown]
# In a matrix product, what is summed over stands **inside**: the last index of the first factor and the first of the
# second. Here that is $i$, the input. The bias is added to every row.
#
# ## Derivation: the gradient of the input
#
# On the way back the error signal $\delta^{(2)}_{nj}$ arrives at every neuron $j$. Each input $a^{(1)}_{ni}$ goes into
# all of them, so its paths are added, one for each $j$:

# %%
show(digit.equation("da1"))

# %% [markdown]
# Now the sum runs over $j$, the neuron, and $j$ is the **last** index of $W^{(2)}_{ij}$. A product of tables wants it
# first. Turn the table over, rows for columns, and it is:

# %%
show(digit.rows_and_columns("da1"), digit.code("da1"), error_signal(digit))

# %% [markdown]
# That is the whole reason. The weight between $i$ and $j$ is the same number in both directions; forward it is gathered
# by neuron, backward by input. No matrix is inverted, and nothing is undone: the gradient does not bring back the
# input.
#
# ## Derivation: the gradient of the weights
#
# A weight is used once on each digit. Its slope there is the input on which it lies, as you saw with one neuron, and
# the digits of the mini-batch are added:

# %%
show(digit.equation("dW2"), digit.rows_and_columns("dW2"))

# %% [markdown]
# This time the sum runs over $n$, which comes first in both tables, and so the inputs are turned over. A bias lies on
# an input that is always 1, and only the digits are left to add up:

# %%
show(digit.equation("db2"), digit.rows_and_columns("db2"), digit.code("dW2"))

# %% [markdown]
# ## This digit's numbers
#
# The shapes alone nearly tell the story: each gradient has the shape of what it belongs to, and there is one way to
# multiply the tables so that the shapes come out.

# %%
arrays = digit.arrays
a1, W2, dz2 = (arrays[name] for name in ("a1", "W2", "dz2"))
into, out = W2.shape
v = np.cos(np.arange(out))[None]  # any row of numbers will do
show(
    Table(
        ("what", "shape", "made from", "shapes"),
        (
            ("the sums", f"1 × {out}", "inputs, weights", f"1 × {into}, {into} × {out}"),
            (
                "gradient of the inputs",
                f"1 × {into}",
                "error signal, weights turned over",
                f"1 × {out}, {out} × {into}",
            ),
            (
                "gradient of the weights",
                f"{into} × {out}",
                "inputs turned over, error signal",
                f"{into} × 1, 1 × {out}",
            ),
        ),
        "A mini-batch of one digit in the second layer.",
    ),
    Check(
        "The gradient of the inputs, path by path, and by the matrix product",
        difference((dz2 * W2).sum(axis=1), (dz2 @ W2.T)[0]),
    ),
    Check(
        "The inputs times the weights, met by any other row, and the inputs met by that row times the weights turned "
        "over",
        difference((a1 @ W2 * v).sum(), (a1 * (v @ W2.T)).sum()),
    ),
    stage("unit", "On screen: what arrives at one unit from the sums that it feeds."),
    Link("Hear it told: a unit has no label", "step", {"digit": str(digit.index), "tell": "unit"}),
    Link("Step from these sums back to their inputs", "step", {"digit": str(digit.index), "step": "da1"}),
)

# %% [markdown]
# ## What to notice
#
# - For one digit the gradient of the weights is a column times a row: every entry is one input times one error signal.
#   Where the input is zero, a whole row of it is zero.
# - The second check is what the transpose **is**: it moves a matrix from one side of an inner product to the other. The
#   error signal is met by a change of the sums; turned over, by the change of the inputs that caused it.
# - Shapes catch most mistakes, but not all: in a layer that is as wide as the one before it, a missing transpose still
#   runs. Its numbers are wrong.
#
# **Now you can** write a layer's way forward and its way back as products of tables, and say why the transpose stands
# there.
#
# ## Your turn

# %%
show(
    Question(
        Derive(
            "The error signals of a layer are known. What arrives at its inputs?",
            in_network("5-4-tanh-3", "da1", "W2 dz2"),
        )
    ),
    Question(
        Derive("A mini-batch this time: what is the gradient of a weight?", in_network("5-4-tanh-3", "dW2", "N a1 dz2"))
    ),
    Question(Entry("dW2")),
    Question(WrongLine(in_numpy())),
    Question(Predict(fits)),
)
