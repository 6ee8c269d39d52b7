# %% [markdown]
# # Momentum, RMSprop and Adam
#
# The steepest direction sets the edge of the learning rate, and the flat ones have to wait. How can one step suit them
# all?
#
# **So far:** every step went against the gradient, with one learning rate for all weights.
#
# ## The trouble, on the smallest example
#
# Two weights, two hundred times more curved one way than the other. Plain gradient descent, at nine tenths of its edge,
# jumps from wall to wall of this valley and creeps along its floor:

# %%
import numpy as np

from core.config import Config
from lessons.derivations import optimizers
from lessons.derivations.optimizers import momentum_limit, moving_average
from lessons.derivations.updates import update_rule
from lessons.derivations.valley import CURVATURES, NAMES, RATES, STEPS, SUITS, first_steps, further, loss, path, runs
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Predict, WorkOut, WrongLine, equation, in_lines
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Curve, Link, Plot, Question, Table, Touch, printed
from lessons.page.example import this_digit

steps, ways = np.arange(STEPS + 1), {name: path(name, SUITS[name], STEPS) for name in NAMES}
plain = tuple(Curve(name, steps, np.abs(ways["sgd"][:, k]), "parameter") for k, name in enumerate(("steep", "flat")))
show(Plot(plain, "step", "distance from the bottom", "Plain gradient descent in a valley.", log=True))

# %% [markdown]
# ## Momentum
#
# The jumps across the valley change their sign at every step; the small steps along the floor all point the same way.
# So add gradients up, and let old ones fade by a factor $\beta$ at each step (Polyak, 1964):

# %%
show(*update_rule("momentum"))

# %% [markdown]
# What alternates cancels. What persists adds up, and for a gradient $g$ that stays the same the sum is a geometric one:

# %%
show(optimizers.momentum_velocity(), momentum_limit())

# %% [markdown]
# With $\beta$ at nine tenths, a direction that persists is followed ten times as fast.
#
# ## RMSprop
#
# Momentum still has one learning rate for all. Tieleman and Hinton (2012, lecture 6e) divide each gradient by the size
# that gradients of this very weight have lately had. That size is the root of a moving average $s_t$ of squares:

# %%
show(*update_rule("rmsprop"))

# %% [markdown]
# The average starts at zero, and so it is too small for a while. The first steps come out too long:

# %%
show(optimizers.rmsprop_step())

# %% [markdown]
# ## Adam
#
# Kingma and Ba (2015, algorithm 1) take both: an average $m_t$ of gradients and an average $s_t$ of their squares. They
# call the second one v. And they take the false start out of both, which gives $\hat{m}_t$ and $\hat{s}_t$:

# %%
show(*update_rule("adam"))

# %% [markdown]
# Why just these corrections? An average that starts at zero has, after $t$ steps of the same gradient, come only so
# far:

# %%
show(moving_average(), optimizers.bias_correction())

# %% [markdown]
# The correction is exact. With it the length of a gradient drops out of the step altogether:

# %%
show(optimizers.adam_step())

# %% [markdown]
# While its gradient keeps its sign and size, a weight moves by about the learning rate at each step, whether the
# gradient is large or small. A gradient that changes its sign every time moves it by far less. Now all four in the
# valley. Plain descent is ahead at first, with the shortest way down the steep wall; after eighty steps along the floor
# it is the last of the four:

# %%
curves = tuple(Curve(NAMES[name], steps, np.array([loss(at) for at in way])) for name, way in ways.items())
show(Touch("valley", Plot(curves, "step", "loss", "Four ways down the valley.", log=True)))

# %% [markdown]
# ## This digit's numbers
#
# The gradient of this digit goes into all four optimizers at once, for their first step at a learning rate of 0.01.
# Look at the weight with the largest gradient, and at two with smaller ones:

# %%
down = {name: [loss(at) for at in way] for name, way in ways.items()}
claim("Plain descent is ahead at first", min(down, key=lambda name: down[name][5]) == "sgd")
claim(
    "after eighty steps along the floor it is the last of the four", max(down, key=lambda name: down[name][80]) == "sgd"
)
claim("two hundred times more curved one way than the other", (CURVATURES / CURVATURES.min() == (200, 1)).all())
digit = this_digit()
g = digit.arrays["dW3"].ravel()
order = np.argsort(-np.abs(g))
chosen = [int(order[k]) for k in (0, len(g) // 8, len(g) // 4)]
moves = first_steps(g[chosen], 0.01)
rows = ((printed(g[at], "+.5f"), *(printed(moves[name][k], "+.5f") for name in NAMES)) for k, at in enumerate(chosen))
derived = -0.01 * g[chosen] / (np.abs(g[chosen]) + 1e-8)
curves = tuple(Curve(NAMES[name], np.arange(len(values)), values) for name, values in runs().items())
settings = {name: Config(optimizer=name, learning_rate=RATES[name], schedule="constant") for name in NAMES}
limit = momentum_limit().along("β", [0.9], {"g": 1.0})[0]
long = optimizers.adam_step().along("g", [1e-3, -5.0], {"lr": 0.01, "ε": 1e-8})
claim("a direction that persists is followed ten times as fast", difference(limit, 10) < 1e-12)
claim("a weight moves by about the learning rate at each step", (np.abs(np.abs(long) / 0.01 - 1) < 1e-4).all())
claim("A gradient that changes its sign every time moves it by far less", optimizers.alternating(0.01) < 0.002)
claim("RMSprop's first step is several times too long", (np.abs(moves["rmsprop"]) > 0.03).all())
claim(
    "Adam's steps hardly depend on the size of the gradients",
    np.ptp(np.abs(moves["adam"])) < 1e-5 < np.ptp(np.abs(g[chosen])),
)
show(
    Table(("gradient", *NAMES.values()), tuple(rows), "Three weights of the last layer, and their first step."),
    Check("Adam's first steps in core, and the derived ones", difference(moves["adam"], derived)),
    Plot(
        curves, "step", "loss of the mini-batch", "Core learns 300 digits, three times over, at a rate that suits each."
    ),
    *(Link(f"Train: {NAMES[name]}", "train", own.to_query()) for name, own in settings.items()),
)

# %% [markdown]
# ## What to notice
#
# - On the first step momentum is plain gradient descent: it has nothing to remember yet. RMSprop's first step is
#   several times too long.
# - Adam's steps hardly depend on the size of the gradients. Where gradients get small, something else has to make the
#   steps small, and that is what schedules of the learning rate are for.
# - None of them sees further than the slopes they were given. All they change is how a step is made out of them.
#
# **Now you can** say what momentum, RMSprop and Adam make of a gradient, which trouble each of them cures, and which it
# does not.
#
# ## Your turn

# %%
average, far = moving_average(), momentum_limit()


def sample(seed):
    g, β, t = -1.5 + seed, 0.3 + 0.1 * seed, 3 + seed
    return {"g": g, "β": β, "t": t, "m_{t-1}": g * (1 - β ** (t - 1))}


end = equation(far.lhs, far.steps, sample, "g β")
show(
    Question(Derive("A gradient stays the same for ever. Where does the velocity end?", end)),
    Question(WorkOut("How far has the moving average come?", average.rhs, {"g": 2.0, "β": 0.9, "t": 5})),
    Question(Predict(further)),
    Question(WrongLine(in_lines(equation(average.lhs, average.steps, sample, "g β t m_{t-1}"), end))),
)
