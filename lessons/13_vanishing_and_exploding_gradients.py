# %% [markdown]
# # Vanishing and exploding gradients
#
# The last layers of a deep network may learn while the first ones stand still, or fly apart. What happens to a gradient
# on its way down through twenty layers?
#
# **So far:** weights of the right size keep a signal alive on its way up through twenty layers. The gradient comes down
# through the same weights, and through the slopes besides.
#
# ## Symbols
#
# An error signal arrives at a layer of $H$ units, with a mean square of $q$. Two things happen to it before it reaches
# the layer below: it goes backwards through the weights, and then through the slope of the activation. Weights are
# drawn at random with a variance of $v$, as in the lesson before.
#
# ## Backwards through the weights

# %%
import numpy as np

from core.config import Config
from core.initializers import INITIALIZERS
from core.optimizers import clip
from lessons.derivations import depth
from lessons.derivations.depth import DEEP, backward_sum, deep, root_mean_squares, theta_of, through_layers
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Predict, WorkOut, WrongLine, equation, in_lines
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Code, Curve, Link, Plot, Question, Table, Touch, printed
from lessons.page.example import this_digit

show(backward_sum())

# %% [markdown]
# ## Layer upon layer
#
# Then the slope of the activation multiplies what has arrived. Call its mean square $s$, and let $q_t$ be what is left
# of $q_0$ after $t$ layers:

# %%
show(through_layers())

# %% [markdown]
# A power again, as with the steps on a bowl. If the number in the bracket is below one, the gradient **vanishes**;
# above one, it **explodes**. It has to be one, and not roughly one: it is raised to the number of layers.
#
# ## Why the sigmoid was given up
#
# For ReLU, half of the slopes are one and half are zero, so $s$ is about one half, and weights with a variance of two
# over $H$ make up for it. The sigmoid has a slope that comes from its own output $a$:

# %%
show(depth.sigmoid_slope())

# %% [markdown]
# A square is never negative, so the slope is never above a quarter, and $s$ never above a sixteenth. The weights of
# Glorot and Bengio (2010) have a variance of at most two over $H$, and of one over $H$ where a layer has as many inputs
# as outputs. So every layer takes away at least seven eighths of the mean square, and between layers of equal width at
# least fifteen sixteenths.
#
# ## This digit's numbers
#
# Twenty layers of a hundred units, and this digit with the seven after it. The gradient comes in from the right, at
# layer 20, and has to reach the first:

# %%
digit, layers = this_digit(), np.arange(1, DEEP + 1)
relu, tanh, sigmoid = deep("relu"), deep("tanh"), deep("sigmoid")
begun = {
    "ReLU, He": (relu, theta_of(relu, "he")),
    "tanh, Xavier": (tanh, theta_of(tanh, "xavier")),
    "sigmoid": (sigmoid, theta_of(sigmoid, "xavier")),
    "ReLU × 1.4": (relu, theta_of(relu, "he", 1.4)),
}
sizes = {name: root_mean_squares(*start, digit.images, digit.labels)[1] for name, start in begun.items()}
curves = tuple(Curve(name, layers, size, "gradient") for name, size in sizes.items())
still = Plot(
    curves, "layer", "root mean square of the gradient", "The gradient that arrives at each of twenty layers.", log=True
)
factors = {name: (size[0] / size[-1]) ** (2 / (DEEP - 1)) for name, size in sizes.items()}
rows = ((name, printed(s[-1], ".2g"), printed(s[0], ".2g"), f"{factors[name]:.2f}") for name, s in sizes.items())
heads = ("layers", "gradient at layer 20", "at layer 1", "factor of the mean square, a layer")
eight = {
    f: Config(network=f"784-{f'32-{f}-' * 8}10", initializer=rule, epochs=2)
    for f, rule in (("sigmoid", "xavier"), ("relu", "he"))
}
at_first = {"network": eight["sigmoid"].network, "digit": str(digit.index), "step": "dW1"}
of_xavier = INITIALIZERS["xavier"].variance
widths = [(into, out) for into in (10, 100, 784) for out in (10, 100, 784)]
claim("have a variance of at most two over $H$", all(of_xavier(into, out) <= 2 / out for into, out in widths))
claim("of one over $H$ where a layer has as many inputs", all(of_xavier(out, out) == 1 / out for _, out in widths))
claim("takes away at least seven eighths", all(out * of_xavier(into, out) / 16 <= 1 / 8 for into, out in widths))
claim("at least fifteen sixteenths", of_xavier(100, 100) * 100 / 16 <= 1 / 16 and factors["sigmoid"] <= 1 / 16)
claim(
    "smaller by many powers of ten than the one at the top, so they hardly move",
    sizes["sigmoid"][0] < 1e-9 * sizes["sigmoid"][-1],
)
claim("the slope is never above a quarter, and $s$ never above a sixteenth", depth.steepest("sigmoid") ** 2 <= 1 / 16)
show(
    Touch("depth", still, {"x": digit.images, "labels": digit.labels}),
    Table(heads, tuple(rows), "The last column is the number in the bracket, as it was measured."),
    Link("Train eight sigmoid layers", "train", eight["sigmoid"].to_query()),
    Link("Train eight ReLU layers", "train", eight["relu"].to_query()),
    Link("Step through eight sigmoid layers", "step", at_first),
)

# %% [markdown]
# ## When it explodes all the same
#
# A gradient that is too long throws the weights far away, and a single step can undo an epoch. Pascanu, Mikolov and
# Bengio (2013) shorten what is longer than a limit and keep its direction. In core this is one line, and here are the
# gradients of the network that exploded:

# %%
long = relu.trace(begun["ReLU × 1.4"][1], digit.images, digit.labels).gradient
short = clip(long, 1.0)
claim("shorten what is longer than a limit", np.linalg.norm(long) > 1 >= np.linalg.norm(short) - 1e-12)
lengths = (
    ("the gradient", printed(float(np.linalg.norm(long)), ".3g")),
    ("clipped to 1", printed(float(np.linalg.norm(short)), ".3g")),
)
show(
    Code.of(clip, ""),
    Table(("all parameters together", "length"), lengths, "The network whose weights were 1.4 times too large."),
    Check("The direction before and after", difference(short / np.linalg.norm(short), long / np.linalg.norm(long))),
)

# %% [markdown]
# ## What to notice
#
# - Nothing is wrong with any single layer of the sigmoid network. Its first layers are taught by a gradient that is
#   smaller by many powers of ten than the one at the top, so they hardly move.
# - Three cures meet the number in the bracket: weights of the right size, an activation whose slope is one where it is
#   not zero, and batch normalisation, which sets the size anew at each layer. Clipping meets only the symptom.
#
# **Now you can** predict from widths, weights and activation whether the first layer of a deep network will learn, and
# say what to change if it will not.
#
# ## Your turn

# %%
gathered, down = backward_sum(), through_layers()


def sample(seed):
    H, v, s, q = 3 + seed, *np.random.default_rng(seed).uniform(0.2, 0.8, 3)
    return {"H": H, "v": v, "s": s, "q": q, "q_0": q, "t": 4, "q_{t-1}": q * (H * v * s) ** 3}


ten = {"H": 100, "v": 0.01, "s": 0.0625, "q_0": 1.0, "t": 10}
one_down = equation(gathered.lhs, gathered.steps, sample, "H v q")
show(
    Question(Derive("How large is the mean square of a gradient, one layer further down?", one_down)),
    Question(WorkOut("What is left of a mean square after ten layers?", down.rhs, ten)),
    Question(Predict(depth.survives)),
    Question(WrongLine(in_lines(one_down, equation(down.lhs, down.steps, sample, "H v s q_0 t q_{t-1}")))),
)
