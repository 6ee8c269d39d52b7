# %% [markdown]
# # L1, L2 and dropout
#
# A network with many weights can learn its digits by heart, wrong labels and all. What keeps it from doing so?
#
# **So far:** you can make a network learn, a deep one too. Whether it learns what you meant is another question.
#
# ## By heart
#
# Six hundred digits are shown to a network of core, and for four in ten of them the label has been drawn at random.
# Nothing in the picture says which. A network that gives the wrong labels back has not learned what a digit looks like.

# %%
import numpy as np

from core.initializers import initialize
from core.network import Network
from lessons.derivations import shrinking
from lessons.derivations.dragged.shrinking_step import shrinking_step
from lessons.derivations.regularizers import dropout_mean, dropout_variance, l1, l2
from lessons.derivations.shrinking import AGAINST, PLAIN, penalty, step
from lessons.engine.proof.witnesses import difference
from lessons.engine.twins.definitions import j
from lessons.exercises import Derive, Predict, WorkOut, WrongLine, equation, in_lines
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Link, Question, Table, printed
from lessons.page.example import this_digit
from lessons.walks.stage import stage

learnt = shrinking.learn_wrong_labels()
alone = learnt["nothing"]
show(
    Table(
        ("wrong labels given back", "right on 1,000 digits it has not seen"),
        ((f"{alone.by_heart:.0%}", f"{alone.unseen:.1%}"),),
        f"After {PLAIN.epochs} epochs of plain gradient descent, with nothing against it.",
    )
)

# %% [markdown]
# ## A price on weights
#
# To learn one odd digit by heart, a few weights have to become large for its sake alone. So let weights cost something:
# add a **penalty** $R$ to the loss. **L2** (Hoerl and Kennard, 1970) charges for their squares, with a strength
# $\lambda_2$:

# %%
show(penalty("l2"), l2(), step("l2"))

# %% [markdown]
# In plain gradient descent every step first shrinks each weight by the same share, and then goes where the loss $L$
# wants. A weight keeps its size only if the loss asks for it again and again. Because of this first factor the method
# is also called **weight decay**. Adam divides the slope of the penalty together with that of the loss, so the shares
# are no longer the same; AdamW (Loshchilov and Hutter, 2019) therefore keeps the shrinking apart from the gradient.
#
# **L1** (Tibshirani, 1996) charges for their size, with a strength $\lambda_1$:

# %%
show(penalty("l1"), l1(), step("l1"))

# %% [markdown]
# Now every step of plain gradient descent takes off the same amount, whether the weight is large or small. Large ones
# hardly feel it; a small one that the loss does not defend is soon as good as zero.

# %%
show(shrinking_step())

# %% [markdown]
# ## Units that may be missing
#
# Large weights are one way to learn by heart. Another is a conspiracy of units, each of which makes up for the mistakes
# of another. **Dropout** (Srivastava and others, 2014) breaks it up: for each digit of a mini-batch, each unit is left
# out with probability $q$. Its **mask** $m^{(1)}_{nj}$ is zero then, and otherwise large enough that nothing changes on
# average.

# %%
digit = this_digit()
network = Network.from_text("784-12-relu-dropout0.5-10")
theta = initialize(network, "he", 0, np.float64)
trace = network.trace(theta, digit.arrays["x"], np.array([digit.label]))
seen = digit.through(trace)
show(seen.equation("h1"), dropout_mean(), dropout_variance())

# %% [markdown]
# The way back goes through the same mask. A unit that was left out has no part in the loss, and so it learns nothing
# from this digit:

# %%
how = "On screen: the twelve units, those that were left out crossed out."
show(seen.equation("da1"), seen.code("da1"), stage("dropped-h1", how, seen))

# %% [markdown]
# ## This digit's numbers
#
# Your digit goes through a layer whose units are left out with probability one half. The last column is what a network
# in use does: it leaves nobody out, and needs no correction.

# %%
arrays, steps = seen.arrays, 400
a, m, h, da = (arrays[name][0] for name in ("a1", "m1", "h1", "da1"))
means = np.mean([network.at(0, k).forward(theta, digit.arrays["x"])[3][0] for k in range(steps)], axis=0)
in_use = network.in_use().forward(theta, digit.arrays["x"])[3][0]
columns = (a, m, h, da, means, in_use)
show(
    Table(
        (j, "activation", "mask", "after the mask", "gradient of the activation", f"mean over {steps} masks", "in use"),
        tuple((str(k), *(printed(column[k], "+.3f") for column in columns)) for k in range(12)),
        "Twelve units, with one mask drawn.",
    ),
    Check("The layer in use, and its activations", difference(in_use, a)),
    Link("Step through this network", "step", {"network": str(network), "digit": str(digit.index), "step": "h1"}),
)

# %% [markdown]
# And the wrong labels? The same digits, with one of the three each time:

# %%
heads = ("against it", "wrong labels given back", "right on unseen digits", "largest weight", "weights below 0.001")
rows = ((n, f"{r.by_heart:.0%}", f"{r.unseen:.1%}", f"{r.largest:.2f}", f"{r.tiny:.0%}") for n, r in learnt.items())
ways = [(name, AGAINST[name].to_query()) for name in ("L1", "L2", "dropout")]
said = f"The first layer after {PLAIN.epochs} epochs on 600 digits, four in ten of them with a label drawn at random."
others = [learnt[name] for name in ("L1", "L2", "dropout")]
claim("All three give back fewer wrong labels", all(r.by_heart < alone.by_heart for r in others))
claim("and read more unseen digits", all(r.unseen > alone.unseen for r in others))
claim("What they cost is a worse fit to what was shown", all(r.by_heart < alone.by_heart for r in others))
claim(
    "L1 leaves most weights at nearly nothing", learnt["L1"].tiny > 0.5 > max(learnt["L2"].tiny, learnt["dropout"].tiny)
)
claim("L2 makes the largest ones small", learnt["L2"].largest < 0.8 * min(alone.largest, learnt["dropout"].largest))
claim("at one half it is one, as large as the mean squared", dropout_variance().along("q", [0.5], {})[0] == 1)
show(Table(heads, tuple(rows), said), *(Link(f"Train with {name}, on right labels", "train", q) for name, q in ways))

# %% [markdown]
# ## What to notice
#
# - All three give back fewer wrong labels and read more unseen digits. What they cost is a worse fit to what was shown.
# - L1 leaves most weights at nearly nothing; L2 makes the largest ones small; dropout does neither.
# - The noise of dropout has the variance derived above: at one half it is one, as large as the mean squared.
#
# **Now you can** put a price on weights or leave units out, and say what each of the two does to a step.
#
# ## Your turn

# %%
cost, noise = l2(), dropout_variance().rhs
asked = "A weight takes a step with L2, and the loss has the slope g there. Where does it arrive?"


def sample(seed):
    return {"W": np.random.default_rng(seed).standard_normal((3, 3)), "lambda_2": 0.4, "D": 3, "H": 3}


show(
    Question(Derive(asked, shrinking.step_of_one_weight())),
    Question(WorkOut("What is the variance of the mask if two in ten units are left out?", noise, {"q": 0.2})),
    Question(Predict(shrinking.nearer_to_zero)),
    Question(WrongLine(in_lines(equation(cost.lhs, cost.steps, sample, "W lambda_2"), shrinking.step_of_one_weight()))),
)
