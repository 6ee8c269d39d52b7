# %% [markdown]
# # Softmax
#
# The last layer hands on ten numbers, one for each digit. How do they become probabilities, and how does each
# probability answer to each number?
#
# **So far:** sums, bends and whole layers can be followed forward and back. Only the end is missing: how ten sums
# become an answer.
#
# ## Symbols
#
# The ten numbers of example $n$ are its **logits** $z_{nk}$. Nothing keeps them in bounds: they may be negative, or
# larger than one, and their sum may be anything. **Softmax** makes them probabilities $p_{nk}$. It raises e to the
# power of each, which makes them positive and keeps their order, and divides by the sum of all ten, so that together
# they make one.

# %%
import numpy as np
from sympy import IndexedBase, Symbol

from core.losses import SoftmaxCrossEntropy
from lessons.derivations.logits import by_its_own_logit, loses_most, measured_jacobian, raised, sample, shifted
from lessons.derivations.softmax import jacobian
from lessons.engine.proof.witnesses import difference
from lessons.engine.twins.definitions import k, n, p
from lessons.exercises import Derive, Predict, WorkOut, WrongLine, equation, in_lines
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Code, Link, Picture, Question, Table, Touch, printed
from lessons.page.example import this_digit
from lessons.walks.stage import stage

digit = this_digit()
show(digit.equation("p"))

# %% [markdown]
# Only differences count. Add the same number $c$ to all ten logits, and nothing happens:

# %%
show(shifted())

# %% [markdown]
# Core needs this. Once e is raised to it, a logit of 1,000 is too large for the numbers of a computer. So the largest
# logit is first taken away from all of them, and by the line above the probabilities do not notice:

# %%
show(Code.of(SoftmaxCrossEntropy.output, "e"))

# %% [markdown]
# ## Derivation: one probability, one logit
#
# Let one logit move. It stands twice in its own probability, above the fraction bar and in the sum below, and the
# quotient rule gives a term for each:

# %%
show(by_its_own_logit())

# %% [markdown]
# Every other probability has this logit in its sum alone. Write $j$ for the logit that moves. Then one formula holds
# all hundred slopes; the bracket $\mathbf{1}[j{=}k]$ is one where the two indices agree and zero elsewhere.

# %%
show(jacobian())

# %% [markdown]
# Where $j = k$ this is positive: a logit raises its own probability. Everywhere else it is negative: it lowers all the
# others, each in proportion to what it has.
#
# ## This digit's numbers

# %%
last = digit.network.wires[-1]
z, probabilities = digit.arrays[last][0], digit.arrays["p"][0]
slopes = probabilities[:, None] * (np.eye(10) - probabilities)
second = int(np.argsort(probabilities)[-2])
after = raised(z, second, 1.0)
sure = [p * (1 - p) for p in (0.01, 0.99, 0.5)]
claim("A probability near zero or near one hardly moves", max(sure[:2]) < sure[2] / 20)
claim("they may be negative, or larger than one", min(z) < 0 and max(z) > 1)
claim("it lowers all the others, each in proportion to what it has", all(np.delete(slopes[:, second], second) < 0))
show(
    Picture(digit.pixels, f"This is {digit.named}, read as {digit.taken_for}."),
    Picture(slopes, "All hundred slopes: each row a probability, each column the logit that moves.", "gradient"),
    Touch(
        "softmax",
        Table(
            ("class", IndexedBase(last)[n, k], p[n, k], f"after raising logit {second} by 1"),
            tuple((str(d), printed(z[d], "+.2f"), printed(probabilities[d]), printed(after[d])) for d in range(10)),
            "What one logit gains, the others lose.",
        ),
        {"logits": z, "moved": second},
    ),
    Check("The hundred slopes by the formula, and measured by complex step", difference(slopes, measured_jacobian(z))),
    Check("The sum of the slopes by any one logit, and zero", float(abs(slopes.sum(axis=0)).max())),
    stage("softmax", "On screen: the ten sums of this digit."),
    Link("Hear it told: how sums become shares", "step", {"digit": str(digit.index), "tell": "softmax"}),
    Link("See the ten logits become probabilities", "step", {"digit": str(digit.index), "step": "p"}),
)

# %% [markdown]
# ## What to notice
#
# - The slopes by one logit sum to zero: probability is moved about, never made.
# - A probability near zero or near one hardly moves. Where the network is sure, softmax is flat, and a slope through it
#   is weak. By itself that would make a confident mistake hard to unlearn; the next lesson shows what comes to the
#   rescue.
# - In exact arithmetic no probability is ever zero or one, whatever the logits. A computer rounds, and then one may be.
#
# **Now you can** turn logits into probabilities, and say how each probability answers to each logit.
#
# ## Your turn

# %%
own, every = by_its_own_logit(), jacobian()
in_letters = own.rhs.xreplace({p[n, k]: Symbol("p")})
show(
    Question(
        Derive(
            "A logit moves. How does its own probability answer?",
            equation(own.lhs, own.steps, lambda seed: sample(seed)[0], "p"),
        )
    ),
    Question(
        WorkOut(
            "A class has a quarter of the probability. How fast does it grow with its logit?", in_letters, {"p": 0.25}
        )
    ),
    Question(WrongLine(in_lines(equation(every.lhs, every.steps, lambda seed: sample(seed)[0], "p z")))),
    Question(Predict(loses_most)),
)
