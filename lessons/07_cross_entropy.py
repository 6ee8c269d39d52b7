# %% [markdown]
# # Cross-entropy, and p − y
#
# Softmax turned ten logits into ten probabilities. How wrong are they, and which way should each logit have gone?
#
# **So far:** ten logits have become ten probabilities, and you know all hundred slopes between them. Nothing yet says
# how wrong they are.
#
# ## Symbols
#
# The label is a row $y_{nk}$ as long as the probabilities $p_{nk}$: one at the right class, zero at the nine others.
# **Cross-entropy** asks a single question: how much probability did the right class get? The loss $L$ is minus the
# logarithm of that, averaged over the $N$ examples of the mini-batch. It is zero when the right class got everything,
# and grows without bound as its share shrinks.

# %%
import numpy as np
from sympy import IndexedBase

from core.losses import SoftmaxCrossEntropy
from lessons.derivations.logits import loss_of_logits
from lessons.derivations.softmax import cross_entropy, together
from lessons.engine.proof.witnesses import difference
from lessons.engine.twins.definitions import k, n, p, y
from lessons.exercises import Derive, Entry, Predict, WrongLine, in_derivation, in_network, loss_after_step, sign_of
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Code, Curve, Link, Picture, Plot, Question, Table, Touch, printed
from lessons.page.example import this_digit
from lessons.walks.stage import stage

digit = this_digit()
show(digit.equation("L"))

# %% [markdown]
# ## Derivation: the loss and a probability
#
# The label is zero everywhere except at the right class, so the loss looks at one probability only.

# %%
show(cross_entropy())

# %% [markdown]
# Where the right class got little, this slope is steep. That is what softmax needs. You saw it go flat where the
# network is sure, and a network that is sure and wrong sits exactly there.
#
# ## Derivation: both together
#
# A logit reaches the loss through every probability, so the chain rule sums over all of them. The large factor
# $1/p_{nk}$ of the loss meets the small factor $p_{nk}$ of softmax, and they cancel:

# %%
show(together())

# %% [markdown]
# The **error signal** $\delta_{nk}$ is the prediction minus the truth, shared out over the mini-batch. The logarithm
# has put back exactly the factor that softmax had taken away. In core it is a single line:

# %%
show(Code.of(SoftmaxCrossEntropy.gradient, "dz"))

# %% [markdown]
# ## From the logits, without a detour
#
# A probability may be so small that a computer rounds it to zero, and the logarithm of zero is no number. Core never
# takes it. The logarithm of a quotient is a difference, so the loss can be worked out from the logits alone:

# %%
show(loss_of_logits())

# %% [markdown]
# ## This digit's numbers
#
# Nobody has shown this digit to the network while it learned.

# %%
last = digit.network.wires[-1]
z, probabilities, label, dz = (digit.arrays[name][0] for name in (last, "p", "y", f"d{last}"))
moves = np.linspace(-8.0, 8.0, 161)
moved = (z + np.outer(moves, label))[:, None]  # the logit of the right class alone
losses = loss_of_logits().along("z", moved, {"y": label[None], "N": 1, "K": 10})
claim("For one digit no entry can be larger than one", np.abs(dz).max() <= 1)
claim("the curve is nearly a straight line of slope −1; to the right it goes flat", losses[0] - losses[10] > 0.49)
claim("to the right it goes flat", losses[-11] - losses[-1] < (losses[0] - losses[10]) / 10)
claim("a step against it **raises** that logit. The nine others have positive ones", (dz > 0).sum() == 9)
show(
    Picture(
        digit.pixels,
        f"This is {digit.named}, read as {digit.taken_for}. The loss is {float(digit.trace.loss):.3f}.",
    ),
    Table(
        (k, IndexedBase(last)[n, k], p[n, k], y[n, k], IndexedBase(f"d{last}")[n, k]),
        tuple(
            (str(d), printed(z[d], "+.2f"), printed(probabilities[d]), f"{label[d]:.0f}", printed(dz[d], "+.3f"))
            for d in range(10)
        ),
        "Logits, probabilities, label, and the gradient with which the way back begins.",
    ),
    Touch(
        "surprise",
        Plot(
            (Curve("loss", moves, losses, "loss"),),
            f"change of logit {digit.label}",
            "loss",
            "The loss against the logit of the right class, the other nine held still.",
            ((0.0, float(digit.trace.loss), "here"),),
        ),
        {"logits": z, "label": digit.label},
    ),
    Check("Prediction minus truth, and the gradient that the network computes", difference(probabilities - label, dz)),
    Check(
        "The loss from the one probability that counts, and core's",
        difference(-np.log(probabilities[digit.label]), digit.trace.loss),
    ),
    Check("The sum of the ten gradients, and zero", abs(float(dz.sum()))),
    stage("outputs", "On screen: the blame of the ten sums of this digit."),
    Link("Hear it told: begin at the end", "step", {"digit": str(digit.index), "tell": "outputs"}),
    Link("Step through this digit, forward and back", "step", {"digit": str(digit.index), "step": f"d{last}"}),
)

# %% [markdown]
# ## What to notice
#
# - The right class has a negative gradient: a step against it **raises** that logit. The nine others have positive
#   ones, and among them the class to which the network gave most has the largest.
# - The ten gradients sum to zero: what one logit gains, the others lose.
# - For one digit no entry can be larger than one, however wrong the answer. To the left, the curve is nearly a straight
#   line of slope −1; to the right it goes flat, and there is nothing left to learn.
#
# **Now you can** work out the error signal with which every way back begins: the prediction minus the truth. Lesson 3
# took it as given.
#
# ## Your turn

# %%
show(
    Question(Predict(sign_of(f"d{last}"))),
    Question(Entry(f"d{last}", examples=4)),
    Question(
        Derive(
            "What is the slope of the loss by a weight of the last layer?", in_network("5-4-tanh-3", "dW2", "a1 p y")
        )
    ),
    Question(WrongLine(in_derivation(f"d{last}"))),
    Question(Predict(loss_after_step(0.1))),
)
