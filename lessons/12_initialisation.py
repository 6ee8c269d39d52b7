# %% [markdown]
# # Initialisation
#
# Before the first step somebody has to choose all the weights. Why not begin with zeros, and if not, how large may they
# be?
#
# **So far:** you can change weights for the better, whatever they are. Where the first ones come from, nobody has said.
#
# ## All zeros
#
# Zeros look fair: no unit is preferred. Here is what core finds for them, on this digit and in this network:

# %%
import numpy as np

from core.config import Config
from lessons.derivations.depth import DEEP, deep, grows_or_dies, root_mean_squares, theta_of, variance
from lessons.derivations.initialization import half, he, lecun, variance_of_a_sum, xavier
from lessons.engine.proof.named_arrays import arrays_of
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Predict, WorkOut, WrongLine, equation, in_lines
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Curve, Link, Plot, Question, Table, Touch, printed
from lessons.page.example import this_digit

digit = this_digit()
label, size = np.array([digit.label]), digit.network.size
zeros, alike = (arrays_of(digit.network.trace(np.full(size, w), digit.arrays["x"], label)) for w in (0.0, 0.1))
gradients = [f"d{p.name}" for p in digit.network.parameters]
*silent, last = (np.abs(zeros[name]).max() for name in gradients)
claim("With zeros only the last biases learn where zero stays zero", max(silent) == 0 < last)
show(
    Table(
        ("gradient", "entries", "largest"),
        tuple((name, f"{zeros[name].size:,}", printed(np.abs(zeros[name]).max(), ".3g")) for name in gradients),
        "One digit, all weights and biases zero.",
    ),
    Check(
        "With all weights equal, the gradients of two units of a layer",
        difference(alike["dW2"][:, 0], alike["dW2"][:, 1]),
    ),
    Check("With zeros the loss, and the logarithm of ten", difference(zeros["L"], np.log(10))),
)

# %% [markdown]
# Every weight waits for every other: ReLU makes zero of zero, so no signal goes up, and no error comes down through
# weights of zero. Equal weights that are not zero fare little better: units that start alike get the same gradient and
# stay alike. So weights are drawn **at random**, to be different, with mean zero, to prefer nothing. What is left to
# choose is their variance $v$.
#
# ## One unit
#
# A unit adds up $D$ inputs with a mean square of $q$. Square the sum, and take the mean over all the ways in which the
# weights might have been drawn:

# %%
show(variance_of_a_sum())

# %% [markdown]
# Each layer multiplies the mean square by $D$ times $v$. To leave it as it is, the variance has to be (LeCun and
# others, 1998, section 4.6):

# %%
show(lecun())

# %% [markdown]
# ## And the activation
#
# ReLU lets only the positive half through. Of a number $z$ that is normal with a mean square of $\tau$ squared, it
# leaves:

# %%
show(half())

# %% [markdown]
# The weights can make up for it by having twice the variance (He and others, 2015, section 2.2):

# %%
claim("by having twice the variance", he().rhs == 2 * lecun().rhs)
show(he())

# %% [markdown]
# On the way back an error is summed over the $H$ units above, and by the same argument it asks for one over $H$. Both
# cannot be had at once unless the layers are equally wide. Glorot and Bengio (2010, equation 12) settle in between:

# %%
show(xavier())

# %% [markdown]
# ## This digit's numbers
#
# Twenty layers of a hundred units, and this digit with the seven after it: how large is what leaves each layer? A
# factor that is a little wrong at each of them leaves nothing at the end, or far too much.

# %%
network, layers = deep("relu"), np.arange(1, DEEP + 1)
names = {"he": "He", "lecun": "LeCun", "normal": "0.01", "unit normal": "1"}
spreads = {name: root_mean_squares(network, theta_of(network, name), digit.images, digit.labels)[0] for name in names}
curves = tuple(Curve(names[name], layers, sizes) for name, sizes in spreads.items())
still = Plot(
    curves, "layer", "root mean square", "What leaves each of twenty ReLU layers, with four ways to begin.", log=True
)
small = Config(network="784-64-relu-64-relu-64-relu-64-relu-10", initializer="normal", epochs=1)
begins = {name: printed(variance(name, 100, 100), ".4g") for name in spreads}
rows = (
    (names[name], begins[name], printed(sizes[0], ".2g"), printed(sizes[-1], ".2g")) for name, sizes in spreads.items()
)
claim("leaves nothing at the end, or far too much", spreads["normal"][-1] < 1e-9 and spreads["unit normal"][-1] > 1e9)
show(
    Touch("depth", still, {"x": digit.images, "labels": digit.labels}),
    Table(
        ("spread of the weights", "variance", "after layer 1", "after layer 20"),
        tuple(rows),
        "Layers from 100 units to 100.",
    ),
    Link("Train from zeros", "train", Config(initializer="zeros", epochs=1).to_query()),
    Link("Train from weights that are too small", "train", small.to_query()),
)

# %% [markdown]
# ## What to notice
#
# - With zeros only the last biases learn where zero stays zero, as in ReLU and tanh: how frequent each digit is, and
#   nothing about any picture. A sigmoid makes a half of zero, so weights learn too, but the same for all units.
# - No rule here looks at a digit. It is enough to count the units below and above, and to know the activation.
# - A wrong variance does no harm to one layer. Its twentieth power does, and the next lesson follows it backwards.
#
# **Now you can** choose the first weights of a layer from its width and its activation, and say what goes wrong with
# others.
#
# ## Your turn

# %%
sums = variance_of_a_sum()


def sample(seed):
    return {"v": 0.1 + 0.1 * seed, "q": 1.5 - 0.2 * seed, "D": 3 + seed, "τ": 0.8}


about = equation(sums.lhs, sums.steps, sample, "D v q")
onward = [equation(claim.lhs, claim.steps, sample, "D τ") for claim in (half(), he())]
show(
    Question(Derive("How large is the variance of what a unit receives?", about)),
    Question(
        WorkOut("What variance does Xavier's rule give a tanh layer of these sizes?", xavier().rhs, {"D": 128, "H": 64})
    ),
    Question(Predict(grows_or_dies)),
    Question(WrongLine(in_lines(about, *onward))),
)
