# %% [markdown]
# # Batch normalisation, opened up
#
# What becomes of a gradient when each unit is measured against the other digits of its mini-batch?
#
# **So far:** the first weights set the sizes of signals and gradients once, before the first step. Then learning moves
# them.
#
# ## Why anyone would do this
#
# Each unit of a layer lives on a scale of its own: one swings widely, its neighbour hardly at all; a rate that suits
# the first is far from right for the second. As layers below learn, the scales move too. Ioffe and Szegedy (2015,
# algorithm 1) take them out. Over the mini-batch every unit is given mean zero and a variance of almost one,
# σ²/(σ² + ε), where a small ε keeps the root away from zero.
#
# ## Symbols
#
# What arrives is $z^{(1)}_{nj}$, unit $j$ on digit $n$. From it come a **mean** $\mu^{(1)}_j$ and a **variance** over
# the $N$ digits, and with these the normalised value $\hat{x}^{(1)}_{nj}$. Two learned numbers, $\gamma^{(1)}_j$ and
# $\beta^{(1)}_j$, may then choose another spread and another mean.

# %%
import numpy as np

from core.batchnorm import BatchNorm
from core.config import Config
from core.initializers import initialize
from core.network import Network
from lessons.derivations.dragged.one_of_eight import one_of_eight
from lessons.derivations.normalized import sums_to_zero
from lessons.derivations.normalized_back import first_of_batch, larger_weights, weights_grow
from lessons.engine.proof.witnesses import difference
from lessons.engine.twins.definitions import j
from lessons.exercises import Derive, Predict, WorkOut, WrongLine, in_lines, in_network
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Link, Question, Table, printed
from lessons.page.example import this_digit
from lessons.walks.stage import stage

digit = this_digit()
network, x, labels = Network.from_text("784-12-bn-relu-10"), digit.images[:8], digit.labels[:8]
batch = digit.through(network.trace(initialize(network, "he", 0, np.float64), x, labels))
show(*(batch.equation(name) for name in ("mu1", "var1", "xhat1", "u1")))

# %% [markdown]
# ## What is normalised sums to zero
#
# One fact will shorten all that follows. It holds for each unit, whatever arrives (here called $x$) and from where.

# %%
show(sums_to_zero())

# %% [markdown]
# ## The way back: three paths
#
# A number $z^{(1)}_{nj}$ reaches the loss three times: directly, through the variance and through the mean. The last
# two are shared by all digits, and so each digit's gradient comes to depend on all the others. From the loss downwards,
# first the normalised values, then the variance, then the mean:

# %%
show(*(batch.equation(name) for name in ("dxhat1", "dvar1", "dmu1")))

# %% [markdown]
# For the mean, the path on through the variance came to nothing: what is normalised sums to zero. Now all three meet.

# %%
how = "On screen: one unit on each digit, and how much of its blame comes from every other."
show(batch.equation("dz1"), batch.rows_and_columns("dz1"), batch.code("dz1"), stage("meet-u1", how, batch))

# %% [markdown]
# The two learned numbers are easier. Each is used once on every digit:

# %%
show(batch.equation("dgamma1"), batch.equation("dbeta1"))

# %% [markdown]
# ## This digit's numbers
#
# Your digit stands in a mini-batch with the seven after it. Five units, before and after:

# %%
arrays = batch.arrays
z, x_hat, dz, du, var = (arrays[name] for name in ("z1", "xhat1", "dz1", "du1", "var1"))
columns = zip(z.mean(axis=0), z.std(axis=0), x_hat[0], x_hat.std(axis=0), strict=True)
rows = tuple((str(unit), *(printed(number, "+.2f") for number in numbers)) for unit, numbers in enumerate(columns))
show(
    Table(
        (j, "mean", "spread", "this digit, normalised", "spread after"),
        rows[:5],
        "Five of the twelve units, over eight digits.",
    ),
    one_of_eight(z, int(z.std(axis=0).argmax())),
    Check("The variance after, and σ² / (σ² + ε)", difference(x_hat.var(axis=0), var / (var + BatchNorm().epsilon))),
    Check("The gradient of each unit, summed over the digits, and zero", float(np.abs(dz.sum(axis=0)).max())),
    Check("The gradient of the bias below, and zero", float(np.abs(arrays["db1"]).max())),
    Link("Hear it told", "step", {"network": str(network), "digit": str(digit.index), "tell": "meet-u1"}),
    Link("Step through it", "step", {"network": str(network), "digit": str(digit.index), "batch": "8", "step": "z1"}),
)

# %% [markdown]
# Then all weights of the first layer become ten times as large, in this network and in one without normalisation.

# %%
plain = Network.from_text("784-12-relu-10")
measured = [(own, factor, *larger_weights(own, factor, x, labels)) for own in (network, plain) for factor in (1, 10)]
alone, _ = BatchNorm().normal(z[:1])
(_, _, loss, length), (_, _, loss10, length10), *_ = measured
claim("Larger weights leave the loss where it was and make their own gradient smaller", difference(loss10, loss) < 1e-4)
claim("a layer that has jumped too far takes shorter steps from there", difference(length10, length / 10) < 1e-3)
claim("a variance of almost one", (np.abs(x_hat.var(axis=0) - 1) < 1e-3).all() and (x_hat.var(axis=0) < 1).all())
settings = Config(network="784-64-bn-relu-32-bn-relu-10", optimizer="sgd", schedule="constant", learning_rate=0.5)
show(
    Table(
        ("network", "weights times", "loss", "length of their gradient"),
        tuple((str(own), str(factor), f"{loss:.3f}", printed(length, ".3g")) for own, factor, loss, length in measured),
        "The same first weights, with normalisation and without.",
    ),
    Check("A digit normalised in a mini-batch of its own, and zero", float(np.abs(alone).max())),
    Link("Train with normalisation, at a high learning rate", "train", settings.to_query()),
)

# %% [markdown]
# ## What to notice
#
# - The gradient of a bias in front of batch normalisation is zero: the mean takes out whatever the bias put in.
# - Larger weights leave the loss where it was and make their own gradient smaller: a layer that has jumped too far
#   takes shorter steps from there. Ioffe and Szegedy (section 3.3) see in this why normalisation bears a high learning
#   rate.
# - A digit alone is its own mean, and nothing of it is left. A network in use has no mini-batch, so while training core
#   keeps a running mean and variance of what each unit has met, and in use it measures against those.
#
# **Now you can** take a gradient through a mean and a variance, path by path, and say what normalisation does to
# weights, to biases and to the learning rate.
#
# ## Your turn

# %%
unit = int(np.abs(dz[0]).argmax())
root = float(np.sqrt(arrays["var1"][unit] + BatchNorm().epsilon))
values = {"du": du[:, unit], "xhat": x_hat[:, unit], "N": 8, "s": root}
asked = (
    f"Unit {unit} over this mini-batch: its learned spread is 1, and $s$ is the root in the formula. Its gradient on "
    "your digit is?"
)
spread = in_network("4-3-bn-relu-2", "dgamma1", "du1 xhat1 N")
show(
    Question(Derive("How does the loss answer to the learned spread?", spread)),
    Question(WorkOut(asked, first_of_batch(), values)),
    Question(Predict(weights_grow)),
    Question(WrongLine(in_lines(in_network("4-3-bn-relu-2", "dz1", "du1 xhat1 gamma1 var1 N")))),
)
