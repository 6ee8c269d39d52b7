# %% [markdown]
# # Checking a gradient
#
# Your backward pass runs, and the loss even falls. How do you know that every one of its numbers is right?
#
# **So far:** you have derived the gradient of every kind of layer in this course. A program that works it out may still
# get it wrong.
#
# ## Symbols
#
# Change the parameters a little and see what the loss does. Walk a distance of $h$ in some direction: the loss is $L$
# where you stand, and its slopes there are $L'$, $L''$ and $L'''$. Backpropagation claims to know $L'$. The first thing
# to try is to take a step and divide the rise by its length:

# %%
import numpy as np

from core.checks import central_difference, check, complex_step, error_against_h
from lessons.derivations import differences
from lessons.derivations.differences import at_h, at_minus_h, best_step, both_sides, central, h, round_off
from lessons.engine.forms.powers import power_of_ten
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Predict, WorkOut, WrongLine, equation, in_lines
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Code, Curve, Link, Plot, Question, Table, Touch, printed
from lessons.page.example import this_digit
from lessons.walks.stage import stage

show(
    stage("nudge", "On screen: the loss as one weight of the network changes, and its slope laid against it."),
    differences.one_sided(),
)

# %% [markdown]
# The slope is there, and with it an error as large as $h$. This is **truncation**: a rise over a step of some length is
# not a slope. A second step, to the other side, makes the same error with the other sign in its largest part:

# %%
show(central())

# %% [markdown]
# A step ten times smaller is now a hundred times better. So why not take a very small one?
#
# ## What the computer adds
#
# Because a computer keeps about sixteen digits of a number. Each loss is off by a share $\varepsilon$ of itself, and
# the subtraction takes away the digits on which both agree. This is **round-off**, which we call $R$:

# %%
show(round_off())

# %% [markdown]
# Truncation shrinks with $h$ and round-off grows. Their sum $E$ is smallest somewhere between, and there is no way
# around it:

# %%
show(differences.error(), best_step())

# %% [markdown]
# ## A step aside
#
# The trouble lies in the subtraction. So let the step be **imaginary**: the loss of real parameters is real, and
# whatever imaginary part turns up has come from the step alone.

# %%
show(differences.imaginary())

# %% [markdown]
# Nothing is subtracted, so nothing cancels. The truncation is still there, but $h$ may be as small as you like, and
# then it is smaller than the last digit. In core, both checks are a line each:

# %%
show(Code.of(central_difference, ""), Code.of(complex_step, ""))

# %% [markdown]
# ## This digit's numbers
#
# All parameters move in one random direction. Watch the digits on which the two losses agree: they are the ones that
# are lost. Where a unit changes sides at a kink, no series describes the loss, and a difference quotient steps right
# over it.

# %%
digit = this_digit()
network, theta, x, labels = digit.network, digit.trace.theta, digit.arrays["x"], np.array([digit.label])
direction = np.random.default_rng(0).standard_normal(network.size)
slope = float(digit.trace.gradient @ direction)
errors = np.maximum(error_against_h(network, theta, x, labels), 1e-17)  # (2, 15): central, complex
losses, changed = both_sides(network, theta, x, labels, direction)
curves = Curve("central", np.arange(1, 16), errors[0], "loss"), Curve("complex", np.arange(1, 16), errors[1], "truth")
caption = "The error of a measured slope against the step."
still = Plot(curves, "h = 10 to the minus", "relative error", caption, log=True)
heads = (h, at_h, at_minus_h, "units that change sides", "error, central", "error, complex")
shown = {k: [*(f"{loss:.14f}" for loss in losses[k]), str(changed[k])] for k in (1, 3, 5, 7, 10, 13)}
rows = tuple((power_of_ten(-k - 1), *row, *(printed(e, ".0e") for e in errors[:, k])) for k, row in shown.items())
truncated = central().along("h", [0.2, 0.02], {"L'": 0.0, "L'''": 1.0})
claim("A step ten times smaller is now a hundred times better", difference(truncated[0], 100 * truncated[1]) < 1e-12)
rough = differences.one_sided().along("h", [0.2, 0.02], {"L'": 0.0, "L''": 1.0})
claim("with it an error as large as $h$", difference(rough[0], 10 * rough[1]) < 1e-12)
tiny = differences.imaginary().along("h", [1e-30], {"L'": 1.0, "L'''": 1.0})
claim("and then it is smaller than the last digit", tiny[0] == 1)
claim("half a billion times as large", 0.4e9 < np.finfo(np.float32).eps / np.finfo(np.float64).eps < 0.6e9)
claim(
    "A central difference loses digits even at its best step; a complex step keeps nearly all of them",
    errors[0].min() > 100 * errors[1].min() and errors[1].min() < 1e-14,
)
claim("Because a computer keeps about sixteen digits of a number", 15 < -np.log10(np.finfo(np.float64).eps) < 16)
aside = complex_step(network, theta, x, labels, direction)
show(
    Table(heads, rows, "One slope, six steps."),
    Touch("error against h", still, {"losses": losses, "errors": errors}),
    Check("The slope by a complex step, and the gradient", difference(aside, slope)),
)

# %% [markdown]
# ## A gradient that is wrong and learns
#
# Leave out one slope of the way back, that of the first activation. The step that follows from this still lowers the
# loss on this digit, so nothing seems amiss; compared with a complex step it cannot hide.

# %%
right, wrong = digit.arrays["dW1"], x.T @ digit.arrays["da1"]
step = -0.001 * np.concatenate([wrong.ravel(), digit.trace.gradient[wrong.size :]])
after = float(network.trace(theta + step, x, labels).loss)
verdicts = check(network, theta, x, labels, 20)
compared = [(v.name, f"{v.checked} of {v.size:,}", printed(v.error, ".0e")) for v in verdicts]
planted = ("W1, a slope left out", f"{wrong.size:,} of {wrong.size:,}", printed(difference(wrong, right), ".1g"))
falls = f"A step along the wrong gradient takes the loss from {digit.trace.loss:.6g} to {after:.6g}."
show(
    Table(("gradient of", "compared", "largest error"), (*compared, planted), falls),
    Check("How much the loss rises", float(max(after - digit.trace.loss, 0.0))),
    Link("See where each gradient comes from", "step", {"digit": str(digit.index), "step": "dW1"}),
)

# %% [markdown]
# ## What to notice
#
# - A central difference loses digits even at its best step; a complex step keeps nearly all of them.
# - Checking needs double precision: in single precision $\varepsilon$ is half a billion times as large, and so is $R$.
# - Never judge a gradient by whether the loss falls. The wrong one above points downhill too.
#
# **Now you can** check any backward pass, your own too, and say why its numbers agree to as many digits as they do, and
# to no more.
#
# ## Your turn

# %%
letters = "ε L h"


def sample(seed):
    return dict(zip([*letters.split(), "L'", "L'''"], np.random.default_rng(seed).uniform(0.2, 1, 5), strict=True))


rounding, cancels = round_off(), central()
worst = equation(rounding.lhs, rounding.steps, sample, letters)
show(
    Question(Derive("What can rounding do to a central difference, at worst?", worst)),
    Question(WorkOut("Which step is best?", best_step().rhs, {"ε": 1e-16, "L": 2.0, "|L'''|": 0.75})),
    Question(Predict(differences.better_step)),
    Question(WrongLine(in_lines(equation(cancels.lhs, cancels.steps, sample, "L' L''' h"), worst))),
)
