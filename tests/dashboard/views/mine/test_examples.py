"""Every example can be had, and what is planted in it is what is named."""

import io

import pytest

from core.diagnosis.files import read
from dashboard.views.mine.examples import FIRST, RIGHT, example, file_of, kinds
from tests.support.passes import names_it


@pytest.mark.parametrize("kind", [RIGHT, FIRST, "transposed", "softmax over the batch"])
def test_an_example_has_the_mistake_in_it(kind):
    found = read(io.BytesIO(file_of(kind)), "example.npz").diagnose()
    assert found.agrees == (kind == RIGHT)
    assert kind == RIGHT or names_it(found, kind)


def test_the_first_is_there():
    assert kinds()[FIRST].first == "dW2"
    assert len(kinds()) > 30
    assert example(FIRST) is example(FIRST)
