"""What a link to the stepper asks for and cannot have, in sentences: one that is old, or that was typed."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from core.network import Network
from dashboard.data.image_text import read as read_image
from dashboard.views.step.by_hand import Steps
from dashboard.views.step.edits import read as read_edits
from dashboard.views.step.packet import named_arrays
from lessons.engine.chain.equations import derive

COUNTS = ("1", "2", "4", "8", "16")  # digits at once
LARGEST_SEED = 2**32 - 1


def unmet(asked: Mapping[str, str], network: Network, digits: int, kept: Sequence[int] = ()) -> Iterator[str]:
    """One sentence for each wish of a link (its query parameters) that does not hold for this network and so many
    digits.

    `kept` are the steps after which the run that it asks for was kept, the last one first.
    """
    wish = {name: _plain(value) for name, value in asked.items()}
    if (own := asked.get("own", "")) and read_image(own) is None:
        yield "The image in this link cannot be read: part of it may be missing. You see a test digit."
    if not _whole(asked.get("digit", "0"), digits - 1):
        yield f"This link asked for test digit {wish['digit']}; there are 0 to {digits - 1}. You see digit 0."
    if asked.get("label", "as written") not in ("as written", "as read") and not _whole(asked["label"], 9):
        yield f"This link asked for the label {wish['label']}; labels are 0 to 9. You see the digit as it was written."
    if asked.get("batch", "1") not in COUNTS:
        yield (
            f"This link asked for {wish['batch']} digits at once; it can be {', '.join(COUNTS[:-1])} or "
            f"{COUNTS[-1]}. You see one."
        )
    if not _whole(asked.get("seed", "0"), LARGEST_SEED):
        yield f"This link asked for the seed {wish['seed']}; seeds are 0 to {LARGEST_SEED}. You see seed 0."
    if (step := asked.get("step", "")) and step not in {equation.name for equation in derive(network)}:
        yield f"This link asked for the step {wish['step']}, which this network does not have. You see the beginning."
    if (pin := asked.get("pin", "")) and not _is_entry(pin, network, asked.get("batch", "1")):
        yield "This link points at a number that this network does not have. Point at any number and click to pin it."
    if kept and (step := asked.get("checkpoint", "")) and step not in map(str, kept):
        yield (
            f"This link asked for the run after step {wish['checkpoint']}, which was not kept. You see it after "
            f"step {kept[0]:,}."
        )
    if (edits := asked.get("edits", "")) and len(read_edits(edits, network)) < len(edits.split("~")):
        yield (
            "This link changes numbers that cannot be read or that this network does not have. Those were left as "
            "they are."
        )
    if (steps := asked.get("steps", "")) and not Steps.read(steps, digits).taken:
        yield "This link's training steps cannot be read, so none was taken."


def _is_entry(pin, network, batch):
    """Whether `W1,323,8` is an address in one of the arrays of a pass."""
    together = max(int(batch) if batch in COUNTS else 1, 4 if network.normalised else 1)
    nothing = network.trace(np.zeros(network.size), np.zeros((together, *network.input_shape)), np.zeros(together, int))
    name, *address = pin.split(",")
    shape = np.shape(named_arrays(nothing).get(name, np.empty(0)))
    return len(address) == len(shape) and all(_whole(word, size - 1) for word, size in zip(address, shape, strict=True))


def _whole(words, most):
    return words.isascii() and words.isdecimal() and len(words) <= 10 and int(words) <= most


def _plain(words):
    """Shown as text, whatever it was meant as."""
    return "".join(c for c in words[:24] if c.isalnum() or c in "-.") or "that cannot be read"
