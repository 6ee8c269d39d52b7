# %% [markdown]
# # The whole algorithm on one page
#
# Seventeen lessons have derived it piece by piece. What remains when every piece is written down as a line of code?
#
# **So far:** you have every piece, and a way to check it.
#
# ## Symbols
#
# Every array has one name, in the formula and in the code, and what `W1` is in code is $W^{(1)}$ in print. A `d` before
# a name is the gradient of the loss $L$ by it, in the same shape. Rows are the $N$ digits of a mini-batch. The one
# letter that looks different is `dz`: the error signal $\delta^{(1)}$.
#
# ## Forward
#
# A weighted sum, then a bend, layer after layer; at the end probabilities, and one number that says how wrong they are.

# %%
from dataclasses import replace

import numpy as np

from core.datasets import Digits, Split
from core.initializers import initialize
from core.losses import SoftmaxCrossEntropy
from core.network import Network
from core.training import Run, Step, train
from lessons.derivations.dragged.learning_rate import learning_rate
from lessons.derivations.faulty_program import left_out
from lessons.derivations.program import PLAIN, WRITES, learn, lines, page, step
from lessons.derivations.updates import update_rule
from lessons.derivations.whole import products
from lessons.engine.chain.equations import derive
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Entry, Predict, WrongLine, in_network, in_numpy
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Code, Curve, Link, Plot, Prose, Question, Table
from lessons.page.digits import first_digits
from lessons.page.example import this_digit

digit = this_digit()
network = digit.network
equations = {e.name: e for e in derive(network) if e.numpy is not None and e.name != "dx"}
show(*(digit.rows_and_columns(name) for name, e in equations.items() if e.direction == "forward"))

# %% [markdown]
# ## Backward
#
# The error starts as the prediction minus the truth. Then, for each layer from the last to the first: what its weights
# and biases had to do with it, and what it hands down to the layer below. Each line uses what the forward pass left
# behind.

# %%
show(*(digit.rows_and_columns(name) for name, e in equations.items() if e.direction == "backward"))

# %% [markdown]
# ## The step
#
# Every parameter, whatever its place, moves against its own gradient $g$.

# %%
show(*update_rule("sgd"))

# %% [markdown]
# ## The page
#
# Put a loop around these lines, draw the weights at the start, and you have a program that learns to read. The lines
# inside the loop are not typed: they are the formulas above, printed as code. It needs NumPy and a file of digits, and
# nothing else. Where Chainrule is installed, the four lines below it write that file.

# %%
program = page(network, lr=0.1, batch_size=20, epochs=5)
show(Prose(f"```python\n{program}```"), Prose(f"```python\n{WRITES}```"))

# %% [markdown]
# ## Proof, on this digit's numbers
#
# The lines are read again, one by one, and worked out on this digit. Every array that they leave is compared with the
# one that core computes.

# %%
forward, backward, update = lines(network)
ran = step(network, digit.arrays | {"lr": 0.1})
moved = {p.name: digit.arrays[p.name] - 0.1 * digit.arrays[f"d{p.name}"] for p in network.parameters}
kinds = {"forward": forward, "backward": backward, "step": update}
back = [products(Network.from_text(f"100-{'100-relu-' * deep}100")) for deep in (1, 4, 40)]
shares = [behind / forth for forth, behind, _ in back]
claim(
    "the more layers follow it, the closer it comes to twice as much", shares == sorted(shares) and 1.9 < shares[-1] < 2
)
first = network.parameters[0]
claim("the first layer is nearly all of the work", np.prod(first.shape) > 0.9 * products(network)[0])
claim("so the way back costs little more than the way forward", products(network)[1] < 1.1 * products(network)[0])
show(
    Table(
        ("part", "lines"),
        tuple((kind, str(len(part))) for kind, part in kinds.items()),
        f"The mathematics of {network}.",
    ),
    Check(
        "Every value and gradient on the page, and core's",
        max(difference(ran[name], digit.arrays[name]) for name in equations),
    ),
    Check("Every parameter after the step, and core's", max(difference(ran[name], moved[name]) for name in moved)),
)

# %% [markdown]
# ## It learns
#
# The same lines go over 200 real digits, five times, and core's own training does so beside them, from the same weights
# and in the same order.

# %%
few = Split(*first_digits(200))
shared = replace(PLAIN, network=str(network))
run = Run.start(shared, np.float64)
of_core = [event.loss for event in train(run, Digits(few, few, few)) if isinstance(event, Step)]
of_page, learnt = learn(network, initialize(network, "he", 0, np.float64), few.images, few.labels, 20, 5, 0.1, seed=0)
theta = np.concatenate([array.ravel() for array in learnt.values()])
both = (("page", of_page, "loss"), ("core", of_core, "truth"))
curves = tuple(Curve(name, np.arange(50), np.array(losses), role) for name, losses, role in both)
show(
    Plot(curves, "step", "loss of the mini-batch", "One page of NumPy and core, on the same digits in the same order."),
    Check("Every parameter after 50 steps, and core's", difference(theta, run.theta), 1e-9),
    learning_rate(digit, shared, few),
    Link("Train the same network", "train", shared.to_query()),
    Link("Step through every line on this digit", "step", {"digit": str(digit.index)}),
)

# %% [markdown]
# ## What to notice
#
# - For each matrix product forward there are two back, one for the weights and one for the layer below. The first layer
#   alone needs only one, because the pixels need no gradient. In this network the first layer is nearly all of the
#   work, so the way back costs little more than the way forward; the more layers follow it, the closer it comes to
#   twice as much.
# - Nowhere is there a rule for a whole network. Each line knows its own layer, and the chain rule does the rest.
# - One thing the page leaves out. A large logit would overflow in the exponential, so core takes the largest off first,
#   which changes no probability:

# %%
show(Code.of(SoftmaxCrossEntropy.output, "e"))

# %% [markdown]
# **Now you can** write a network that learns, from an empty file, and defend each of its lines.
#
# ## Your turn

# %%
show(
    Question(Derive("Write the error signal of a hidden layer.", in_network("5-4-sigmoid-3", "dz1", "z1 W2 dz2"))),
    Question(Entry("db2", examples=4)),
    Question(Predict(left_out)),
    Question(WrongLine(in_numpy())),
)
