"""Two passes with dropout are compared under one mask: theirs."""

import numpy as np
import pytest

from core.diagnosis.masks import unknown
from core.network import Network
from tests.support.passes import case


@pytest.mark.parametrize("say", ["m", "h"])
def test_the_mask_is_theirs(say):
    one = case(5)
    theirs = one.network.at(3, 1)
    found = one.arrays(theirs)
    given = {name: array for name, array in found.items() if name not in ("h1", "h2")}
    for k, n in ((2, 1), (5, 2)):
        given[f"{say}{n}"] = theirs.layers[k].mask(found[f"a{n}"]) != 0 if say == "m" else found[f"h{n}"]
    assert one.diagnose(given).agrees
    assert one.diagnose(given | {"dW1": -given["dW1"]}).kinds == ("sign",)
    assert not one.diagnose(found | {"h1": np.roll(found["h1"], 1, axis=0)}).agrees


def test_masks_that_nothing_says_are_listed():
    network = Network.from_text("16-12-relu-dropout0.3-12-relu-dropout0.3-6")
    assert unknown(network, ["h1", "dW1"]) == ["m2"]
    assert unknown(network, ["m1", "h2"]) == []
