# %% [markdown]
# # One neuron
#
# Averages were a poor choice of weights. Before you can look for better ones: how does one weighted sum answer when one
# of the numbers in it changes?
#
# **So far:** a digit is a vector of 784 numbers, and to read it is to compare ten weighted sums of them.
#
# ## Symbols
#
# Neuron $j$ lays a **weight** $W_{ij}$ on every input $x_{ni}$, adds up the products, and adds a number of its own, its
# **bias** $b_j$. The result is its **pre-activation** $z_{nj}$.

# %%
import numpy as np

from lessons.derivations.neuron import after_a_nudge, by_bias, by_input, by_weight, sample, weighted_sum
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Entry, Predict, WrongLine, equation, in_lines
from lessons.notes.cell import show
from lessons.page.blocks import Check, Link, Picture, Question, Table, Touch, printed
from lessons.page.example import this_digit
from lessons.walks.stage import stage

digit = this_digit()
arrays = digit.arrays
x, weights, biases, z = arrays["x"][0], arrays["W1"], arrays["b1"], arrays["z1"][0]
j = int(z.argmax())
show(weighted_sum(), digit.code("z1"))

# %% [markdown]
# The line of core does this for all neurons and all digits at once. Here is one neuron of the first layer, the one with
# the largest sum on this digit. Its weights fit on the paper, so that they can be seen where they lie.

# %%
products = x * weights[:, j]
show(
    Picture(digit.pixels, f"The input: {digit.named}."),
    Picture(weights[:, j].reshape(28, 28), f"The weights of neuron {j}.", "parameter"),
    Touch(
        "neuron",
        Picture(products.reshape(28, 28), f"They add up, with the bias, to {printed(z[j], '.2f')}.", "value"),
        {"pixels": digit.pixels, "weights": weights[:, j], "bias": float(biases[j])},
    ),
)

# %% [markdown]
# Ink on a positive weight speaks for this neuron, ink on a negative weight against it, and white paper says nothing.
# Move the digit, and the same strokes meet other weights: a neuron does not know that it is still the same digit.
#
# ## Derivation: three slopes
#
# A **slope** says how fast one number answers to another: the change of the first, divided by a small change of the
# second, while everything else is held still. The sum $z_{nj}$ holds three kinds of numbers, so it has three kinds of
# slopes. In each, all terms but one are constant, and the bracket $\mathbf{1}[i{=}i']$, one where both letters agree
# and zero elsewhere, says which.

# %%
show(by_weight(), by_input(), by_bias())

# %% [markdown]
# The sum answers to a weight by the number that the weight lies on, to an input by the weight that lies on it, and to
# its bias one for one. Weight and input swap roles: remember this pair, it returns in every layer.
#
# ## This digit's numbers

# %%
largest = [int(i) for i in np.argsort(-np.abs(products))[:5]]
rest = products.sum() - products[largest].sum()
nudged = weights[:, j].copy()
nudged[largest[0]] += 0.5
show(
    Table(
        ("pixel", "row, column", "input", "weight", "product"),
        (
            *(
                (
                    str(i),
                    f"{i // 28}, {i % 28}",
                    f"{x[i]:.2f}",
                    printed(weights[i, j], "+.3f"),
                    printed(products[i], "+.3f"),
                )
                for i in largest
            ),
            (f"{784 - len(largest)} others", "", "", "", printed(rest, "+.3f")),
            ("bias", "", "", "", printed(biases[j], "+.3f")),
        ),
        f"The weighted sum of neuron {j}, largest products first; together {printed(z[j], '+.3f')}.",
    ),
    Check("All products and the bias, and what the network computes", difference(products.sum() + biases[j], z[j])),
    Check(
        f"The weight on pixel {largest[0]} raised by 0.5: what the sum gains, and 0.5 times the pixel",
        difference(x @ nudged + biases[j] - z[j], 0.5 * x[largest[0]]),
    ),
    stage("three", "On screen: the bias, the weights and the inputs of the last sum of this digit."),
    Link("See every term of such a sum", "step", {"digit": str(digit.index), "step": "z1", "pin": f"z1,0,{j}"}),
)

# %% [markdown]
# ## What to notice
#
# - The slope by a weight does not depend on the weight: against each of its weights, $z_{nj}$ is a straight line. So
#   the second check holds for a step as large as 0.5.
# - On white paper the slope $x_{ni}$ is zero: a weight that lies there can change as it likes, and this digit will not
#   notice. From this digit, it cannot learn.
# - These slopes tell you how the sum changes. They do not tell you how the **loss** changes, and the loss is what
#   learning lowers. Between the two lie other neurons, and more than one way through them.
#
# **Now you can** say how a weighted sum answers to each weight, to each input and to its bias, without adding it up
# again.
#
# ## Your turn

# %%
weight, input_, bias = (
    equation(claim.lhs, claim.steps, sample, "x W b") for claim in (by_weight(), by_input(), by_bias())
)
show(
    Question(Derive("How does the weighted sum answer to one of its weights?", weight)),
    Question(WrongLine(in_lines(input_, weight, bias))),
    Question(Entry("z3")),
    Question(Predict(after_a_nudge)),
)
