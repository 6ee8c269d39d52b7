# %% [markdown]
# # The mini-batch is a mean
#
# A network learns from many digits, and each has a gradient of its own. What does a step make of a handful of them?
#
# **So far:** one digit gives each weight one gradient. But a weight serves all digits, and each of them wants something
# else of it.
#
# ## Symbols
#
# Let $L_n$ be the loss of digit $n$ alone, and $N$ the number of digits in the **mini-batch**. The loss $L$ of the
# mini-batch is the mean of these. On digit $n$ the weight $W_{ij}$ lies on the input $x_{ni}$ and goes into the sum
# $z_{nj}$.
#
# ## Derivation: the mean of the gradients
#
# One step should lower the loss of all of them. So differentiate the mean:

# %%
import numpy as np

from core.initializers import initialize
from core.losses import Loss
from lessons.derivations import batch
from lessons.derivations.batch import main_directions, own_gradients, root_mean_square_error, squared_error_of_pairs
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Entry, Predict, WrongLine, in_derivation, in_network
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Code, Curve, Link, Plot, Question, Table, Touch, printed
from lessons.page.counted import one
from lessons.page.example import this_digit
from lessons.walks.stage import stage

digit = this_digit()
show(batch.mean_of_gradients())

# %% [markdown]
# The gradient of the mini-batch is the **mean** of the digits' own gradients. Watch where the 1/N goes in the last
# line: the error signal $\delta_{nj}$ is the slope of $L$, not of $L_n$, and so it carries the 1/N already. The 1/N
# enters once, in the loss, and after that every gradient sums over $n$ and divides by nothing:

# %%
show(Code.of(Loss.value, "L"), digit.code("dz3"), digit.code("dW2"))

# %% [markdown]
# Leave it out, and a mini-batch twice as large would take steps twice as long: the learning rate would have to be
# chosen again for every size. Divide again in a layer, and the layers below it would learn too slowly.
#
# ## This mini-batch's numbers
#
# Take the digit of this page and those that follow it among the test digits:

# %%
together = digit.context.arrays(len(digit.labels))
theta, images, labels = digit.trace.theta, digit.images, digit.labels
alone = [digit.network.trace(theta, images[n : n + 1], labels[n : n + 1]) for n in range(len(labels))]
mean = np.mean([trace.gradient for trace in alone], axis=0)
summed = together["dz2"].sum(axis=0)
whole = digit.network.trace(theta, images, labels)
twice = digit.network.trace(theta, np.tile(images, (2, 1)), np.tile(labels, 2))
claim("a mini-batch twice as large would take steps twice as long", difference(twice.gradient, whole.gradient) < 1e-12)
show(
    Table(
        ("digit", "loss alone", "length of its gradient", "agrees with the mean"),
        tuple(
            (one(label), f"{trace.loss:.4f}", f"{np.linalg.norm(trace.gradient):.3f}", printed(cosine, "+.3f"))
            for label, trace in zip(labels, alone, strict=True)
            for cosine in [trace.gradient @ mean / np.linalg.norm(trace.gradient) / np.linalg.norm(mean)]
        ),
        f"The mean of these losses is {whole.loss:.4f}, and their mean gradient is {np.linalg.norm(mean):.3f} long. "
        "The last column is the cosine of the angle between the two gradients.",
    ),
    Check("The mean of the gradients alone, and the gradient of the mini-batch", difference(mean, whole.gradient)),
    Check(
        "The mean of the losses alone, and the loss of the mini-batch",
        difference(np.mean([t.loss for t in alone]), whole.loss),
    ),
    Check(
        "Error signals added up with nothing divided, and the gradient of a bias", difference(summed, together["db2"])
    ),
    stage("others", "On screen: what a step for one digit alone did to all the digits kept to judge by."),
)

# %% [markdown]
# Read down the table: where the loss is small, the digit pulls a little; where it is large, the digit pulls hard, and
# may turn the whole mini-batch its way.
#
# ## Derivation: how far a mini-batch can be trusted
#
# The best step would be along the mean over all digits. A mini-batch is a sample, and misses it. Let σ² be the spread
# of one number of the gradient from digit to digit: its squared distance from the mean, on average. The squared error
# of a mean multiplies deviations in pairs. Two digits drawn independently do not lean the same way, and their pair adds
# nothing on average. What is left are the pairs of a digit with itself, and the bracket $\mathbf{1}[m{=}n]$ picks
# those. Independently means that a digit drawn once may be drawn again:

# %%
show(batch.spread_of_a_mean())

# %% [markdown]
# In an epoch the digits are dealt out and none comes twice, which makes the error a little smaller still. Try it on the
# same network before it has learnt anything, where every digit still has something to say:

# %%
rows = own_gradients(digit.network, initialize(digit.network, "he", 0, np.float64))
sizes = 2 ** np.arange(9)
measured = np.array([root_mean_square_error(rows, int(size)) for size in sizes])
expected = np.sqrt(batch.spread_of_a_mean().along("N", sizes, {r"\sigma^2": rows.var(axis=0).sum()}))
claim(
    "Four times as many digits, half the error, and four times the work",
    difference(expected[2], expected[0] / 2) < 1e-12,
)
errors = np.sqrt(batch.spread_of_a_mean().along("N", range(1, 9), {r"\sigma^2": 1.0}))
claim("none comes twice, which makes the error a little smaller still", batch.without_return(2) < 1e-12)
claim("each further digit is worth less than the one before", (np.diff(errors, 2) > 0).all())
show(
    Touch(
        "batch",
        Plot(
            (Curve("measured", np.log2(sizes), measured), Curve("from σ²/N", np.log2(sizes), expected, "truth")),
            "how often the mini-batch was doubled",
            "error of its gradient",
            "How far a mini-batch's gradient is from that of 512 digits: the last layer, 1,000 draws a size.",
            log=True,
        ),
        {"gradients": main_directions(rows)},
    ),
    Check(
        "The squared error of every mini-batch of two, on average, and σ²/2",
        difference(squared_error_of_pairs(rows), expected[1] ** 2),
    ),
    Check("Two of four digits, never one twice, and σ²/2 times two thirds", batch.without_return(2)),
    Link("Train with mini-batches of 8", "train", {"network": str(digit.network), "batch_size": "8"}),
    Link("Train with mini-batches of 512", "train", {"network": str(digit.network), "batch_size": "512"}),
)

# %% [markdown]
# ## What to notice
#
# - Four times as many digits, half the error, and four times the work: each further digit is worth less than the one
#   before.
# - A gradient of one digit is worth having: it is wrong in a random direction, and such errors average out over steps,
#   too.
#
# **Now you can** say what a mini-batch makes of its digits' gradients, where its 1/N belongs, and how far the mean is
# to be trusted.
#
# ## Your turn

# %%
bias = in_network("5-4-tanh-3", "db2", "N p y")
show(
    Question(Derive("A mini-batch of N digits: what is the gradient of a bias?", bias)),
    Question(Entry("dW2", "a1 dz2", examples=4)),
    Question(WrongLine(in_derivation("dW2", "N a1 dz2"))),
    Question(Predict(batch.four_times)),
)
