"""Every layer has one row, and its row is whole."""

import pytest

from core.layers import Layer
from core.network import Network
from core.vocabulary import OF_LAYER, WORDS

ON_IMAGES = {"conv6x5x5", "maxpool2", "avgpool2"}


def test_a_layer_has_one_row():
    def kinds(cls):
        return {cls, *(below for child in cls.__subclasses__() for below in kinds(child))}

    spelled = {kind for kind in kinds(Layer) if "__str__" in vars(kind) and kind.__module__.startswith("core.")}
    assert set(OF_LAYER) == spelled
    assert len(WORDS) == len(OF_LAYER)


@pytest.mark.parametrize("word", [word for word in WORDS if word.pattern], ids=lambda word: word.example)
def test_its_example_is_read_as_that_layer_and_written_alike(word):
    text = f"1x28x28-{word.example}-flatten-10" if word.example in ON_IMAGES else f"784-{word.example}-10"
    text = "1x28x28-flatten-10" if word.example in ("1x28x28", "flatten") else text
    network = Network.from_text(text)
    assert type(next(layer for layer in network.layers if str(layer) == word.example)) is word.layer
    assert str(network) == text
