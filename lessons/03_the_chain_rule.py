# %% [markdown]
# # The chain rule is a sum over paths
#
# A unit deep inside a network reaches the loss in many ways at once. How much does the loss answer to it in all?
#
# **So far:** you can say how one weighted sum answers to each number in it. In a network the sums feed further sums,
# many at once.
#
# ## Symbols
#
# Take one digit, so that no index counts digits, and stand at unit $i$ of the first hidden layer. Its activation
# $a^{(1)}_i$ goes into the weighted sum $z^{(2)}_j$ of every unit $j$ of the next layer. Each of these is bent by the
# activation into $a^{(2)}_j$, and that goes into the logit $z^{(3)}_k$ of every class $k$, from which the loss $L$ is
# worked out. How the loss answers to a logit is called $\delta^{(3)}_k$; take it as given here. Lesson 7 derives it.

# %%
from lessons.derivations.paths import all_paths, measured, one_path, paths_from, sample, without_a_path
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Entry, Predict, WrongLine, equation, in_lines
from lessons.notes.cell import show
from lessons.page.blocks import Check, Link, Question, Table, Touch, printed
from lessons.page.example import this_digit
from lessons.walks.stage import stage

digit = this_digit()
arrays, (units, classes) = digit.arrays, digit.arrays["W3"].shape
activation = str(digit.network.layers[3])

# %% [markdown]
# ## One path
#
# Follow one path: from unit $i$ through unit $j$ to class $k$. It has three links, and each has a slope. Say the first
# link doubles a change and the second triples it: then both together make it six times as large. **Along a path, slopes
# are multiplied.** Each link is the slope of a forward equation that you know: a weight where a weighted sum lies
# between, and the slope of the activation where it bends.

# %%
show(one_path(activation))

# %% [markdown]
# ## All paths
#
# But $a^{(1)}_i$ is in all the sums $z^{(2)}_j$, and each of these reaches every class. Change it a little, and all of
# these ways carry a little of the change to the loss. Changes so small that their products do not matter add up: **over
# several paths, slopes are added.** Both together are the chain rule.

# %%
show(all_paths(activation))

# %% [markdown]
# The second line is the plain answer, one product for each path. The third says the same and is much less work. The
# inner sum gathers what arrives at unit $j$ from all classes; it does not know where the path began. So it is worked
# out once for each $j$, and used again for every $i$. **Backpropagation is this third line**: the chain rule with
# nothing worked out twice, from the loss back.
#
# ## This digit's numbers

# %%
i = int(abs(arrays["da1"][0]).argmax())
found = paths_from(digit.trace, i)
rows = tuple(
    (
        f"{j}",
        f"{k}",
        *(printed(float(value), "+.3f") for value in (arrays["dz3"][0, k], arrays["W2"][i, j], arrays["W3"][j, k])),
        printed(term, "+.4f"),
    )
    for j, k, term in found.largest(5)
)
rest = found.gradient - sum(term for *_, term in found.largest(5))
terms = found.contributions
show(
    Table(
        ("through unit", "to class", "error signal", "first weight", "second weight", "adds"),
        (*rows, (f"{units * classes - 5} other paths", "", "", "", "", printed(rest, "+.4f"))),
        f"The paths of unit {i} to the loss, the largest first. All positive ones add up to "
        f"{printed(terms[terms > 0].sum(), '+.3f')}, all negative ones to {printed(terms[terms < 0].sum(), '+.3f')}; "
        f"{(terms == 0).sum()} of the {terms.size} paths add exactly nothing.",
    ),
    Touch(
        "paths",
        Table(
            ("in all", "by backpropagation"),
            ((printed(terms.sum(), "+.4f"), printed(found.gradient, "+.4f")),),
            "All paths added.",
        ),
        {"contributions": terms, "unit": i},
    ),
    Check("All paths added, and the gradient by backpropagation", difference(terms.sum(), found.gradient)),
    Check(
        "The gradient, and what the loss does when the unit is moved a little",
        difference(measured(digit.trace, i), found.gradient),
    ),
    stage("down", "On screen: the network drawn, with the blame that goes back along its lines."),
    Link("Hear the chain rule told on this network", "step", {"digit": str(digit.index), "tell": "down"}),
    Link("Follow one number to the loss", "step", {"digit": str(digit.index), "step": "da1", "pin": f"da1,0,{i}"}),
)

# %% [markdown]
# A path adds exactly nothing when one of its links has slope zero. Here that is a unit $j$ whose activation does not
# answer: every path that goes through it is cut.
#
# ## What it costs
#
# How much is saved by working nothing out twice? Count the multiplications for all units of the first hidden layer of
# this network, and imagine the same for a network with more layers of the same width.

# %%
start = arrays["W2"].shape[0]
counts = []
for layers in (1, 2, 4, 8):
    paths = start * units**layers * classes
    links = units * classes + (layers - 1) * units**2 + start * units
    counts.append((layers, paths * (2 * layers + 1), links + layers * units))  # and one slope for each unit between
show(
    Table(
        ("layers between", "path by path", "by backpropagation"),
        tuple((str(layers), f"{apart:,}", f"{together:,}") for layers, apart, together in counts),
        f"Multiplications: a product for every path, or each link once. {start} units to start from, {units} in each "
        "layer between.",
    )
)

# %% [markdown]
# ## What to notice
#
# - Paths pull against each other: what one adds, another takes away.
# - Each layer more multiplies the number of paths by its width; to the work of backpropagation it adds its own links
#   and no more. That is why nobody multiplies out the paths.
# - Nothing in the rule needs a network. It holds wherever numbers are made from numbers.
#
# **Now you can** follow a change from one unit along every path to the loss, and add up the paths without working out
# any link twice.
#
# ## Your turn

# %%
about = equation(all_paths().lhs, all_paths().steps, sample, "a1 z2 W2 W3 dz3")
show(
    Question(Derive("Add up all paths from one unit to the loss.", about)),
    Question(WrongLine(in_lines(about))),
    Question(Entry("da2")),
    Question(Predict(without_a_path)),
)
