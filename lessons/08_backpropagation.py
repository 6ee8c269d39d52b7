# %% [markdown]
# # Backpropagation, end to end
#
# Every link is known by now. How does one pass back through the network give every gradient there is?
#
# **So far:** you have each link: the weight, the bend, the transpose, softmax, and p − y. One after the other they make
# the whole way back.
#
# ## Symbols
#
# The **forward pass** makes sums, activations, probabilities and the loss, one from the other, and keeps them all. Here
# they are, for the network and the digit of this page:

# %%
from core.checks import each_weight
from core.network import Network
from lessons.derivations.dragged.nudge import nudge
from lessons.derivations.published import ways
from lessons.derivations.whole import one_weight, products, sizes_of_gradients
from lessons.engine.forms.source import statement
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Entry, Predict, WrongLine, in_network, in_numpy, larger_of
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Code, Link, Picture, Question, Table
from lessons.page.example import this_digit
from lessons.page.small import SMALL
from lessons.walks.stage import stage

digit = this_digit()
show(*(digit.equation(name) for name in ("z1", "a1", "z2", "a2", "z3", "p", "L")))

# %% [markdown]
# ## Derivation: one weight, followed to the loss
#
# Take a weight of the first layer, as far from the loss as a weight can be, and a single digit, so that the index $n$
# is gone. Write down its gradient, and put in, one after the other, the gradients that it is made of:

# %%
first, second = (str(digit.network.layers[k]) for k in (1, 3))
show(one_weight(first, second))

# %% [markdown]
# The last line names nothing but what the forward pass left behind: inputs, slopes, weights, and the error p − y. It is
# a sum over all paths, with what they share taken out in front. But nobody works it out from left to right, for then
# the inner sums would be done again for every weight. Read it **from the inside out**, and keep each result:

# %%
show(*(digit.rows_and_columns(name) for name in ("dz3", "dW3", "da2", "dz2", "dW2", "da1", "dz1", "dW1")))

# %% [markdown]
# Three lines a layer, always the same: the error signal from what arrives, the gradient of the weights from the error
# signal, and what goes on to the layer before. (Each bias takes the sum of its error signals.) So in core there is
# a loop for each: one asks the layers, from the last to the first, for the gradient of their input; the other for those
# of their parameters, in any order, for by then both of their factors are there:

# %%
show(Code((statement(Network.wire_gradients, "grads"), statement(Network.gradient, "places"))))

# %% [markdown]
# ## This digit's numbers
#
# The gradient of the first layer's weights has an entry for each pixel and each unit. For one unit it is a picture: it
# shows on which pixels more weight would raise the loss, and on which it would lower it.

# %%
arrays = digit.arrays
dW1, dz1 = arrays["dW1"], arrays["dz1"][0]
j = int(abs(dz1).argmax())
measured = each_weight(digit.network, digit.trace.theta, arrays["x"], digit.label, 0, "complex")
forward, back, one_by_one = products(digit.network)
claim("The way back costs less than twice the way forward", forward < back < 2 * forward)
claim(
    "Nudging each weight in turn costs one way forward for **every** weight", one_by_one > digit.network.size * forward
)
show(
    Picture(digit.pixels, f"This is {digit.named}, read as {digit.taken_for}."),
    Picture(dW1[:, j].reshape(28, 28), f"The gradient of the weights into unit {j}.", "gradient"),
    Table(
        ("in core", "numbers", "length of the gradient"),
        tuple((f"d{name}", f"{size:,}", f"{length:.4f}") for name, size, length in sizes_of_gradients(digit.trace)),
        "What flows back along each wire, from the logits to the pixels.",
    ),
    Check(
        f"All {dW1.size:,} gradients of the first layer, and slopes measured one weight at a time",
        difference(dW1, measured),
        1e-11,
    ),
    Check("The picture, and the digit times one number", difference(dW1[:, j], arrays["x"][0] * dz1[j])),
    nudge(digit),
    Table(
        ("way", "multiplications"),
        (
            ("forward", f"{forward:,}"),
            ("back, to every gradient", f"{back:,}"),
            ("each weight nudged in turn", f"{one_by_one:,}"),
        ),
        f"Work for one digit and {digit.network.size:,} parameters, counting products with weights.",
    ),
    stage("whole", "On screen: the network drawn, each unit and each line with its part of the blame."),
    Link("Hear the whole way back told, stop by stop", "step", {"digit": str(digit.index), "tell": "whole"}),
    Link("Walk the whole way back, one operation per key press", "step", {"digit": str(digit.index), "step": "dz3"}),
    Link(
        "Follow one weight to the loss",
        "step",
        {"digit": str(digit.index), "step": "dW1", "pin": f"dW1,{digit.pixels.argmax()},{j}"},
    ),
    Link("Train a network with these gradients", "train", {}),
)

# %% [markdown]
# ## By hand, and a printed number to check
#
# With two inputs, two units and two outputs you can work out all of it yourself. One such example has been printed in
# a hundred courses: Mazur's, of 2015. It gives an error of 0.291027924 after one update, without moving the biases. Do
# what its text describes, and the seventh digit comes out differently. What did its author do?

# %%
show(
    Link("Begin small: work out a 2-2-2 in whole numbers, cell by cell", "step", SMALL["whole"].query()),
    Link("Work out Mazur's example", "step", SMALL["mazur"].query()),
    ways(),
)

# %% [markdown]
# ## What to notice
#
# - The way back costs less than twice the way forward, whatever the number of parameters. Nudging each weight in turn
#   costs one way forward for **every** weight.
# - For one digit, the picture is the digit itself in one colour: each unit can only ask for more or less of what it
#   saw.
# - The pass needs the values that the way forward left behind. That is what a network's memory is filled with while it
#   learns.
#
# **Now you can** work out the gradient of any weight of a network by hand, and say what all of them together cost.
#
# ## Your turn

# %%
show(
    Question(
        Derive("Go from the logits to the first layer in one formula.", in_network("5-4-tanh-3", "dW1", "x z1 W2 p y"))
    ),
    Question(WrongLine(in_numpy())),
    Question(Entry("dz2", "W3 dz3 z2")),
    Question(Predict(larger_of("dW2"))),
)
