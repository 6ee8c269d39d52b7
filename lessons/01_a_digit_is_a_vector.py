# %% [markdown]
# # A digit is a vector
#
# A network adds and multiplies numbers, and does little else. What does it see when you show it a handwritten digit?
#
# **So far:** this is where the story begins, and all you need is sums. At its end, eighteen lessons on, you will have
# written a network that reads digits, and will be able to defend each of its lines.
#
# ## Symbols
#
# A scan of a digit is a grid of 28 rows of 28 pixels. Each pixel is a number from 0, white paper, to 1, full ink. The
# network gets all of them in one row, line after line, and so the picture becomes a **vector** of 784 numbers: $x_{ni}$
# is pixel $i$ of digit $n$. The pixel in row 9 and column 17, both counted from 0, is number 9 × 28 + 17 of that
# vector.

# %%
import numpy as np
from sympy import symbols

from lessons.derivations.distance import (
    average_digits,
    distance,
    nearer,
    pull,
    sample,
    score,
    scores,
    share_read_rightly,
)
from lessons.derivations.dragged.sliding_digit import sliding_digit
from lessons.engine.algebra.places import pixel_number
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Predict, WorkOut, WrongLine, equation, in_lines
from lessons.notes.cell import show
from lessons.page.blocks import Check, Link, Picture, Question, Table, printed
from lessons.page.example import this_digit
from lessons.walks.stage import stage

digit = this_digit()
x = digit.arrays["x"][0]
row, column = np.unravel_index(x.argmax(), (28, 28))
number = int(pixel_number(0, row, column, 28, 28))
show(
    Picture(
        digit.pixels, f"Test digit {digit.index}, {digit.named}: 784 numbers, {np.count_nonzero(x)} of them not 0."
    ),
    Check(
        f"The pixel in row {row} and column {column}, and number {number} of the vector",
        abs(digit.pixels[row, column] - x[number]),
    ),
)

# %% [markdown]
# The picture and the vector hold the same numbers. What is lost is who the neighbours are: nothing in the vector says
# that two pixels touch. A network that is to know this has to be told, and that is what convolution is for.
#
# ## Derivation: what is near to what
#
# Vectors have distances. Take the mean of many handwritten threes, pixel by pixel, and the same for every other class;
# write $\mu_{ik}$ for pixel $i$ of the average digit of class $k$. To read a digit, look for the average that is
# nearest. Two vectors are as far apart as Pythagoras says, in 784 directions instead of two:

# %%
show(distance())

# %% [markdown]
# The first sum of the last line belongs to the class, the second to the digit, and only the third brings the two
# together. Which average is nearest does not depend on the second: it is the same for all ten. Leave it out, turn the
# sign around so that the nearest class gets the largest number, and halve:

# %%
show(score())

# %% [markdown]
# Look at what is left. Each pixel $x_{ni}$ is multiplied by a number that belongs to class $k$, the products are added
# up, and one more number of class $k$ is added to the sum, whatever the digit. A question about distances has turned
# into **multiply, add up, shift**. That is nearly all that a network has to be able to do.
#
# ## This digit's numbers

# %%
averages = average_digits()  # (784, 10)
found = scores(x[None], averages)[0]
lengths = np.linalg.norm(x[:, None] - averages, axis=0)
nearest = int(found.argmax())
show(
    Picture(averages[:, digit.label].reshape(28, 28), f"The average {digit.label}."),
    Picture(averages[:, nearest].reshape(28, 28), f"The average {nearest}, which is nearest to this digit."),
    Table(
        ("class", "distance", "score"),
        tuple((str(c), f"{lengths[c]:.2f}", printed(found[c], "+.2f")) for c in range(10)),
        "The largest score stands beside the shortest distance.",
    ),
    Check(
        "Scores by the formula, and from the distances measured one by one",
        difference(found, ((x**2).sum() - lengths**2) / 2),
    ),
)

# %% [markdown]
# You see at once that a digit is still the same when it stands a little further to the left. A vector does not:

# %%
show(sliding_digit(digit))

# %% [markdown]
# How far does that get? The averages are taken over the first 2,000 training digits, and tried on the 1,000 that
# follow, which were not averaged. Somebody who guesses is right one time in ten.

# %%
share = share_read_rightly(averages)
show(
    Table(
        ("read by", "read rightly"),
        (("the nearest average", f"{share:.1%}"),),
        "A thousand digits that were not averaged.",
    ),
    stage("look", "On screen: a network that reads this digit, by many weighted sums one after the other."),
)

# %% [markdown]
# ## What to notice
#
# - A vector keeps every number of the picture, in a fixed order.
# - The nearest of ten averages is the largest of ten weighted sums. The weights here are averages; nobody has learnt
#   them yet.
# - Averages are not the best weights there are: see how many digits they leave unread. Before anybody can look for
#   better ones, it must be known how a weighted sum answers to each of its weights. That is the next lesson.
#
# **Now you can** turn any picture into a vector, measure how far two of them are apart, and read a digit, though badly,
# by ten weighted sums.
#
# ## Your turn

# %%
h, w = symbols("h w")
far, near = (equation(claim.lhs, claim.steps, sample, "x mu") for claim in (distance(), pull()))
show(
    Question(
        WorkOut(
            "Which number of the vector is the pixel in row $h$, column $w$, all counted from 0?",
            pixel_number(0, h, w, 28, 28),
            {"h": 4, "w": 9},
        )
    ),
    Question(Derive("You make one pixel a little darker. How fast does the squared distance change?", near)),
    Question(WrongLine(in_lines(far, near))),
    Question(Predict(nearer)),
    Link("Walk this vector through a network", "step", {"digit": str(digit.index), "step": "x"}),
)
