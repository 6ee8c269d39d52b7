# %% [markdown]
# # Convolution and pooling
#
# A dense layer has to learn every stroke anew for every place where it may stand. What if one small patch of weights
# looked at all places, and how would it be taught?
#
# **So far:** every layer was dense: each unit had a weight of its own for every input. What was lost in lesson 1, which
# pixels are neighbours, no layer has been told.
#
# ## Symbols
#
# The row of pixels becomes a picture again: $v^{(0)}_{chwn}$ is channel $c$, row $h$ and column $w$ of example $n$; a
# grey picture has one channel. A **filter** $f$ is a patch of weights $W^{(1)}_{fcij}$. It is laid on every place of
# the picture, and each time the weighted sum of what lies below it is one number of a **map** $z^{(1)}_{fhwn}$.
# Strictly this is **cross-correlation**. A convolution turns the filter first, which a learned filter makes up for:

# %%
import numpy as np

from core.config import Config
from core.network import Network
from lessons.derivations import edges
from lessons.derivations.dragged.filter_place import filter_place
from lessons.derivations.edges import FILTERS, NETWORK
from lessons.engine.proof.witnesses import difference
from lessons.exercises import Derive, Predict, WorkOut, WrongLine, in_lines
from lessons.notes.cell import claim, show
from lessons.page.blocks import Check, Link, Picture, Question, Table
from lessons.page.example import this_digit
from lessons.walks.stage import stage

digit = this_digit()
seen = digit.through(edges.trace(digit.arrays["x"], digit.trace.y.argmax(axis=1)))
show(seen.equation("z1"))

# %% [markdown]
# The four filters here are chosen by hand, so that you see what they look for.

# %%
arrays = seen.arrays
show(
    Picture(digit.pixels, f"This is {digit.named}"),
    *(Picture(patch, f"filter: {name}", "value") for name, patch in FILTERS.items()),
)

# %% [markdown]
# Blue is where a filter counts ink for an edge, orange where it counts it against; the maps show where it found one.

# %%
show(
    *(Picture(arrays["z1"][f, :, :, 0], f"map: {name}", "value") for f, name in enumerate(FILTERS)),
    filter_place(digit.pixels, arrays["z1"][..., 0]),
)

# %% [markdown]
# ## What sharing saves
#
# The same maps from a dense layer would take a weight for every pair of a pixel and a number of a map.

# %%
dense = Network.from_text(f"784-{np.prod(NETWORK.shapes[2])}")
layers = ((str(NETWORK.layers[1]), NETWORK.parameters[1].stop), ("dense", dense.size))
show(
    Table(
        ("layer", "numbers it gives", "parameters"),
        tuple((name, f"{dense.classes:,}", f"{size:,}") for name, size in layers),
        "Four maps of one digit, made by a convolution and by a dense layer.",
    )
)

# %% [markdown]
# ## The way back to the weights
#
# One weight of a filter is used at every place of the map, so the loss hears of it from every place. The chain rule
# adds all of these paths, and that is all that sharing changes:

# %%
show(seen.equation("dW1"), seen.equation("db1"), stage("filter-1", "On screen: where a weight learns most.", seen))

# %% [markdown]
# ## The way back to the picture
#
# A pixel lies under a filter of three rows and columns at up to nine places. From each of them it receives the error
# signal $\delta^{(1)}_{fhwn}$, weighted by the weight under which it lay there. Where the patch does not reach that
# far, the weight counts as zero.

# %%
show(seen.equation("dv0"))

# %% [markdown]
# Forward, row $i$ of the filter lies on row $h$ plus $i$ of the picture. Backward, seen from row $r$ of the picture, it
# is row $r$ minus $h$ of the filter. Columns do the same, so backward the filter is turned by half a turn. Written as
# one large matrix from pixels to map, as a dense layer would have it, that is once more its transpose.
#
# ## Pooling
#
# Whether an edge lies one pixel further left says little about the digit. **Max-pooling** keeps the largest number of
# each square of four and forgets where it was:

# %%
show(seen.equation("s1"), seen.equation("da1").result(), stage("winner-s1", "On screen: who gets the blame.", seen))

# %% [markdown]
# Backward, the one that was kept gets all of the gradient, and the other three get nothing: to change them a little
# would not change the loss.
#
# ## This digit's numbers

# %%
moved = np.roll(digit.pixels, 1, axis=1)
there = edges.trace(moved.reshape(1, 784), digit.trace.y.argmax(axis=1)).values[2]
lenet = "1x28x28-conv6x5x5-relu-maxpool2-conv16x5x5-relu-maxpool2-flatten-120-relu-84-relu-10"
reached = float((arrays["da1"] != 0).mean())
claim("the other three get nothing", reached <= 1 / 4)
claim("A filter has few weights", NETWORK.parameters[1].stop < dense.size / 10_000)
show(
    *(Picture(arrays["dW1"][f, 0], f"∂L/∂W of the {name}", "gradient") for f, name in enumerate(FILTERS)),
    Picture(arrays["dv0"][0, :, :, 0], "the loss by each pixel", "gradient"),
    Table(
        ("numbers of the maps", "reached by a gradient"),
        ((f"{arrays['da1'].size:,}", f"{reached:.1%}"),),
        "What pooling lets through.",
    ),
    Check(
        "The maps of this digit moved by one pixel, and its maps moved by one pixel",
        difference(there[:, :, 2:], arrays["z1"][:, :, 1:-1]),
    ),
    Link("Step through this network", "step", {"network": str(NETWORK), "digit": str(digit.index), "step": "z1"}),
    Link("Train a convolutional network", "train", Config(network=lenet).to_query()),
)

# %% [markdown]
# ## What to notice
#
# - A filter has few weights, and each is taught by every place of every digit: there is much more evidence for each.
# - When the digit moves, its maps move with it. A dense layer has no such property; it would have to learn it.
# - LeCun, Bottou, Bengio and Haffner (1998) read these very digits with stacks of both, LeNet-5.
#
# **Now you can** take a gradient through weights that are shared and through a maximum, and say from which places each
# weight of a filter learns.
#
# ## Your turn

# %%
row, column = (int(k) for k in np.unravel_index(arrays["z1"][0, :, :, 0].argmax(), (26, 26)))
patch = {"x": digit.pixels[row : row + 3, column : column + 3], "W": FILTERS["upper edge"]}
show(
    Question(Derive("How does the loss answer to the bias of a filter?", edges.bias_gradient())),
    Question(WorkOut("A filter lies on nine pixels of your digit. What does it give?", edges.nine_products(), patch)),
    Question(Predict(edges.kept_pixel)),
    Question(WrongLine(in_lines(edges.bias_gradient()))),
)
