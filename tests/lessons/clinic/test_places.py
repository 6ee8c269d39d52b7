"""The mistakes that are tried at a line of core are those of the arrays that it makes."""

import pytest

from core.descent import SGD
from core.network import Network
from lessons.clinic import code
from lessons.clinic.places import Place, makes, mistakes_at

NETWORK = Network.from_text("784-16-relu-16-relu-10")


def test_what_a_line_makes():
    assert makes(code.WEIGHTS, NETWORK) == ("dW3", "dW2", "dW1")
    assert makes(code.BACK, NETWORK) == ("da2", "da1")
    assert makes(code.SLOPE, NETWORK) == ("dz2", "dz1")
    assert makes(code.OUTPUT, NETWORK) == makes(code.TOTAL, NETWORK) == ("p",)
    assert makes(code.VALUE, NETWORK) == ("loss",)
    assert makes(code.TAKE, NETWORK) == ()
    dropping = Network.from_text("784-16-relu-dropout0.1-10")
    assert makes(code.MASK, dropping) == ("h1", "da1")


def test_the_mistakes_at_a_line_are_its_own():
    found = mistakes_at(code.BIAS, NETWORK, SGD())
    assert {"summed over classes", "wrong axis", "last example only"} <= {m.kind for m in found}
    assert all(m.first.startswith("db") for m in found)
    assert [m.kind for m in mistakes_at(code.PASS, NETWORK, SGD())] == ["gradients not zeroed"]
    assert "ε in the logarithm" not in {m.kind for m in mistakes_at(code.VALUE, NETWORK, SGD())}


def test_a_line_that_is_not_there_is_an_error():
    with pytest.raises(LookupError, match=r"No statement of SGD\.step begins with “return lr”"):
        _ = Place(SGD.step, "return lr").source
